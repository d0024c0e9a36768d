"""All forces: one row a force, one column a field, and the national picture of each field."""

from desktop.ui.all_forces.room import AllForces

__all__ = ["AllForces"]
