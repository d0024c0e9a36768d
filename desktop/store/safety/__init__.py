"""Keeping the database safe: backups, putting them back, and how it stands."""
