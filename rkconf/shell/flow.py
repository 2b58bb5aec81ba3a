"""Whether the current command runs: which commands are reached, and the exit status so far."""

from collections.abc import Iterator
from contextlib import contextmanager

from rkconf.diagnostics import Problem, Severity
from rkconf.record import replace
from rkconf.shell.control import Certainty, ExitStatus, Frame
from rkconf.shell.execution import Condition, Occurrence, Status
from rkconf.shell.facts import UnixShell
from rkconf.shell.state import State
from rkconf.source import Excerpt


class Doubt:
    """The state before commands that perhaps run, to be joined with the state after them."""

    def __init__(self, flow: "Flow") -> None:
        self.flow = flow
        self.before: State | None = None

    def enter(self, occurs: Occurrence) -> None:
        """Keep the current state if the next commands perhaps run."""
        if occurs is Occurrence.PERHAPS and self.before is None:
            self.before = self.flow.state.copy()

    def leave(self) -> None:
        """Join both states."""
        if self.before is not None:
            self.flow.state.join(self.before)
        self.before = None


class Flow:
    """The progress of a shell: its state, its exit status, and whether it continues."""

    def __init__(self, facts: UnixShell, state: State) -> None:
        self.facts = facts
        self.state = state
        self.problems: list[Problem] = []
        self.unfollowed: list[Excerpt] = []
        self.failed_assignments: dict[str, int] = {}
        """The indices of the problems of failed assignments, by variable."""
        self.exit_status = ExitStatus(Status.SUCCESS)
        self.alive = Certainty()
        """Whether the shell has not ended."""
        self.line = Certainty()
        """Whether no error has ended the current line; the shell then ends or continues with the next line."""
        self.before_error: State | None = None
        """The state at an error that perhaps ended the line."""
        self.branch = Certainty()
        """Whether the current command is reached if the shell has not ended."""
        self.in_subshell = False
        self.jobs: list[range] = []
        self.frame = Frame()

    @property
    def continues(self) -> Certainty:
        """Whether the shell continues with this line."""
        return self.alive.and_then(self.line)

    @property
    def reached(self) -> Certainty:
        """Whether the current command runs."""
        return self.continues.and_then(self.branch)

    def report(self, rule: str, raw: Excerpt, message: str, severity: Severity | None = None) -> None:
        """Add a problem, which the rule of that name reports."""
        self.problems.append(Problem(rule, raw.span, message, severity=severity))

    def blame_assignment(self, name: str) -> None:
        """Make a failed assignment an error, because the shell stops at the unset variable."""
        at = self.failed_assignments.get(name)
        if at is not None:
            self.problems[at] = replace(self.problems[at], severity=None)

    @contextmanager
    def subshell(self, *, expands_here: bool = False) -> Iterator[None]:
        """Run commands in a subshell: they do not change this shell.

        With ``expands_here`` the words are expanded before the subshell starts (csh): an error in them is one of this
        shell.
        """
        state, alive, line, jobs, is_inside = self.state, self.alive, self.line, self.jobs, self.in_subshell
        self.state, self.jobs, self.in_subshell = state.copy(), [], not expands_here
        yield
        self.state, self.alive, self.jobs, self.in_subshell = state, alive, jobs, is_inside
        self.exit_status = replace(self.exit_status, is_exempt=False)
        if not expands_here:
            self.leave_errors(line)

    def leave_errors(self, line: Certainty) -> None:
        """Leave a subshell or a text of `eval`, with a failure if an error ended it."""
        if self.line.occurs < line.occurs:
            status = Status.UNKNOWN if self.line.occurs else Status.FAILURE
            self.exit_status = ExitStatus(status, self.line.condition)
        self.line = line

    def require(self, connector: Excerpt, sign: str, outer: Certainty) -> Occurrence:
        """Enter the command after ``&&`` or ``||``; return whether the exit status before it lets it run."""
        message = f"whether the command after `{connector}` runs depends on the machine"
        condition = self.exit_status.condition or Condition(connector, message)
        occurs = self.exit_status.status.fulfils(sign)
        self.branch = outer.and_then(Certainty(occurs, condition))
        return occurs

    def keep(self, before: ExitStatus) -> None:
        """Keep the previous exit status if the command is not reached; if it may be, the status is unknown."""
        occurs = self.reached.occurs if self.continues.occurs is Occurrence.ALWAYS else self.branch.occurs
        if occurs is Occurrence.NEVER:
            self.exit_status = before
        elif occurs is Occurrence.PERHAPS and self.exit_status.status is not before.status:
            condition = self.exit_status.condition or before.condition
            is_exempt = before.is_exempt and self.exit_status.status is Status.SUCCESS
            self.exit_status = ExitStatus(Status.UNKNOWN, condition, is_exempt)

    def set_success(self) -> None:
        """Let the current command succeed."""
        self.exit_status = ExitStatus(Status.SUCCESS)

    def set_failure(self, raw: Excerpt, message: str) -> None:
        """Let the current command fail."""
        self.exit_status = ExitStatus(Status.FAILURE, Condition(raw, message))

    def end(self, raw: Excerpt, message: str) -> None:
        """End the shell if the current command is reached."""
        self.alive = self.alive.and_then(self._ended(raw, message))

    def begin_line(self) -> None:
        """Begin a line: an error on an earlier line no longer matters."""
        if self.before_error is not None:
            self.state.join(self.before_error)
        self.line, self.branch, self.frame, self.before_error = Certainty(), Certainty(), Frame(after="\n"), None

    def stop(self, raw: Excerpt, message: str) -> None:
        """End the shell at an error, or only the line if the shell continues with the next one."""
        ended = self._ended(raw, message)
        if self.before_error is None:
            self.before_error = self.state.copy()
        self.line = self.line.and_then(ended)
        if self.facts.after_an_error != "next line":
            self.alive = self.alive.and_then(ended)

    def _ended(self, raw: Excerpt, message: str) -> Certainty:
        never = {Occurrence.ALWAYS: Occurrence.NEVER, Occurrence.PERHAPS: Occurrence.PERHAPS}
        return Certainty(never.get(self.reached.occurs, Occurrence.ALWAYS), Condition(raw, message))

    def stop_at_unset(self, raw: Excerpt, *, is_certain: bool) -> None:
        """Stop at a variable that is unset, or that may be."""
        message = f"this shell ends if {raw} is not set"
        if is_certain:
            self.stop(raw, message)
            return
        branch = self.branch
        self.branch = branch.and_then(Certainty(Occurrence.PERHAPS, Condition(raw, message)))
        self.stop(raw, message)
        self.branch = branch

    def lose_track(self, where: Excerpt, message: str, raw: Excerpt | None = None) -> None:
        """Report commands that are not followed: they may set any variable and end the shell."""
        self.report("not-understood", where, message)
        self.unfollowed.append(raw or where)
        self.state.variables.forget()
        self.state.positional = None
        condition = Condition(where, message)
        self.exit_status = ExitStatus(Status.UNKNOWN, condition)
        if self.reached.occurs is not Occurrence.NEVER:
            self.alive = self.alive.and_then(Certainty(Occurrence.PERHAPS, condition))
