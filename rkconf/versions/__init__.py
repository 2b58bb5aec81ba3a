"""Versions as data: code asks a `Version` for its facts, never which version it is.

Each version has one TOML file. It may ``extend`` another version and then gives only the fields that differ; a field
that it gives replaces the whole inherited field. A comment at each fact names the kind of its source.
"""

import re
from collections.abc import Mapping
from functools import cache
from reprlib import repr as shown
from typing import Any

from rkconf import tables
from rkconf.errors import UsageError
from rkconf.resources import PACKAGE
from rkconf.versions.model import Default, LinkFact, Version

__all__ = ["DEFAULT", "LinkFact", "Version", "known", "load", "newest_not_above", "order", "parse", "read"]

_FACTS = PACKAGE / "versions"


def _file(name: str) -> str:
    return f"versions/{name}.toml"


@cache
def read(name: str) -> Mapping[str, Any]:
    """Return the facts of the file ``name``.toml, with the facts of the version that it extends."""
    facts = tables.content(_file(name))
    inherited = read(facts["extends"]) if "extends" in facts else {}
    return {**inherited, **facts}


DEFAULT = tables.read(Default, _file("default")).name
"""The Front End version to assume where neither the command line nor the input names one."""


@cache
def load(name: str) -> Version:
    """Return the version of exactly this name.

    Raises:
        TableError: Its file does not have the form of `Version`.
    """
    return tables.read(Version, _file(name), read(name))


@cache
def _orders() -> dict[tuple[int, int], str]:
    """Return the names of all versions by their order, oldest first, without reading a file."""
    names = (path.name.removesuffix(".toml") for path in _FACTS.iterdir() if re.match(r"[0-9.]+\.toml$", path.name))
    return dict(sorted((numbers, name) for name in names if (numbers := order(name))))


def order(text: str) -> tuple[int, int] | None:
    """Return the major and minor number of any version, (7, 0) for ``7.0.1``; None where the text is not a version."""
    numbers = re.match(r"([0-9]{1,4})(?:\.([0-9]{1,4}))?(?:\.[0-9]{1,4})*\.?$", text.strip())
    return (int(numbers[1]), int(numbers[2] or 0)) if numbers else None


@cache
def known(*, front_end: bool = True) -> tuple[Version, ...]:
    """Return the Front End versions, oldest first; with ``front_end=False`` also the older kernels."""
    versions = (load(name) for name in _orders().values())
    return tuple(version for version in versions if version.front_end or not front_end)


def parse(text: str, *, front_end: bool = True) -> Version:
    """Return the version that ``text`` names; ``front_end=False`` admits the older kernels.

    Raises:
        UsageError: The version is unknown; the message lists the known ones.
    """
    numbers = order(text)
    name = _orders().get(numbers) if numbers else None
    if name and (load(name).front_end or not front_end):
        return load(name)
    names = ", ".join(version.name for version in known(front_end=front_end))
    kind = "Front End version" if front_end else "kernel version"
    message = f"unknown {kind} {shown(text)}; known: {names}"
    raise UsageError(message)


def newest_not_above(text: str) -> Version:
    """Return the newest known Front End version that is not newer than ``text``.

    Where ``text`` is not a version, or older than all known ones, that is the default version.
    """
    newest = order(text) or (0, 0)
    names = (name for numbers, name in reversed(_orders().items()) if numbers <= newest)
    return next((version for version in map(load, names) if version.front_end), load(DEFAULT))
