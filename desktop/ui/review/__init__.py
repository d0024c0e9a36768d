"""The review beside the form: how far the report has come, and what is said of it."""

from desktop.ui.review.intentions import ReviewIntentions
from desktop.ui.review.panel import Review

__all__ = ["Review", "ReviewIntentions"]
