"""Ctrl+K: going to any force, item, report, phrase or command from anywhere."""
