"""The factual accuracy check: what the force says of the draft, and what is decided about it."""

from desktop.ui.accuracy.panel import Accuracy

__all__ = ["Accuracy"]
