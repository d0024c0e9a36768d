"""What lies over the window while its file cannot be opened."""

from __future__ import annotations

from desktop.ui.not_opened.pane import NotOpenedPane

__all__ = ["NotOpenedPane"]
