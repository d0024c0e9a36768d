"""The remarks at the foot of the window: one line, and under it the list."""

from desktop.ui.remarks.panel import RemarksPanel

__all__ = ["RemarksPanel"]
