"""Safe keeping: backups made while one works, how safe the database is, and restoring."""

from desktop.ui.safe_keeping.keeper import Keeper
from desktop.ui.safe_keeping.room import SafeKeeping

__all__ = ["Keeper", "SafeKeeping"]
