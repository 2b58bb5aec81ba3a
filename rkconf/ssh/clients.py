"""The clients that carry a command to another machine, and their options (``clients.toml``)."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from rkconf import tables
from rkconf.record import field, record
from rkconf.ssh.effects import Effect, OptionEffect
from rkconf.ssh.values import ValueFact

_FILE = "ssh/clients.toml"


@record
class OptionFact:
    """One option of a client."""

    name: str
    """The option without its dash: a letter, or a word of plink."""
    value: ValueFact | None = field(default=None, metadata=tables.INLINE)
    """The value that follows it; None for a flag."""
    keyword: str = ""
    """The keyword of ssh_config(5) with the same meaning."""
    effect: Effect | None = None
    """Its effect on the launch, where it does more than change how the command is carried."""
    since: str = ""
    """The version that introduced it or changed its meaning, where that matters."""
    gives_host: bool = False
    """Whether its value names a saved session, whose host is used if it has one: then no host follows."""
    retired: bool = False
    """Whether current versions refuse it with a message about this option."""
    ambiguous: bool = False
    """Whether versions differ about the words after it."""
    advice: str = ""
    """The advice for people who mean another option."""


@record
class Client:
    """A program that logs in on another machine."""

    name: str
    """The name of its table; ``programs.toml`` lists the programs."""
    source: str
    """Where its options are documented or how they were measured."""
    spelling: Literal["letters", "words"]
    """Whether options are letters as getopt(3) reads them, several in one word, or words such as ``-batch``."""
    options_documented: bool
    """Whether its options are documented; otherwise the meaning of an option and of the words after it is unknown."""
    options_after_host: bool
    """Whether options may also follow the host."""
    options: Mapping[str, OptionFact]
    """The options by name."""

    @property
    def is_openssh(self) -> bool:
        """Whether OpenSSH reads the words."""
        return "o" in self.options

    def effect_of(self, name: str) -> OptionEffect | None:
        """Return the effect of an option without a value, such as ``-N``."""
        fact = self.options.get(name)
        return OptionEffect(fact.effect, f"-{name}", self.name) if fact and fact.effect else None


@cache
def clients() -> Mapping[str, Client]:
    """Return all clients by name."""
    table = tables.content(_FILE)
    return tables.DeferredRows(Client, _FILE, {name: {**_inherit(table, name), "name": name} for name in table})


def _inherit(table: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return a table with the fields of the client that it ``extends``; options add to the inherited ones."""
    own = dict(table[name])
    if "extends" not in own:
        return own
    parent = _inherit(table, own.pop("extends"))
    return {**parent, **own, "options": {**parent["options"], **own["options"]}}
