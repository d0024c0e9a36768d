"""The passphrase that locks a database: which files are locked, and the keys that open them.

Locked files are SQLCipher's, so that its own tools open them with the same passphrase.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import threading
import unicodedata
from pathlib import Path
from typing import Final

PASSPHRASE_VARIABLE: Final = "FIELDBOOK_PASSPHRASE"
PLAIN: Final = b"SQLite format 3\x00"
"""How a file begins that is not locked. A locked one begins with its salt, and looks random."""

_SALT: Final = 16
_ROUNDS: Final = 256_000
_KEY_BYTES: Final = 32
_LOOKED_AT: Final = 4096
_GUESSES_A_DAY: Final = 10**10
"""What some hundred thousand guesses a second come to, which a few graphics cards can do."""
_ENOUGH_DAYS: Final = 36_500
_KNOWN: Final = (
    b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf",
    b"\x1f\x8b\x08", b"\xd0\xcf\x11\xe0", b"RIFF", b"OggS", b"\x7fELF", b"\xfd7zXZ",
)  # fmt: skip
"""How other files begin that look random further on."""


class Passphrase:
    """The words that lock databases. They are shown nowhere, and kept in memory alone.

    Making a key takes about a tenth of a second, so that guessing is slow: each is made once.
    """

    def __init__(self, words: str) -> None:
        """Take the words as typed, however the keyboard composes its letters."""
        self._words = unicodedata.normalize("NFC", words).encode("utf-8", "surrogatepass")
        self._keys: dict[bytes, str] = {}
        self._making = threading.Lock()

    def __repr__(self) -> str:
        return "Passphrase(…)"

    def unlock(self, connection: sqlite3.Connection, path: Path) -> None:
        """Give a connection to a file its key, before anything else is done with it.

        A file that is still empty is locked with a new one. Raises OSError.
        """
        salt = _salt_of(path) or os.urandom(_SALT)
        connection.execute(f'PRAGMA key = "{self.key(salt)}"')

    def key(self, salt: bytes) -> str:
        """Give the key to a file with this salt, as SQLCipher takes it: x'…' in hexadecimal."""
        with self._making:
            if salt not in self._keys:
                made = hashlib.pbkdf2_hmac("sha512", self._words, salt, _ROUNDS, _KEY_BYTES)
                self._keys[salt] = f"x'{made.hex()}{salt.hex()}'"
            return self._keys[salt]


_held: dict[tuple[int, int], bytes] = {}
_holding = threading.Lock()


def _salt_of(path: Path) -> bytes:
    """Read the salt of a locked file; nothing if it is empty still.

    Where locks are POSIX's, closing a file drops all locks that this process has on it, those of
    SQLite's connections among them, and another program would then take away the log that they
    write to. So the file is read once and never closed, which keeps its number from another file.
    """
    if os.name != "posix":
        with path.open("rb") as file:
            return file.read(_SALT)
    with _holding:
        stat = path.stat()
        number = (stat.st_dev, stat.st_ino)
        if number not in _held:
            descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
            salt = os.read(descriptor, _SALT)
            if not salt:
                os.close(descriptor)
                return salt
            opened = os.fstat(descriptor)
            number = (opened.st_dev, opened.st_ino)
            _held[number] = salt
        return _held[number]


def weakness(words: str) -> str:
    """Give a plain warning of a passphrase that can be guessed by trying; empty if it is long."""
    kinds = {
        26: any(each.islower() for each in words),
        27: any(each.isupper() for each in words),
        10: any(each.isdigit() for each in words),
        33: any(not each.isalnum() for each in words),
    }
    letters = sum(size for size, used in kinds.items() if used)
    # A letter that is said again and again makes little difference to whoever guesses.
    days = letters ** (2 * len(set(words)) if len(set(words)) * 2 < len(words) else len(words))
    days //= _GUESSES_A_DAY
    if days > _ENOUGH_DAYS:
        return ""
    how_long = "within a day" if days < 1 else f"in {days:,} day{'' if days == 1 else 's'} or less"
    return (
        f"This passphrase is short: whoever has the file and fast computers can guess it {how_long}."
        " Four or more words that have nothing to do with each other are safer."
    )


def _salt_of(path: Path) -> bytes:
    """Read the salt of a locked file; nothing if it is empty still.

    Where locks are POSIX's, closing a file drops all locks that this process has on it, those of
    SQLite's connections among them, and another program would then take away the log that they
    write to. So the file is read once and never closed, which keeps its number from another file.
    """
    if os.name != "posix":
        with path.open("rb") as file:
            return file.read(_SALT)
    with _holding:
        stat = path.stat()
        number = (stat.st_dev, stat.st_ino)
        if number not in _held:
            descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
            salt = os.read(descriptor, _SALT)
            if not salt:
                os.close(descriptor)
                return salt
            opened = os.fstat(descriptor)
            number = (opened.st_dev, opened.st_ino)
            _held[number] = salt
        return _held[number]


def weakness(words: str) -> str:
    """Give a plain warning of a passphrase that can be guessed by trying; empty for a good one."""
    ways = 0
    for kind in (str.islower, str.isupper, str.isdigit):
        ways += 10 if kind is str.isdigit else 26 if any(map(kind, words)) else 0
    ways += 33 if any(not each.isalnum() for each in words) else 0
    return str(ways)


def _salt_of(connection: sqlite3.Connection, path: Path) -> bytes:
    """Read a file's salt through the connection itself; give a new one for an empty file.

    To open the file once more and close it would drop every lock that this process has on it, and
    another program might then take away the log that is being written.
    """
    if path.stat().st_size == 0:
        return os.urandom(_SALT)
    # The salt can be read as soon as there is any key, which is then replaced.
    connection.execute(f"PRAGMA key = \"x'{bytes(_KEY_BYTES).hex()}'\"")
    return bytes.fromhex(connection.execute("PRAGMA cipher_salt").fetchone()[0])


def is_locked(path: Path) -> bool:
    """Say whether a file looks like a locked database; what is damaged may do so too.

    Never ask it of a file that this process has open: closing the file drops the locks on it.
    Raises OSError.
    """
    with path.open("rb") as file:
        start = file.read(_LOOKED_AT)
    if len(start) < 2 * _SALT or start.startswith((PLAIN, *_KNOWN)):
        return False
    # Of 256 bytes that are random, some 162 differ; of 4096 nearly all that there are.
    expected = 256 * (1 - (255 / 256) ** len(start))
    return len(set(start)) > 0.8 * expected
