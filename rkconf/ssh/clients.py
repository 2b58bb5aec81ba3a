"""The clients that carry a command to another machine, and their options (``clients.toml``)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from rkconf.resources import read_facts
from rkconf.ssh.effects import Effect, OptionEffect
from rkconf.ssh.tables import TableError, typed
from rkconf.ssh.values import ValueFact

_FILE = "ssh/clients.toml"
_VALUE = frozenset(ValueFact.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class OptionFact:
    """One option of a client."""

    name: str
    """The option without its dash: a letter, or a word of plink."""
    value: ValueFact | None = None
    """What follows it; None for a flag."""
    keyword: str = ""
    """The keyword of ssh_config(5) that means the same."""
    effect: Effect | None = None
    """What it makes of the launch, where that is not to start the command."""
    since: str = ""
    """The version that brought it or changed its meaning, where that matters."""
    retired: bool = False
    """Whether current versions refuse it in words of their own."""
    ambiguous: bool = False
    """Whether versions differ about the words after it."""


@dataclass(frozen=True, slots=True)
class Client:
    """A program that logs in on another machine."""

    name: str
    """The name of its table; ``programs.toml`` lists the programs."""
    source: str
    """Where its options are documented or how they were measured."""
    spelling: Literal["letters", "words"]
    """Whether options are letters as getopt(3) reads them, several in one word, or words such as ``-batch``."""
    options_documented: bool
    """Whether options are known; otherwise nobody knows what an option and the words after it mean."""
    options_after_host: bool
    """Whether options may also follow the host."""
    options: Mapping[str, OptionFact] = field(default_factory=dict)
    """The options by name."""

    @property
    def is_openssh(self) -> bool:
        """Whether the words are read by OpenSSH."""
        return "o" in self.options

    def effect_of(self, name: str) -> OptionEffect | None:
        """Return the effect of an option that stands for itself, such as ``-N``."""
        fact = self.options.get(name)
        return OptionEffect(fact.effect, f"-{name}", self.name) if fact and fact.effect else None


@cache
def clients() -> Mapping[str, Client]:
    """Return all clients by name."""
    table = read_facts(_FILE)
    return MappingProxyType({name: _client(name, _inherit(table, name)) for name in table})


def _inherit(table: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return a table with what it extends; options add to the inherited ones."""
    own = dict(table[name])
    if "extends" not in own:
        return own
    parent = _inherit(table, own.pop("extends"))
    return {**parent, **own, "options": {**parent["options"], **own["options"]}}


def _client(name: str, values: dict[str, Any]) -> Client:
    where = f"{_FILE}: [{name}]"
    rows = values.pop("options", None)
    if rows is None:
        raise TableError(where, "field options is missing")
    if values.get("spelling") not in {"letters", "words"}:
        raise TableError(where, "field spelling is letters or words")
    options = {option: _option(f"{where} {option}", option, row) for option, row in rows.items()}
    return typed(Client, where, {"name": name, **values, "options": options})


def _option(where: str, name: str, row: Mapping[str, Any]) -> OptionFact:
    value = {key: each for key, each in row.items() if key in _VALUE}
    rest: dict[str, Any] = {key: each for key, each in row.items() if key not in _VALUE}
    if value:
        rest["value"] = typed(ValueFact, where, value)
    return typed(OptionFact, where, {"name": name, **rest})
