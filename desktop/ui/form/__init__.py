"""The form: a report's answers and passages, made from what the programme declares."""

from desktop.ui.form.view import FormView

__all__ = ["FormView"]
