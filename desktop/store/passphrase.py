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
        with path.open("rb") as file:
            salt = file.read(_SALT) or os.urandom(_SALT)
        connection.execute(f'PRAGMA key = "{self.key(salt)}"')

    def key(self, salt: bytes) -> str:
        """Give the key to a file with this salt, as SQLCipher takes it: x'…' in hexadecimal."""
        with self._making:
            if salt not in self._keys:
                made = hashlib.pbkdf2_hmac("sha512", self._words, salt, _ROUNDS, _KEY_BYTES)
                self._keys[salt] = f"x'{made.hex()}{salt.hex()}'"
            return self._keys[salt]


def is_locked(path: Path) -> bool:
    """Say whether a file looks like a locked database; what is damaged may do so too.

    Raises OSError.
    """
    with path.open("rb") as file:
        start = file.read(_LOOKED_AT)
    if len(start) < 2 * _SALT or start.startswith((PLAIN, *_KNOWN)):
        return False
    # Of 256 bytes that are random, some 162 differ; of 4096 nearly all that there are.
    expected = 256 * (1 - (255 / 256) ** len(start))
    return len(set(start)) > 0.8 * expected
