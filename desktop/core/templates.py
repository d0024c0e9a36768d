"""Filling the templates of a programme folder, of which little is allowed: values, `if`, comparing.

Nothing in a template can then reach beyond what it is given, or run without an end.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from traceback import walk_tb
from types import NoneType
from typing import cast

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from desktop.core import template_words
from desktop.core.declarations import ProgrammeError, read_text
from desktop.core.house_style import HouseStyle

LONGEST = 20_000
"""The most characters of a template, and of what is made of it; real ones have up to 5,000."""

_DEEPEST = 20
"""How deep a template may nest; real ones go down to 10, and Jinja's time grows with its cube."""

_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Sub,
    nodes.Tuple,
    nodes.Name,
    nodes.Getattr,
    nodes.Const,
)

_CONSTANTS = (int, str, NoneType)
"""What may stand in a template as it is; Jinja writes 1e999 as a name that nothing has."""


@dataclass(frozen=True, slots=True)
class _Checked:
    """A template that holds nothing but what is allowed, and the names in it with their lines."""

    template: Template
    names: tuple[tuple[int, str, str], ...]


def fill(folder: Path, name: str, known: Mapping[str, object], style: HouseStyle) -> str:
    """Fill a template of a programme folder; texts are put in as plain text, never as marks.

    Numbers are written in house style, and answers as facts.

    Raises ProgrammeError naming file and line of a mistake in the template.
    """
    file = folder / name
    checked = _checked(folder, file, read_text(file, folder), style)
    for line, key, inner in checked.names:
        if not _is_known(known, key, inner):
            full = f"{key}.{inner}" if inner else key
            raise _mistake(file, line, f'"{full}" is not known here')
    try:
        return _rendered(checked.template, known)
    except TypeError as error:
        # Answers that were not given cannot be compared by size.
        what = "two values that cannot be compared"
        raise _mistake(file, _line_in(file, error), what) from error
    except Exception as error:
        # Whatever a template does, the form goes on working.
        what = f"{error}".rstrip(".") or type(error).__name__
        raise _mistake(file, _line_in(file, error), what) from error


def _rendered(template: Template, known: Mapping[str, object]) -> str:
    parts: list[str] = []
    length = 0
    rendering = cast("Generator[str, None, None]", template.generate(known))
    for part in rendering:
        parts.append(part)
        length += len(part)
        if length > LONGEST:
            # Thrown where the template stands, it is told with its line like any other mistake.
            rendering.throw(ValueError(f"this asks for more than {LONGEST:,} characters"))
    return "".join(parts)


@lru_cache(maxsize=64)
def _checked(folder: Path, file: Path, text: str, style: HouseStyle) -> _Checked:
    if len(text) > LONGEST:
        raise ProgrammeError(f"{file}: this template is too long: over {LONGEST:,} characters.")
    environment = _environment(style)
    try:
        tree = environment.parse(text)
        names = tuple(_names(file, tree))
        code = environment.compile(tree, file.name, str(file))
    except TemplateSyntaxError as error:
        raise _mistake(file, error.lineno, f"{error.message}".rstrip(".")) from error
    except (RecursionError, SyntaxError, ValueError) as error:
        raise ProgrammeError(f"{file}: this template nests too deep to be read.") from error
    return _Checked(Template.from_code(environment, code, {}), names)


@lru_cache(maxsize=8)
def _environment(style: HouseStyle) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=partial(template_words.printed, style),
    )
    environment.globals.clear()
    environment.filters = {
        name: partial(said, style) for name, (said, _) in template_words.FILTERS.items()
    }
    environment.tests = {"none": lambda value: value is None, **template_words.TESTS}
    return environment


def _names(file: Path, node: nodes.Node, depth: int = 0) -> list[tuple[int, str, str]]:
    """List the values that a template speaks of; raises ProgrammeError at what is not allowed."""
    if depth > _DEEPEST:
        raise _mistake(file, node.lineno, "this nests too deep to be read")
    if isinstance(node, nodes.Scope):
        # Jinja makes one for this statement alone, and gives its line only to what is within.
        raise _mistake(file, node.body[0].lineno, '"autoescape" is more than a template may do')
    if isinstance(node, nodes.Const) and not isinstance(node.value, _CONSTANTS):
        raise _mistake(file, node.lineno, f'"{node.value}" is no whole number')
    if isinstance(node, nodes.Filter):
        _refuse_filter(file, node)
    elif not isinstance(node, _ALLOWED) and not (
        isinstance(node, nodes.Test) and node.name in ("none", *template_words.TESTS)
    ):
        kind = type(node).__name__.lower()
        raise _mistake(file, node.lineno, f'"{kind}" is more than a template may do')
    if isinstance(node, nodes.Name):
        return [(node.lineno, node.name, "")]
    if isinstance(node, nodes.Getattr):
        if not isinstance(node.node, nodes.Name):
            raise _mistake(file, node.lineno, f'"{node.attr}" cannot be asked of this')
        return [(node.lineno, node.node.name, node.attr)]
    return [name for child in node.iter_child_nodes() for name in _names(file, child, depth + 1)]


def _refuse_filter(file: Path, node: nodes.Filter) -> None:
    if node.name not in template_words.FILTERS:
        raise _mistake(file, node.lineno, f'"{node.name}" is more than a template may do')
    _, words = template_words.FILTERS[node.name]
    given = [each.value for each in node.args if isinstance(each, nodes.Const)]
    plain = all(isinstance(each, str) for each in given) and len(given) == len(node.args)
    if not plain or len(given) != words or node.kwargs or node.dyn_args or node.dyn_kwargs:
        what = f"takes {words} texts in brackets" if words else "takes nothing in brackets"
        raise _mistake(file, node.lineno, f'"{node.name}" {what}')


def _is_known(known: Mapping[str, object], key: str, inner: str) -> bool:
    if key not in known:
        return False
    value = known[key]
    return inner in value if inner and isinstance(value, Mapping) else not inner


def _line_in(file: Path, error: Exception) -> int:
    lines = [
        line
        for frame, line in walk_tb(error.__traceback__)
        if frame.f_code.co_filename == str(file)
    ]
    return lines[-1] if lines else 1


def _mistake(file: Path, line: int, message: str) -> ProgrammeError:
    return ProgrammeError(f"{file}, line {line}: {message}.")
