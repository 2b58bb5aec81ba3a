"""Versions as data: code asks a `Version` for its facts, never which version it is.

A version whose facts differ from those of the one before has a TOML file. It may ``extend`` another version and then
gives only the fields that differ; a field that it gives replaces the whole inherited field. A comment at each fact
names the kind of its source. `released.toml` names every version.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from reprlib import repr as shown
from typing import Any

from rkconf import tables
from rkconf.errors import UsageError
from rkconf.versions.model import Default, LinkFact, Released, Version, names_of_programs

__all__ = [
    "DEFAULT",
    "LinkFact",
    "Version",
    "first_with_program",
    "known",
    "later_words",
    "load",
    "names",
    "newest_not_above",
    "note",
    "order",
    "parse",
    "read",
    "released",
    "with_facts",
]

_NEWEST = frozenset({"current", "last", "latest", "newest"})
"""The words that people type for the newest version."""
_PATHS = ("kernel_path", "console_path")
"""The facts that give paths of programs, by operating system."""
_NUMBER = "{version}"
"""The part of a path that is replaced by the major and the minor number."""


def _file(name: str) -> str:
    return f"versions/{name}.toml"


@cache
def read(name: str) -> Mapping[str, Any]:
    """Return the facts of a version: those of its file, and the others of the version that it extends.

    A released version without a file extends the one before it.
    """
    own = tables.content(_file(name)) if tables.exists(_file(name)) else {"extends": _before(name)}
    inherited = read(own["extends"]) if "extends" in own else {}
    return {**inherited, **own, "name": name}


DEFAULT = tables.read(Default, _file("default")).name
"""The Front End version to assume where neither the command line nor the input names one."""


@cache
def load(name: str) -> Version:
    """Return the version of exactly this name.

    Raises:
        TableError: Its file does not have the form of `Version`.
    """
    facts = read(name)
    number = ".".join(map(str, order(name) or ()))
    numbered = {key: {os: path.replace(_NUMBER, number) for os, path in facts[key].items()} for key in _PATHS}
    versioned = facts["versioned_file"].replace(_NUMBER, number)
    return tables.read(Version, _file(name), {**facts, **numbered, "versioned_file": versioned})


@cache
def _orders() -> dict[tuple[int, int], str]:
    """Return the names of all released versions by their order, oldest first."""
    names = tables.read(Released, _file("released")).names
    return {numbers: name for name in names if (numbers := order(name))}


def names() -> tuple[str, ...]:
    """Return the names of all released versions, oldest first."""
    return tuple(_orders().values())


def _before(name: str) -> str:
    return next(earlier for earlier, later in pairwise(_orders().values()) if later == name)


def order(text: str) -> tuple[int, int] | None:
    """Return the major and minor number of any version, (7, 0) for ``7.0.1``; None where the text is not a version."""
    numbers = re.match(r"([0-9]{1,4})(?:\.([0-9]{1,4}))?(?:\.[0-9]{1,4})*\.?$", text.strip())
    return (int(numbers[1]), int(numbers[2] or 0)) if numbers else None


@cache
def known(*, front_end: bool = True) -> tuple[Version, ...]:
    """Return the Front End versions, oldest first; with ``front_end=False`` also the older kernels."""
    versions = map(load, names())
    return tuple(version for version in versions if version.front_end or not front_end)


@cache
def with_facts(*, front_end: bool = True) -> tuple[Version, ...]:
    """Return the known versions that differ in a fact from the one before, oldest first."""
    return tuple(each for each in known(front_end=front_end) if tables.exists(_file(each.name)))


def parse(text: str) -> Version:
    """Return the version that ``text`` names.

    A version that is newer than all known ones has the facts of the newest; `note` reports that.

    Raises:
        UsageError: The text is not a released version; the message names the nearest ones.
    """
    numbers, orders = order(text), _orders()
    name = orders.get(min(numbers, max(orders))) if numbers else None
    if name:
        return load(name)
    message = f"unknown version {shown(text)}; {_meant(text) or _advice(numbers)}"
    raise UsageError(message)


def released(text: str) -> Version | None:
    """Return the released version that ``text`` names; None for any other text."""
    numbers = order(text)
    name = _orders().get(numbers) if numbers else None
    return load(name) if name else None


def first_with_program(name: str, assumed: Version) -> Version:
    """Return the first version with a kernel program of this name, without folders, if it is later than ``assumed``.

    Otherwise, and where nothing is known about the programs of ``assumed``, that is ``assumed``.
    """
    program = name.lower().removesuffix(".exe")
    if not assumed.program_names or program in assumed.program_names:
        return assumed
    first = _first_with_programs().get(program)
    return max(load(first), assumed, key=lambda version: version.order) if first else assumed


@cache
def later_words() -> frozenset[str]:
    """Return the names of kernel programs, and the flags that start one, that only versions after the default have."""
    default = load(DEFAULT)
    later = [read(name) for order, name in _orders().items() if order > default.order]
    programs = names_of_programs(*(path for facts in later for path in _paths(facts)))
    flags = frozenset(flag for facts in later for flag in facts["start_flags"])
    return programs - default.program_names | flags - set(default.start_flags)


@cache
def _first_with_programs() -> Mapping[str, str]:
    """Return the name of the first version with each name of a kernel program.

    It reads the facts without a `Version` of each: most launch commands name a wrapper, so most runs need these names.
    """
    paths = {name: _paths(read(name)) for name in reversed(_orders().values())}
    return {program: name for name, given in paths.items() for program in names_of_programs(*given)}


def _paths(facts: Mapping[str, Any]) -> Iterator[str]:
    """Yield the paths of the programs of a version."""
    for key in _PATHS:
        yield from facts[key].values()


def named_by_file(path: str) -> Version | None:
    """Return the version whose Front End alone reads a file such as ``12.0_init.m``; None for any other name."""
    name = path.replace("\\", "/").rpartition("/")[2]
    version = released(name.partition("_")[0])
    return version if version and version.versioned_file == name else None


def other_reader(path: str, version: Version) -> str | None:
    """Return the fact that another version's Front End reads a file, and the advice; None if that is not so."""
    reader = named_by_file(path)
    if reader is None or reader == version:
        return None
    own = f"{version.versioned_file} or init.m" if version.versioned_file else "init.m"
    return f"the Front End of version {reader} reads this file; that of version {version} reads {own}"


