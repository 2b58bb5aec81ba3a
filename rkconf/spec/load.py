"""Read a specification; each problem has its exact place."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from rkconf.command.passwords import ADVICE, MESSAGE, without_password
from rkconf.diagnostics import Problem, Severity
from rkconf.errors import UsageError
from rkconf.record import field, record, replace
from rkconf.source import Source
from rkconf.spec import advice
from rkconf.spec.checks import check
from rkconf.spec.choice import RowPlaces, is_asked_for, row_names, without
from rkconf.spec.model import Specification
from rkconf.spec.passwords import exposed_passwords, passwords_in_broken_lines, passwords_of_wrong_part
from rkconf.spec.rows import Row, rows
from rkconf.spelling import suggestion
from rkconf.toml import Path, Places, locate, parse

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_NOT_TOML = "a specification is a TOML file; `rkconf extract FILE` makes one from a Front End file"
_EXPECTED = {
    "string_type": "a string",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "dict_type": "a table",
    "model_type": "a table",
    "tuple_type": "a list",
}
_KINDS = {str: "a string", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table"}


@record
class Loaded:
    """A specification as far as it could be read, its problems, and the places of its keys and values."""

    source: Source
    specification: Specification | None
    problems: tuple[Problem, ...]
    places: Places = field(default_factory=lambda: Places({}))
    names: tuple[str, ...] = ()
    """The names of the kernels that a command asks for; empty if it asks for all."""

    known: tuple[str, ...] = ()
    """The names of all kernels and groups in the file, also of those that were left out."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that the command asks for; none if the specification cannot be used."""
        every = rows(self.specification, self.places) if self.specification else ()
        return tuple(row for row in every if not self.names or row.table.name in self.names)

    def rules_by_row(self, problems: Iterable[Problem]) -> Mapping[Path | None, set[str]]:
        """Return the names of the rules of problems by the path of their row."""
        places = RowPlaces(self.places)
        found: dict[Path | None, set[str]] = {}
        for each in problems:
            found.setdefault(places.at(each.span), set()).add(each.rule)
        return found

    def concerning(self, problems: Iterable[Problem]) -> Iterable[Problem]:
        """Return the problems in the rows that the command asks for, and those in no row."""
        if not self.names:
            return problems
        places = RowPlaces(self.places)
        mine = {None, *(row.path for row in self.rows)}
        return (each for each in problems if places.at(each.span) in mine)


def load(source: Source, names: Collection[str] = ()) -> Loaded:
    """Return the specification in ``source``; None and at least one problem where it cannot be used.

    With ``names``, kernels of other names that have problems are left out with their problems.
    """
    data = parse(source)
    if isinstance(data, Problem):
        kind = "" if source.name.lower().endswith(".toml") else _NOT_TOML
        return Loaded(source, None, (replace(data, help=kind or data.help), *passwords_in_broken_lines(source)))
    places = locate(source)
    known = tuple(row_names(data))
    while True:
        loaded = _validated(source, data, places)
        rows_at = RowPlaces(places)
        errors = (problem for problem in loaded.problems if problem.severity is not Severity.INFO)
        at = {rows_at.at(problem.span) for problem in errors} if names else set()
        dropped = {path for path in at if path and not is_asked_for(path, data, names)}
        if not dropped:
            return replace(loaded, names=tuple(names), known=known)
        data, places = without(dropped, data, places)


def _validated(source: Source, data: Mapping[str, Any], places: Places) -> Loaded:
    from rkconf.spec.validation import validated

    specification = validated(data)
    if not isinstance(specification, Specification):
        meant = {(*details["loc"][:-1], advice.meant_key(details["loc"])) for details in _unknown_keys(specification)}
        # An unknown key is the cause of a missing one that it resembles.
        causes = (each for each in specification if each["type"] != "missing" or each["loc"] not in meant)
        found = tuple(each for details in causes for each in _problems(details, source, places))
        return Loaded(source, None, tuple(sorted(found, key=lambda problem: problem.span)), places)
    problems = tuple(check(specification, places))
    is_usable = all(problem.severity is Severity.INFO for problem in problems)
    if is_usable:
        return Loaded(source, specification, problems, places)
    return Loaded(source, None, (*problems, *exposed_passwords(specification, places)), places)


def _unknown_keys(found: Iterable["ErrorDetails"]) -> Iterator["ErrorDetails"]:
    return (details for details in found if details["type"] == "extra_forbidden")


def require_names(names: Iterable[str], loaded: Loaded) -> None:
    """Make sure that a specification without errors has kernels or groups of these names.

    Raises:
        UsageError: It does not have one of them.
    """
    unknown = next((name for name in names if name not in loaded.known), None)
    if unknown is not None:
        known = tuple(map(without_password, loaded.known))
        shown = without_password(unknown)
        meant = suggestion(shown, known, quoted=True)
        there = ", ".join(map(repr, known)) or "none"
        message = f"{loaded.source.name}: no kernel named {shown!r}{meant}; known: {there}"
        raise UsageError(message)


def _problems(details: "ErrorDetails", source: Source, places: Places) -> Iterable[Problem]:
    """Yield the problem of a key or value, and those of the passwords in both."""
    yield _problem(details, source, places)
    place = places.of(details["loc"])
    # The value of a missing key is the whole table.
    parts = () if details["type"] == "missing" else passwords_of_wrong_part(details["loc"][-1], details["input"])
    for secret in parts:
        yield Problem("password-in-command", place.key.to(place.value), MESSAGE, ADVICE, secret=secret)


def _problem(details: "ErrorDetails", source: Source, places: Places) -> Problem:
    path: Path = details["loc"]
    place = places.of(path)
    match details["type"]:
        case "extra_forbidden":
            # In a file of the Front End an unknown key may be a valid one; in a specification it is a mistake.
            message = f"unknown key {path[-1]}"
            return Problem("unknown-key", place.key, message, advice.for_unknown_key(path), Severity.ERROR)
        case "missing":
            return _missing(path, places)
        case "too_long":
            return Problem(
                "impossible-specification",
                places.of((*path, 2)).value,
                "a link has two ports, not more",
                advice.for_ports(details["input"]),
            )
        case "literal_error" if details["input"] == "rsh":
            message = "rsh sends passwords and data unencrypted; rkconf does not write it"
            return Problem("insecure-rsh", place.value, message, 'use transport = "ssh"')
        case _:
            help_ = advice.for_wrong_value(details, source.decode(place.value))
            return Problem("wrong-type", place.value, f"{_name(path)} must be {_expected(details)}", help_)


def _expected(details: "ErrorDetails") -> str:
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
            if details["type"] == "int_type" and isinstance(details["input"], float):
                kind = "a decimal number"
            return f"{_EXPECTED.get(details['type'], 'something else')}, not {kind}"


def _missing(path: Path, places: Places) -> Problem:
    if isinstance(path[-1], int):
        place = places.of(path).value
        return Problem("impossible-specification", place, "a link has two ports, not fewer", advice.for_ports(None))
    return Problem("incomplete-entry", places.of(path).key, f"{path[-1]} is missing", advice.for_missing_key(path))


def _name(path: Path) -> str:
    """Return the name of a value for a message: its key, and its index in a list."""
    last_key = max(index for index, step in enumerate(path) if isinstance(step, str))
    return str(path[last_key]) + "".join(f"[{step}]" for step in path[last_key + 1 :])
