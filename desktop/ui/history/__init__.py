"""The history beside the form: what was changed, by whom and when, and the way back."""

from desktop.ui.history.panel import History

__all__ = ["History"]
