"""The locked window: what covers it, what locks it when nobody is there, and its passphrase."""

from __future__ import annotations

from desktop.ui.locking.idle import Idle
from desktop.ui.locking.lock_pane import LockPane
from desktop.ui.locking.locking import Locking
from desktop.ui.locking.passphrase_part import PassphrasePart

__all__ = ["Idle", "LockPane", "Locking", "PassphrasePart"]
