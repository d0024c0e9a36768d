"""A screen of the test's own, with a keyboard and a mouse: an X server, and xdotool."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

_PROGRAMS = ("Xvfb", "xdotool")
_SECONDS = 20
_CLIENT_MESSAGE = 33
_NO_MODIFIERS = "--clearmodifiers"


def missing_programs() -> list[str]:
    """Give the programs that a screen is made of and that this machine lacks."""
    return [name for name in _PROGRAMS if shutil.which(name) is None]


@contextmanager
def screen(width: int, height: int) -> Iterator[Screen]:
    """Run a screen of a size in pixels, on which there is nothing, not even a window manager."""
    told, tell = os.pipe()
    server = subprocess.Popen(
        [
            "Xvfb",
            "-displayfd",
            str(tell),
            "-screen",
            "0",
            f"{width}x{height}x24",
            "-nolisten",
            "tcp",
        ],
        pass_fds=[tell],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(tell)
    try:
        with os.fdopen(told) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start.")
        yield Screen(f":{number}", width, height)
    finally:
        server.terminate()
        server.wait(_SECONDS)


class Screen:
    """What a person does at a screen; positions are in its pixels."""

    def __init__(self, display: str, width: int, height: int) -> None:
        self.display = display
        self._size = (str(width), str(height))

    def press(self, *keys: str) -> None:
        """Press keys one after the other, by their names in X, such as "ctrl+p"."""
        self._do("key", _NO_MODIFIERS, *keys)

    def type(self, words: str) -> None:
        """Type words, letter by letter."""
        self._do("type", _NO_MODIFIERS, "--delay", "4", words)

    def click(self, spot: tuple[int, int], times: int = 1) -> None:
        """Go to a spot with the mouse, and click there."""
        self.point(spot)
        self._do("click", "--repeat", str(times), "--delay", "30", "1")

    def turn_wheel(self, notches: int) -> None:
        """Turn the wheel of the mouse, down or, for a negative number, up."""
        self._do("click", "--repeat", str(abs(notches)), "5" if notches > 0 else "4")

    def point(self, spot: tuple[int, int]) -> None:
        """Go to a spot with the mouse."""
        self._do("mousemove", str(spot[0]), str(spot[1]))

    def focus(self, window: int) -> None:
        """Give the keyboard to a window, as a window manager does with one that opens."""
        self._do("windowfocus", "--sync", str(window))

    def fill(self, window: int) -> None:
        """Make a window as large as the screen."""
        self._do("windowmove", "--sync", str(window), "0", "0")
        self._do("windowsize", "--sync", str(window), *self._size)

    def close(self, window: int) -> None:
        """Ask a window to close, as a window manager does when its cross is pressed."""
        library = ctypes.CDLL("libX11.so.6")
        library.XOpenDisplay.restype = ctypes.c_void_p
        library.XInternAtom.restype = ctypes.c_ulong
        display = ctypes.c_void_p(library.XOpenDisplay(self.display.encode()))
        message = _ClientMessage(type=_CLIENT_MESSAGE, window=window, format=32)
        message.message_type = library.XInternAtom(display, b"WM_PROTOCOLS", False)
        message.data[0] = library.XInternAtom(display, b"WM_DELETE_WINDOW", False)
        # Xlib copies a whole XEvent, which is longer than this one kind of it.
        event = ctypes.create_string_buffer(bytes(message), 24 * ctypes.sizeof(ctypes.c_long))
        library.XSendEvent(display, ctypes.c_ulong(window), False, ctypes.c_long(0), event)
        library.XCloseDisplay(display)

    def _do(self, *deed: str) -> None:
        subprocess.run(
            ["xdotool", *deed],
            env={**os.environ, "DISPLAY": self.display},
            check=True,
            timeout=_SECONDS,
        )


class _ClientMessage(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
    )
