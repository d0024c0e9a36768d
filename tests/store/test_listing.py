"""What looking through reports asks of a database that is a server."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

import pytest

from desktop.store.database import Ask, Database
from desktop.store.listing import changed_since_publication, list_reports


class Server:
    """A server without reports, which notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Mapping[str, object]]] = []

    @contextmanager
    def asking(self) -> Iterator[Ask]:
        def ask(query: str, values: Mapping[str, object] = {}, /) -> Iterable[Any]:
            self.asked.append((query, values))
            return ()

        yield ask


@pytest.mark.parametrize("programme", [None, "small-inspection"])
@pytest.mark.parametrize("force", [None, "kent"])
def test_only_what_is_wanted_is_asked_for(programme: str | None, force: str | None) -> None:
    """PostgreSQL refuses to guess the type of a value that is compared with nothing but NULL."""
    server = Server()
    database = cast("Database", server)
    list_reports(database, programme)
    changed_since_publication(database, programme, force)
    assert len(server.asked) == 6
    for query, values in server.asked:
        assert set(re.findall(r":(\w+)", query)) == set(values)
        assert None not in values.values()
        assert ("report.programme = :programme" in query) == (programme is not None)
    assert ("report.force = :force" in server.asked[-1][0]) == (force is not None)
