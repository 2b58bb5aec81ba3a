"""What a shell runs: programs with their fields, on which condition, and what the shell waits for."""

from dataclasses import dataclass, field
from enum import Enum, IntEnum

from rkconf.diagnostics import Problem
from rkconf.shell.facts import Shell
from rkconf.shell.words import Field
from rkconf.source import Excerpt

OUTPUTS = frozenset({1, 2})
"""The descriptors of the standard output and the standard error."""


class Occurrence(IntEnum):
    """Whether something happens; the smaller of two is true of both together."""

    NEVER = 0
    PERHAPS = 1
    ALWAYS = 2


class Status(Enum):
    """The exit status of a command, as far as it is known."""

    SUCCESS = "success"
    FAILURE = "failure"
    UNKNOWN = "unknown"

    @property
    def negated(self) -> "Status":
        """What ``!`` makes of it."""
        return {Status.SUCCESS: Status.FAILURE, Status.FAILURE: Status.SUCCESS}.get(self, Status.UNKNOWN)

    def fulfils(self, connector: str) -> Occurrence:
        """Return whether what follows ``&&`` or ``||`` runs after it."""
        if self is Status.UNKNOWN:
            return Occurrence.PERHAPS
        return Occurrence.ALWAYS if (self is Status.SUCCESS) == (connector == "&&") else Occurrence.NEVER


@dataclass(frozen=True, slots=True)
class Condition:
    """What decides whether a command runs: a place in the text, and why."""

    raw: Excerpt
    message: str
    asked: str = ""
    """The path of a program that it asks for: a command that starts it depends on it anyway."""


@dataclass(frozen=True, slots=True)
class Redirected:
    """A redirection after its file name was expanded; ``operator`` holds the descriptor too."""

    operator: Excerpt
    target: Field

    @property
    def is_output(self) -> bool:
        """Whether something is written there."""
        return ">" in self.operator.text

    @property
    def is_text(self) -> bool:
        """Whether the target is no file but the text itself, or the end of a here-document."""
        return "<<" in self.operator.text

    @property
    def copies(self) -> bool:
        """Whether the target is another descriptor and not a file."""
        return self.operator.text.endswith("&") and self.target.text.isdigit()

    @property
    def outputs(self) -> frozenset[int]:
        """The descriptors that are written there: the standard output where none is named, or both outputs."""
        operator = self.operator.text
        if not self.is_output:
            return frozenset()
        if "&" in operator and not self.target.text.isdigit():
            return OUTPUTS
        return frozenset({int(operator[0]) if operator[0].isdigit() else 1})


@dataclass(frozen=True, slots=True)
class Action:
    """What a program does with its words; the table of programs decides it, the room of the launch says more."""

    status: Status = Status.UNKNOWN
    """The exit status that the shell sees."""
    returns: Occurrence = Occurrence.ALWAYS
    """Whether it ends by itself: a connection without a command stays open."""
    condition: Condition | None = None
    """What the status depends on, where that is not the program alone."""

    is_missing: bool = False
    """Whether the shell finds no such program."""

    @property
    def may_be_missing(self) -> bool:
        """Whether it is not known that the program is there."""
        return self.is_missing


@dataclass(frozen=True, slots=True)
class Execution:
    """A program that the shell starts: ``words[0]`` and its arguments."""

    words: tuple[Field, ...]
    assignments: tuple[Field, ...] = ()
    redirected: tuple[Redirected, ...] = ()
    background_mark: Excerpt | None = None
    """What sends it to the background: the ``&``, or ``start`` of cmd.exe."""
    after: str = ""
    """What precedes it: ``;``, ``&&``, ``||``, ``|``, ``&``, a newline; empty for the first."""
    occurs: Occurrence = Occurrence.ALWAYS
    condition: Condition | None = None
    """What it depends on; None where nothing stands before it."""
    waits: Occurrence = Occurrence.ALWAYS
    """Whether the shell stays until it ends."""
    is_last: bool = field(default=False, compare=False)
    """Whether the shell may replace itself by it: nothing follows."""
    is_piped: bool = False
    """Whether another program reads its output."""
    action: Action = Action()

    @property
    def in_background(self) -> bool:
        """Whether the shell goes on at once."""
        return self.background_mark is not None

    @property
    def released(self) -> frozenset[int]:
        """The outputs that do not reach who started the shell: each redirection takes effect in its turn."""
        leads_out = {1: False, 2: False}
        for redirected in self.redirected:
            target = redirected.target.text
            for descriptor in redirected.outputs:
                leads_out[descriptor] = leads_out.get(int(target), True) if redirected.copies else True
        return frozenset(descriptor for descriptor in OUTPUTS if leads_out[descriptor])

    @property
    def discards_output(self) -> bool:
        """Whether its standard output goes to a file and not to who started the shell."""
        return any(redirected.is_output for redirected in self.redirected)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What one shell makes of ``text``; two are equal when the shells agree."""

    text: Excerpt
    executions: tuple[Execution, ...] = ()
    """Every program that it may start, in order."""
    problems: tuple[Problem, ...] = ()
    refused: bool = False
    """The shell runs nothing of it."""
    status: Status = field(default=Status.UNKNOWN, compare=False)
    shell: Shell | None = field(default=None, compare=False)
    machine: int = 0
    """Logins before it: 0 on the Front End's machine."""
    is_login: bool = True
    """Whether it is the local shell or a login shell; otherwise a program started it."""
    unfollowed: tuple[Excerpt, ...] = ()
    """Compound commands and calls of functions: what they run is not known."""

    def after(self, execution: Execution) -> tuple[Execution, ...]:
        """Return the programs that come after one of them."""
        at = next((at for at, each in enumerate(self.executions) if each is execution), len(self.executions))
        return self.executions[at + 1 :]
