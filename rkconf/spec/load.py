"""Read a specification; whatever is wrong with it gets its exact place."""

import re
import tomllib
from dataclasses import dataclass, field
from difflib import get_close_matches

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from rkconf.diagnostics import Problem, Severity
from rkconf.source import Source, Span
from rkconf.spec.checks import check
from rkconf.spec.model import FrontEnd, Kernel, Parallel, Specification
from rkconf.spec.places import Path, Places, locate

_TABLES: dict[str, type[BaseModel]] = {"frontend": FrontEnd, "kernels": Kernel, "parallel": Parallel}
_SYNTAX_ERROR_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_EXPECTED = {
    "string_type": "a string",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "dict_type": "a table",
    "model_type": "a table",
    "tuple_type": "a list",
}
_KINDS = {str: "a string", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table"}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A specification as far as it could be read, what is wrong with it, and where everything stands."""

    source: Source
    specification: Specification | None
    problems: tuple[Problem, ...]
    places: Places = field(default_factory=lambda: Places({}))


def load(source: Source) -> Loaded:
    """Return the specification in ``source``; None and at least one problem where it cannot be used."""
    try:
        data = tomllib.loads(source.data.decode())
        places = locate(source)
    except UnicodeDecodeError as error:
        span = Span(error.start, error.end)
        return Loaded(source, None, (Problem("syntax-error", span, "TOML is UTF-8 text; this byte is not"),))
    except tomllib.TOMLDecodeError as error:
        return Loaded(source, None, (_syntax_error(source, str(error)),))
    except RecursionError:
        message = "nested too deep to be read"
        return Loaded(source, None, (Problem("syntax-error", Span(0, 0), message),))
    try:
        specification = Specification.model_validate(data)
    except ValidationError as error:
        found = tuple(_problem(details, places) for details in error.errors())
        return Loaded(source, None, tuple(sorted(found, key=lambda problem: problem.span)), places)
    problems = tuple(check(specification, places))
    return Loaded(source, None if problems else specification, problems, places)


def _syntax_error(source: Source, message: str) -> Problem:
    place = _SYNTAX_ERROR_PLACE.search(message)
    offset = len(source.data)
    if place and place[1]:
        line = source.line(int(place[1]))
        offset = line.start + len(source.decode(line)[: int(place[2]) - 1].encode())
    end = min(offset + 1, len(source.data))
    text = message[: place.start()] if place else message
    return Problem("syntax-error", Span(min(offset, end), end), f"not TOML: {text[:1].lower()}{text[1:]}")


def _problem(details: ErrorDetails, places: Places) -> Problem:
    path: Path = details["loc"]
    place = places.of(path)
    match details["type"]:
        case "extra_forbidden":
            return _unknown_key(path, places)
        case "missing":
            return _missing(path, places)
        case "too_long":
            return Problem("impossible-specification", places.of((*path, 2)).value, "a link has two ports, not more")
        case "literal_error" if details["input"] == "rsh":
            message = "rsh sends passwords and data unencrypted; rkconf does not write it"
            return Problem("insecure-rsh", place.value, message, 'use transport = "ssh"')
        case _:
            return Problem("wrong-type", place.value, f"{_name(path)} must be {_expected(details)}")


def _expected(details: ErrorDetails) -> str:
    bounds = details.get("ctx", {})
    match details["type"]:
        case "literal_error":
            return str(bounds["expected"]).replace("'", '"')
        case "greater_than_equal":
            return f"at least {bounds['ge']}"
        case "less_than_equal":
            return f"at most {bounds['le']}"
        case _:
            kind = _KINDS.get(type(details["input"]), "a date")
            return f"{_EXPECTED.get(details['type'], 'something else')}, not {kind}"


def _unknown_key(path: Path, places: Places) -> Problem:
    table = _TABLES.get(str(path[0]), Specification) if len(path) > 1 else Specification
    near = get_close_matches(str(path[-1]), table.model_fields, n=1)
    advice = f"did you mean {near[0]}?" if near else f"known: {', '.join(table.model_fields)}"
    # In a file of the Front End it may be a key that nobody has met; in a specification it is a slip.
    return Problem("unknown-key", places.of(path).key, f"unknown key {path[-1]}", advice, Severity.ERROR)


def _missing(path: Path, places: Places) -> Problem:
    if isinstance(path[-1], int):
        return Problem("impossible-specification", places.of(path).value, "a link has two ports, not fewer")
    return Problem("incomplete-entry", places.of(path).key, f"{path[-1]} is missing", f"add {path[-1]} = ...")


def _name(path: Path) -> str:
    """Return what a person would call the value: its key, and which element of a list."""
    last_key = max(index for index, step in enumerate(path) if isinstance(step, str))
    return str(path[last_key]) + "".join(f"[{step}]" for step in path[last_key + 1 :])
