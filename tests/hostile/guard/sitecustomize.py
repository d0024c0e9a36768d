"""Notes every attempt of this process to reach a network; Python loads it first where it is found.

The attempts stand as lines in the file that HOSTILE_NETWORK names.
"""

import os
import sys

_WATCHED = (
    "socket.connect",
    "socket.bind",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.gethostbyaddr",
    "socket.getnameinfo",
    "socket.sendto",
    "socket.sendmsg",
    "http.client.connect",
    "urllib.Request",
    "ftplib.connect",
    "smtplib.connect",
    "webbrowser.open",
)


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event not in _WATCHED:
        return
    # What processes of one machine say to each other has a path for an address.
    address = arguments[1] if event.startswith("socket.") and len(arguments) > 1 else arguments
    if isinstance(address, str | bytes) and event in ("socket.connect", "socket.bind"):
        return
    file = os.open(os.environ["HOSTILE_NETWORK"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(file, f"{event} {address!r}\n".encode())
    os.close(file)


if "HOSTILE_NETWORK" in os.environ:
    sys.addaudithook(_note)
