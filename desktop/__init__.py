"""Fieldbook: what was found in each force, drafted, checked and set as a report."""
