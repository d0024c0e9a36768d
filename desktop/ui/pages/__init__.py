"""The pages beside the form: set off the UI thread, shown as they will be printed."""

from desktop.ui.pages.pages_view import PagesView as PagesView
from desktop.ui.pages.rendering import PageRenderer as PageRenderer
