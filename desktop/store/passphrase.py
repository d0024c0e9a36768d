"""The passphrase that locks a database: which files are locked, and the keys that open them.

Locked files are SQLCipher's, so that its own tools open them with the same passphrase.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
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
_ANY_KEY: Final = f"x'{bytes(_KEY_BYTES).hex()}'"
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
        connection.execute(f'PRAGMA key = "{self.key(_salt_of(connection, path))}"')

    def key(self, salt: bytes) -> str:
        """Give the key to a file with this salt, as SQLCipher takes it: x'…' in hexadecimal."""
        with self._making:
            if salt not in self._keys:
                made = hashlib.pbkdf2_hmac("sha512", self._words, salt, _ROUNDS, _KEY_BYTES)
                self._keys[salt] = f"x'{made.hex()}{salt.hex()}'"
            return self._keys[salt]


def keep_memory_off_the_disk() -> None:
    """Have the system write no picture of this program's memory to the disk if it breaks down."""
    if sys.platform == "win32":  # pragma: no cover
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    # One byte rather than none: only that keeps Linux from handing all of it to another program.
    least = 1 if most == resource.RLIM_INFINITY else min(1, most)
    resource.setrlimit(resource.RLIMIT_CORE, (least, most))


def new_salt() -> bytes:
    """Give the salt of a file that is to be locked."""
    return os.urandom(_SALT)


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
    days = letters ** min(len(words), 2 * len(set(words))) // _GUESSES_A_DAY
    if days > _ENOUGH_DAYS:
        return ""
    how_long = "within a day" if days < 1 else f"in {days:,} day{'' if days == 1 else 's'} or less"
    return (
        "This passphrase is short: whoever has the file and fast computers can guess it"
        f" {how_long}. Four or more words that have nothing to do with each other are safer."
    )


def _salt_of(connection: sqlite3.Connection, path: Path) -> bytes:
    """Read a file's salt through the connection itself; give a new one for an empty file.

    To open the file once more and close it would drop every lock that this process has on it, and
    another program might then take away the log that is being written.
    """
    if path.stat().st_size == 0:
        return new_salt()
    # The salt can be read as soon as there is any key, which is then replaced.
    connection.execute(f'PRAGMA key = "{_ANY_KEY}"')
    (salt,) = connection.execute("PRAGMA cipher_salt").fetchone()
    return bytes.fromhex(salt)


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
