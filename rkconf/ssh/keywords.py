"""The keywords of ssh_config(5): what each takes, and what it makes of a launch (``keywords.toml``)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any

from rkconf.resources import read_facts
from rkconf.ssh.effects import ANY, Effect, OptionEffect
from rkconf.ssh.tables import TableError, typed
from rkconf.ssh.values import ValueFact

_FILE = "ssh/keywords.toml"
_OF_KEYWORD = frozenset({"since", "effects"})


@dataclass(frozen=True, slots=True)
class KeywordTable:
    """A group of keywords with one source."""

    source: str
    """Where they are documented or how they were measured."""
    keywords: Mapping[str, Any] = field(default_factory=dict)
    """The rows by keyword."""
    names: str = ""
    """Keywords of the server, which the client does not know; they have no rows."""
    unmeasured: bool = False
    """Whether the measured version does not know them."""


@dataclass(frozen=True, slots=True)
class Keyword:
    """One keyword; case does not matter."""

    name: str
    """As ssh_config(5) writes it."""
    value: ValueFact
    """What it takes."""
    since: str = ""
    """The version that brought it, where that matters."""
    effects: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What values make of the launch, by value in lowercase; ``*`` is any other value, "" no effect."""
    is_measured: bool = True
    """Whether the measured version of ssh knows it."""

    def effect_of(self, value: str, client: str = "ssh") -> OptionEffect | None:
        """Return what a value makes of the launch, such as ``SessionType=none``."""
        word = value.strip().lower()
        # What may have any value takes the whole line as it is, quotes included (measured).
        name = self.effects.get(word, self.effects.get(ANY, self.effects.get(word.strip('"'), "")))
        # A command may hold a secret, and no message has to repeat it.
        said = self.name if ANY in self.effects else f"{self.name}={value}"
        return OptionEffect(Effect(name), said, client) if name else None


@cache
def keywords() -> Mapping[str, Keyword]:
    """Return all keywords of the client by their name in lowercase."""
    found = (_keyword(group, table, name) for group, table in _tables().items() for name in table.keywords)
    return MappingProxyType({keyword.name.lower(): keyword for keyword in found})


@cache
def server_keywords() -> frozenset[str]:
    """Return the keywords that the server alone knows, in lowercase."""
    return frozenset(name.lower() for table in _tables().values() for name in table.names.split())


@cache
def _tables() -> Mapping[str, KeywordTable]:
    rows = read_facts(_FILE).items()
    return MappingProxyType({group: typed(KeywordTable, f"{_FILE}: [{group}]", row) for group, row in rows})


def _keyword(group: str, table: KeywordTable, name: str) -> Keyword:
    row, where = table.keywords[name], f"{_FILE}: [{group}.keywords] {name}"
    value = typed(ValueFact, where, {key: each for key, each in row.items() if key not in _OF_KEYWORD})
    rest = {key: each for key, each in row.items() if key in _OF_KEYWORD}
    if unknown := {*rest.get("effects", {}).values()} - {"", *Effect}:
        raise TableError(where, f"{min(unknown)} is not one of {', '.join(Effect)}")
    return typed(Keyword, where, {"name": name, "value": value, **rest, "is_measured": not table.unmeasured})
