"""The revisions of the tables, run by Alembic from the first one on."""
