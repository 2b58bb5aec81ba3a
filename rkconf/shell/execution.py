"""The evaluation of a text by a shell: the programs that it starts, and the conditions."""

from enum import Enum, IntEnum

from rkconf.diagnostics import Problem
from rkconf.record import field, record
from rkconf.shell.facts import Shell
from rkconf.shell.numbers import number
from rkconf.shell.words import Field
from rkconf.source import Excerpt

OUTPUTS = frozenset({1, 2})
"""The descriptors of the standard output and the standard error."""


class Occurrence(IntEnum):
    """Whether something happens; the smaller of two holds for both together."""

    NEVER = 0
    PERHAPS = 1
    ALWAYS = 2


class Status(Enum):
    """The exit status of a command."""

    SUCCESS = "success"
    FAILURE = "failure"
    UNKNOWN = "unknown"

    @property
    def negated(self) -> "Status":
        """The status after ``!``."""
        return {Status.SUCCESS: Status.FAILURE, Status.FAILURE: Status.SUCCESS}.get(self, Status.UNKNOWN)

    def fulfils(self, connector: str) -> Occurrence:
        """Return whether the command after ``&&`` or ``||`` runs."""
        if self is Status.UNKNOWN:
            return Occurrence.PERHAPS
        return Occurrence.ALWAYS if (self is Status.SUCCESS) == (connector == "&&") else Occurrence.NEVER


@record
class Condition:
    """A place in the text that decides whether a command runs, and the reason."""

    raw: Excerpt
    message: str
    tested_path: str = ""
    """The path of the program that a test checks for; commands that start it depend on it anyway."""


@record
class Redirected:
    """A redirection with its file name expanded; ``operator`` includes the descriptor."""

    operator: Excerpt
    target: Field

    @property
    def is_output(self) -> bool:
        """Whether it redirects an output."""
        return ">" in self.operator.text

    @property
    def appends(self) -> bool:
        """Whether it adds the output to the end of a file."""
        return ">>" in self.operator.text

    @property
    def is_text(self) -> bool:
        """Whether the target is a text or the delimiter of a here-document, not a file."""
        return "<<" in self.operator.text

    @property
    def copies(self) -> bool:
        """Whether the target is a descriptor, not a file."""
        return self.copied is not None

    @property
    def copied(self) -> int | None:
        """The descriptor that is copied; None if the target is a file."""
        return number(self.target.text) if self.operator.text.endswith("&") else None

    @property
    def outputs(self) -> frozenset[int]:
        """The outputs that it redirects: the standard output by default, or both."""
        operator = self.operator.text
        if not self.is_output:
            return frozenset()
        if "&" in operator and number(self.target.text) is None:
            return OUTPUTS
        return frozenset({int(operator[0]) if operator[0].isdigit() else 1})


@record
class Action:
    """The effect of a program, as far as the shell depends on it."""

    status: Status = Status.UNKNOWN
    """The exit status that the shell sees."""
    returns: Occurrence = Occurrence.ALWAYS
    """Whether it ends by itself; a connection without a command stays open."""
    condition: Condition | None = None
    """The reason for the status, if it is not only the program."""

    is_missing: bool = False
    """Whether the shell does not find the program."""

    @property
    def may_be_missing(self) -> bool:
        """Whether the program may be missing."""
        return self.is_missing


@record
class Execution:
    """A program that the shell starts: ``words[0]`` and its arguments."""

    words: tuple[Field, ...]
    assignments: tuple[Field, ...] = ()
    redirected: tuple[Redirected, ...] = ()
    background_mark: Excerpt | None = None
    """The ``&`` that sends it to the background, or ``start`` of cmd.exe."""
    after: str = ""
    """The operator before it: ``;``, ``&&``, ``||``, ``|``, ``&``, a newline; empty for the first."""
    occurs: Occurrence = Occurrence.ALWAYS
    condition: Condition | None = None
    """The condition that it depends on, if any."""
    waits: Occurrence = Occurrence.ALWAYS
    """Whether the shell waits until it ends."""
    is_last: bool = field(default=False, compare=False)
    """Whether no command follows, so that the shell may replace itself by it."""
    is_piped: bool = False
    """Whether another program reads its output."""
    action: Action = Action()

    @property
    def in_background(self) -> bool:
        """Whether the shell continues at once."""
        return self.background_mark is not None

    @property
    def released(self) -> frozenset[int]:
        """The outputs that do not reach the caller of the shell; redirections take effect in order."""
        is_redirected = {1: False, 2: False}
        for redirected in self.redirected:
            copied = redirected.copied
            for descriptor in redirected.outputs:
                is_redirected[descriptor] = True if copied is None else is_redirected.get(copied, True)
        return frozenset(descriptor for descriptor in OUTPUTS if is_redirected[descriptor])

    @property
    def discards_output(self) -> bool:
        """Whether an output goes to a file and not to the caller of the shell."""
        return any(redirected.is_output for redirected in self.redirected)


@record
class Evaluation:
    """The evaluation of ``text`` by a shell; two are equal if the shells agree."""

    text: Excerpt
    executions: tuple[Execution, ...] = ()
    """The programs that it may start, in order."""
    problems: tuple[Problem, ...] = ()
    refused: bool = False
    """Whether the shell runs none of it."""
    status: Status = field(default=Status.UNKNOWN, compare=False)
    shell: Shell | None = field(default=None, compare=False)
    machine: int = 0
    """The number of logins before it: 0 on the Front End's machine."""
    is_login: bool = True
    """Whether it is the local shell or a login shell, not a shell that a program starts."""
    assignments: tuple[Field, ...] = ()
    """The assignments without a program."""
    redirections: tuple[Redirected, ...] = ()
    """The redirections without a program, which at most create files."""
    unfollowed: tuple[Excerpt, ...] = ()
    """The compound commands and calls of functions that are not followed."""

    def after(self, execution: Execution) -> tuple[Execution, ...]:
        """Return the programs after one of them."""
        return self.executions[self._index(execution) + 1 :]

    def before(self, execution: Execution) -> tuple[Execution, ...]:
        """Return the programs before one of them."""
        return self.executions[: self._index(execution)]

    def _index(self, execution: Execution) -> int:
        return next((at for at, each in enumerate(self.executions) if each is execution), len(self.executions))
