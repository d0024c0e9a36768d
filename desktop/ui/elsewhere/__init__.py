"""How other forces' reports put the item at hand, beside the form."""

from desktop.ui.elsewhere.panel import Elsewhere

__all__ = ["Elsewhere"]
