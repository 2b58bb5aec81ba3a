"""What a shell knows while it goes through a command: variables, positional parameters, options."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from rkconf.source import Excerpt

if TYPE_CHECKING:
    from rkconf.shell.parser import CommandList

_LONGEST_VALUE = 512
"""Above this many characters a value is not followed: cutting is quadratic, and a few doublings fill any memory."""
_MOST_HANDED_OUT = 1_000_000
HOMES = ("/home/here", "/home/there")
"""Example home directories: a word with one in it tells which machine's `~` it was."""
DEFAULT_SEPARATORS = " \t\n"
"""What separates fields while nobody sets IFS."""


class Missing(StrEnum):
    """Why a variable has no value that is known."""

    UNKNOWN = "unknown"
    """Only the machine knows it."""
    UNSET = "unset"
    """It is known to have none."""


@dataclass(slots=True)
class Variables:
    """The values of variables, as far as they are known."""

    values: dict[str, Excerpt | None] = field(default_factory=dict)
    """None for one that is known to be unset; any other that is missing is unknown."""
    exported: set[str] = field(default_factory=set)
    handed_out: int = 0
    """Characters so far: a short text can name a long value very often."""
    everything_unknown: bool = False
    """Whether a command that is not followed may have set any of them."""

    def value(self, name: str) -> Excerpt | Missing:
        """Return a value, or why there is none; counts what is handed out."""
        value = self.values.get(name, Missing.UNKNOWN)
        if value is None:
            return Missing.UNSET
        if isinstance(value, Missing):
            return value
        self.handed_out += len(value)
        return value if self.handed_out <= _MOST_HANDED_OUT else Missing.UNKNOWN

    def assign(self, name: str, value: Excerpt | None) -> None:
        """Set a value; None where it is not known."""
        if value is None or len(value) > _LONGEST_VALUE:
            self.values.pop(name, None)
        else:
            self.values[name] = value

    def unset(self, name: str) -> None:
        """Remove a variable: it is known to have no value."""
        self.values[name] = None

    def forget(self) -> None:
        """Forget all values: a command that is not followed may have changed them."""
        self.values.clear()

    @property
    def separators(self) -> str | None:
        """The characters of IFS; None where they are unknown."""
        value = self.values.get("IFS", Missing.UNSET)
        if value is None or value is Missing.UNSET:
            return DEFAULT_SEPARATORS
        return value.text if isinstance(value, Excerpt) else None

    def copy(self) -> "Variables":
        """Return the variables of a subshell."""
        return Variables(dict(self.values), set(self.exported), self.handed_out)

    def inherited(self) -> "Variables":
        """Return the variables of a program that is started: the exported ones; any other is not known."""
        values = {name: value for name, value in self.values.items() if name in self.exported}
        return Variables(values, set(values), self.handed_out)


@dataclass(slots=True)
class State:
    """Everything that a later command of the same shell depends on."""

    variables: Variables
    positional: tuple[Excerpt, ...] | None = ()
    """``$1``, ``$2`` ...; None where they are not known."""
    name: Excerpt | None = None
    """``$0``; None where it is not known."""
    exits_on_error: bool = False
    functions: "dict[str, CommandList | None]" = field(default_factory=dict)
    """The functions that are defined, each with what it runs; None where that is not followed."""

    def copy(self) -> "State":
        """Return the state of a subshell."""
        return State(self.variables.copy(), self.positional, self.name, self.exits_on_error, dict(self.functions))
