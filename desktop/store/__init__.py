"""Reports kept in a database: opening, the only writer, reading, history. No Qt.

Nothing is imported here, so that the window can load a module of the store when it needs it.
"""
