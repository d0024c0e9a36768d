"""The window: Qt widgets over the layers below."""
