"""The checks, one in each module of this folder; a new module is found by itself."""

from __future__ import annotations

import pkgutil
from functools import lru_cache
from importlib import import_module

from desktop.core.remarks import Check


@lru_cache(maxsize=1)
def all_checks() -> tuple[Check, ...]:
    """Give every check there is, in the order of their ids."""
    found: list[Check] = []
    for module in pkgutil.iter_modules(__path__):
        names = vars(import_module(f"{__name__}.{module.name}")).values()
        found += [each for each in names if isinstance(each, Check)]
    return tuple(sorted(found, key=lambda check: check.id))


def checks_of_errors() -> tuple[Check, ...]:
    """Give the checks that can find errors, in the order of their ids; the others only warn."""
    return tuple(check for check in all_checks() if check.severity == "error")
