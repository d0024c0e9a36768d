"""The room in which reports are published, any selection of them at once."""

from desktop.ui.publishing.room import Publish

__all__ = ["Publish"]
