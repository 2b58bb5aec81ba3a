"""Versions as data: code asks a `Version` for its facts, never which version it is.

One TOML file a version. It ``extends`` another and gives only what differs; a field that it gives replaces the whole
field. Every fact has a comment with the kind of its source.
"""

from collections.abc import Mapping
from functools import cache
from re import match
from reprlib import repr as shown
from types import MappingProxyType
from typing import Any

from rkconf.errors import UsageError
from rkconf.resources import PACKAGE, read_facts
from rkconf.versions.model import LinkFact, Version

__all__ = ["DEFAULT", "LinkFact", "Version", "known", "load", "newest_not_above", "order", "parse", "read"]

_FACTS = PACKAGE / "versions"


@cache
def read(name: str) -> Mapping[str, Any]:
    """Return the facts of the file ``name``.toml, with those that it extends."""
    facts = read_facts(f"versions/{name}.toml")
    inherited = read(facts["extends"]) if "extends" in facts else {}
    return {**inherited, **facts}


DEFAULT: str = read("default")["name"]
"""The Front End version to assume where nothing says one."""


@cache
def load(name: str) -> Version:
    """Return the version of exactly this name."""
    facts = {key: _frozen(value) for key, value in read(name).items()}
    facts["links"] = tuple(LinkFact(**link) for link in facts["links"])
    return Version(**facts)


def _frozen(value: Any) -> Any:  # noqa: ANN401 - whatever TOML can hold
    if isinstance(value, dict):
        return MappingProxyType(value)
    return tuple(value) if isinstance(value, list) else value


@cache
def _orders() -> dict[tuple[int, int], str]:
    """Return the name of every version by its order, oldest first; no file is read."""
    names = (path.name.removesuffix(".toml") for path in _FACTS.iterdir() if match(r"[0-9.]+\.toml$", path.name))
    return dict(sorted((numbers, name) for name in names if (numbers := order(name))))


def order(text: str) -> tuple[int, int] | None:
    """Return major and minor number of a version, known or not: ``7.0.1`` is the same as ``7``; None for no version."""
    numbers = match(r"([0-9]{1,4})(?:\.([0-9]{1,4}))?(?:\.[0-9]{1,4})*\.?$", text.strip())
    return (int(numbers[1]), int(numbers[2] or 0)) if numbers else None


@cache
def known(*, front_end: bool = True) -> tuple[Version, ...]:
    """Return the Front End versions, oldest first; with ``front_end=False`` older kernels too."""
    versions = (load(name) for name in _orders().values())
    return tuple(version for version in versions if version.front_end or not front_end)


def parse(text: str, *, front_end: bool = True) -> Version:
    """Return the version that a person wrote as ``text``; ``front_end=False`` admits older kernels.

    Raises:
        UsageError: No such version is known; the message names those that are.
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

    That is the default version where ``text`` is no version or older than all that are known.
    """
    newest = order(text) or (0, 0)
    names = (name for numbers, name in reversed(_orders().items()) if numbers <= newest)
    return next((version for version in map(load, names) if version.front_end), load(DEFAULT))
