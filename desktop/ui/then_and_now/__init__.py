"""The same force's earlier reports, item by item beside the present one."""

from desktop.ui.then_and_now.panel import ThenAndNow

__all__ = ["ThenAndNow"]