def note(text: str, *, front_end: bool = True) -> str | None:
    """Return a note about a version that has the facts of another one; None for any other text.

    That is a version newer or older than all known ones, and a Front End of which nothing is known.
    """
    numbers, orders = order(text), _orders()
    if not numbers:
        return None
    if numbers > max(orders):
        return f"version {text.strip()} is newer than rkconf; it is treated like {orders[max(orders)]}"
    if front_end and not newest_not_above(text).front_end:
        message = f"the Front End of version {text.strip()} is not documented"
        return f"{message}; it is treated like that of {known()[0]}"
    return None


def _meant(text: str) -> str:
    """Return a question for the released version whose number a text contains, or for the newest; empty without one."""
    found = re.search(r"[0-9]{1,2}([.,][0-9]{1,2})?(?![0-9])", text)
    meant = released(found[0].replace(",", ".")) if found and order(text) is None else None
    if text.strip().lower() in _NEWEST:
        meant = known()[-1]
    return f"did you mean {meant}?" if meant else ""


def _advice(numbers: tuple[int, int] | None) -> str:
    """Return the released versions next to a number; for a text without number, or one out of range, the range."""
    names = _orders()
    below = [name for order, name in names.items() if numbers and order < numbers]
    above = [name for order, name in names.items() if numbers and order > numbers]
    if below and above:
        return f"the nearest are {below[-1]} and {above[0]}"
    return f"known: {names[min(names)]} to {names[max(names)]}"


def newest_not_above(text: str) -> Version:
    """Return the newest known version that is not newer than ``text``; the oldest one for an older text.

    Where ``text`` is not a version, that is the default version.
    """
    newest = order(text)
    if newest is None:
        return load(DEFAULT)
    names = _orders()
    return load(next((name for numbers, name in reversed(names.items()) if numbers <= newest), names[min(names)]))
