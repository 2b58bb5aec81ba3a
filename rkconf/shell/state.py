"""The state of a shell while it runs: variables, positional parameters, options; and what a program inherits."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias

from rkconf.record import field, record, replace
from rkconf.shell.execution import Action, Execution, Occurrence
from rkconf.shell.facts import UnixShell
from rkconf.shell.numbers import number
from rkconf.shell.syntax_tree import CommandList
from rkconf.shell.words import NAME, UNKNOWN
from rkconf.source import Excerpt, Span

_LONGEST_VALUE = 512
"""The length up to which a value is followed: splitting is quadratic, and doubled values soon fill the memory."""
_MOST_EXPANDED = 1_000_000
HOMES = ("/home/here", "/home/there")
"""Example home directories of the Front End's machine and of remote ones."""
_EXAMPLE_USER = "user"
LOGIN_VARIABLES = frozenset({"HOME", "USER", "LOGNAME", "PWD", "SHELL"})
"""The variables that every login sets; without a given environment, their values are examples."""
EXAMPLE_VALUES = (*HOMES, _EXAMPLE_USER)
_SET_BY_SHELLS = frozenset({"IFS", "_", "SHLVL", "PPID", "OPTIND", "RANDOM", "SECONDS", "LINENO", "OLDPWD"})
"""Variables that a shell sets at its start, whatever it inherits (POSIX 2.5.3)."""
_SPECIAL = frozenset({"#", "?", "$", "!", "-"})
NOWHERE = Span(0, 0)
DEFAULT_SEPARATORS = " \t\n"
"""The characters that separate fields if IFS is not set."""


class Missing(StrEnum):
    """Why a variable has no known value."""

    UNKNOWN = "unknown"
    """A command that rkconf does not follow may have set it."""
    INHERITED = "inherited"
    """No command sets it; the environment may."""
    UNSET = "unset"
    """It is known to be unset."""


@record(frozen=False)
class Variables:
    """The variables of a shell."""

    values: dict[str, Excerpt | Missing] = field(default_factory=dict)
    """A value may contain unknown pieces."""
    exported: set[str] = field(default_factory=set)
    shadowed: dict[str, Excerpt | Missing] = field(default_factory=dict)
    """The environment variables of csh that are hidden by a shell variable of the same name."""
    readonly: set[str] = field(default_factory=set)
    expanded: int = 0
    """The number of characters of all values expanded so far: a short text can expand a long value very often."""
    everything_unknown: bool = False
    """Whether a command that rkconf does not follow may have set any of them."""

    def value(self, name: str) -> Excerpt | Missing:
        """Return a value, or why there is none."""
        if name not in self.values:
            return Missing.UNKNOWN if self.everything_unknown else Missing.INHERITED
        return self.values[name] if self.expanded <= _MOST_EXPANDED else Missing.UNKNOWN

    def count_expansion(self, value: Excerpt | Missing) -> None:
        """Count the characters of an expanded value; beyond a limit no value is known."""
        self.expanded += 0 if isinstance(value, Missing) else len(value)

    def assign(self, name: str, value: Excerpt) -> None:
        """Set a value; a value that is too long becomes unknown."""
        self.values[name] = value if len(value) <= _LONGEST_VALUE else unknown(value.span)

    def forget(self, name: str = "") -> None:
        """Make one value or all of them unknown."""
        if name:
            self.values[name] = unknown()
        else:
            self.values.clear()
            self.everything_unknown = True

    def forget_list(self, name: str) -> None:
        """Make a value unknown that may be any number of words."""
        self.values[name] = Missing.UNKNOWN

    def unset(self, name: str) -> None:
        """Unset a variable, which may reveal a hidden one."""
        self.values[name] = self.shadowed.pop(name, Missing.UNSET)
        if isinstance(self.values[name], Excerpt):
            self.exported.add(name)

    def unset_inherited(self, name: str) -> None:
        """Unset an environment variable; a shell variable of the same name stays (csh)."""
        if name in self.exported:
            self.values[name] = Missing.UNSET
        self.shadowed.pop(name, None)

    def export(self, name: str, value: Excerpt) -> None:
        """Set an environment variable; a shell variable of the same name hides it (csh)."""
        if name in self.values and name not in self.exported and self.values[name] is not Missing.UNSET:
            self.shadowed[name] = value
        else:
            self.assign(name, value)
            self.exported.add(name)

    def hide(self, name: str, value: Excerpt) -> None:
        """Set a shell variable, which hides an environment variable of the same name (csh)."""
        if name in self.exported:
            self.shadowed[name] = self.value(name)
            self.exported.discard(name)
        self.assign(name, value)

    @property
    def separators(self) -> str | None:
        """The characters of IFS; None if they are unknown."""
        value = self.values.get("IFS", Missing.UNSET)
        if isinstance(value, Missing):
            return DEFAULT_SEPARATORS if value is Missing.UNSET else None
        return value.text if UNKNOWN not in value.text else None

    def copy(self) -> "Variables":
        """Return a copy for a subshell."""
        return replace(
            self,
            values=dict(self.values),
            exported=set(self.exported),
            shadowed=dict(self.shadowed),
            readonly=set(self.readonly),
        )

    def inherited(self) -> "Variables":
        """Return the variables that a program inherits."""
        values = {name: value for name, value in self.values.items() if name in self.exported} | self.shadowed
        return Variables(values, set(values), expanded=self.expanded, everything_unknown=self.everything_unknown)

    def join(self, other: "Variables") -> None:
        """Keep the values that are the same in ``other``, the variables before a command that perhaps ran."""
        for name in self.values.keys() | other.values.keys():
            mine, theirs = self.value(name), other.value(name)
            if isinstance(mine, Excerpt) and isinstance(theirs, Excerpt):
                self.values[name] = mine if mine == theirs else unknown(mine.span)
            elif mine is not theirs:
                self.values[name] = Missing.UNKNOWN
        self.everything_unknown |= other.everything_unknown


