"""Fieldbook killed at random moments, and what must hold of its files each time."""
