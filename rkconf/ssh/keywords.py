"""The keywords of ssh_config(5): their values, and their effects on a launch (``keywords.toml``)."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from rkconf import tables
from rkconf.record import field, record
from rkconf.ssh.effects import ANY, Effect, OptionEffect
from rkconf.ssh.values import ValueFact

_FILE = "ssh/keywords.toml"


@record
class Keyword:
    """One keyword; case does not matter."""

    name: str
    """As ssh_config(5) writes it."""
    value: ValueFact = field(metadata=tables.INLINE)
    """The value that it takes."""
    since: str = ""
    """The version that introduced it, where that matters."""
    effects: Mapping[str, Effect] = field(default_factory=dict, compare=False)
    """The effects on the launch, by value in lowercase; ``*`` is any other value."""
    is_measured: bool = True
    """Whether the measured version of ssh knows it."""

    def effect_of(self, value: str, client: str = "ssh") -> OptionEffect | None:
        """Return the effect of a value on the launch, such as that of ``SessionType=none``; None for no effect."""
        word = value.strip().lower()
        # A keyword that takes any value takes the whole line as it is, quotes included (measured).
        effect = self.effects.get(word, self.effects.get(ANY, self.effects.get(word.strip('"'), Effect.NONE)))
        # A command may hold a secret, and a message need not repeat it.
        written = self.name if ANY in self.effects else f"{self.name}={value}"
        return None if effect is Effect.NONE else OptionEffect(effect, written, client)


@record
class KeywordTable:
    """A group of keywords with one source."""

    source: str
    """Where they are documented or how they were measured."""
    keywords: Mapping[str, Keyword] = field(default_factory=dict)
    """The keywords of the client by name."""
    names: str = ""
    """The names of keywords that only the server knows, separated by spaces."""


@cache
def keywords() -> Mapping[str, Keyword]:
    """Return all keywords of the client by their name in lowercase."""
    rows = {name: row for table in _tables() for name, row in table.get("keywords", {}).items()}
    return tables.DeferredRows(Keyword, _FILE, {name.lower(): {**row, "name": name} for name, row in rows.items()})


@cache
def server_keywords() -> frozenset[str]:
    """Return the keywords that only the server knows, in lowercase."""
    return frozenset(name.lower() for table in _tables() for name in table.get("names", "").split())


def _tables() -> Iterable[Mapping[str, Any]]:
    """Return the tables; `KeywordTable` describes each."""
    return tables.content(_FILE).values()
