"""What pages may be made of: files of the programme and of `resources/`, nothing else."""

from __future__ import annotations

import mimetypes
import os
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit
from urllib.request import url2pathname

from typing_extensions import override
from weasyprint.urls import URLFetcher, URLFetcherResponse


class Refused(ValueError):
    """An address leads outside the folders that pages may be made of."""


class LocalFetcher(URLFetcher):
    """Fetches files inside the given folders, wherever links in them lead, and nothing else."""

    def __init__(self, *folders: Path) -> None:
        super().__init__(allowed_protocols=("file",), allow_redirects=False)
        self._folders = tuple(folder.resolve() for folder in folders)

    @override
    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Read a file; raises Refused, which the page survives without what it asked for."""
        parts = urlsplit(url)
        if parts.scheme != "file" or parts.netloc:
            raise Refused(url)
        path = _path(parts.path).resolve()
        if not any(path.is_relative_to(folder) for folder in self._folders) or not path.is_file():
            raise Refused(url)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


def _path(address: str) -> Path:
    """Undo `Path.as_uri`, also where the system's names are not in UTF-8."""
    if os.name == "posix":
        return Path(os.fsdecode(unquote_to_bytes(address)))
    return Path(url2pathname(address))