@record(frozen=False)
class State:
    """The state of a shell that later commands depend on."""

    variables: Variables
    positional: tuple[Excerpt, ...] | None = ()
    """``$1``, ``$2`` ...; None if they are not known."""
    name: Excerpt | None = None
    """``$0``; None if it is not known."""
    exits_on_error: Occurrence = Occurrence.NEVER
    """Whether a failure ends the shell (``set -e``)."""
    ends_at_unset: bool = False
    """Whether an unset variable ends the shell (``set -u``)."""
    has_coprocess: bool = False
    descriptors: frozenset[str] = frozenset()
    """The descriptors that `exec` has opened, besides the standard ones."""
    functions: dict[str, CommandList | None] = field(default_factory=dict)
    """The defined functions with their bodies; None for a body that is not followed."""

    def copy(self) -> "State":
        """Return a copy for a subshell."""
        return replace(self, variables=self.variables.copy(), functions=dict(self.functions))

    def value(self, name: str) -> Excerpt | Missing:
        """Return the value of a parameter, or why there is none."""
        place = number(name)
        if place is None:
            return Missing.UNKNOWN if name in _SPECIAL else self.variables.value(name)
        if place == 0:
            return self.name or Missing.UNKNOWN
        if self.positional is None:
            return Missing.UNKNOWN
        return self.positional[place - 1] if place <= len(self.positional) else Missing.UNSET

    def join(self, other: "State") -> None:
        """Keep the values that are the same in ``other``, the state before a command that perhaps ran."""
        self.variables.join(other.variables)
        if self.positional != other.positional:
            self.positional = None
        if self.exits_on_error is not other.exits_on_error:
            self.exits_on_error = Occurrence.PERHAPS
        for name in self.functions.keys() | other.functions.keys():
            if self.functions.get(name) != other.functions.get(name):
                self.functions[name] = None


def unknown(span: Span = NOWHERE) -> Excerpt:
    """Return a value that depends on the machine."""
    return Excerpt.stand_in(UNKNOWN, span)


@record
class Context:
    """The facts, the state and the input that a program gets from the shell that starts it."""

    shell: UnixShell
    state: State
    input: Excerpt | None = None
    """The line on its standard input; None if it is not known."""


RunProgram: TypeAlias = Callable[[Execution, Context], Action]
"""Returns the effect of a program."""


def environment(text: Excerpt, machine: int, shell: str = "sh") -> State:
    """Return the state of a shell after a login: the variables that every machine sets, with example values."""
    known = _examples(text.span, HOMES[min(machine, 1)], shell)
    return State(Variables(dict(known), set(known)))


def inherited(text: Excerpt, variables: Mapping[str, str], shell: str) -> State:
    """Return the state of a shell that starts with known variables, whose characters are bytes as in a source."""
    state = State(Variables())
    for name, value in variables.items():
        # In fish, a variable with this ending is a list.
        if NAME.fullmatch(name) and name not in _SET_BY_SHELLS and not (shell == "fish" and name.endswith("PATH")):
            state.variables.export(name, Excerpt.stand_in(value, text.span))
    return state


@lru_cache(maxsize=32)
def _examples(span: Span, home: str, shell: str) -> Mapping[str, Excerpt]:
    values = {"HOME": home, "USER": _EXAMPLE_USER, "LOGNAME": _EXAMPLE_USER, "PWD": home, "SHELL": f"/bin/{shell}"}
    return {name: Excerpt.stand_in(value, span) for name, value in values.items()}
