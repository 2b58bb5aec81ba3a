"""Whether the command at hand runs: what goes on, what is reached, and the exit status so far."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from rkconf.diagnostics import Problem, Severity
from rkconf.shell.control import Certainty, ExitStatus, Frame
from rkconf.shell.execution import Condition, Occurrence, Status
from rkconf.shell.facts import UnixShell
from rkconf.shell.state import State
from rkconf.source import Excerpt


class Doubt:
    """What was known before a command that perhaps runs, until what depends on it is over."""

    def __init__(self, flow: "Flow") -> None:
        self.flow = flow
        self.before: State | None = None

    def enter(self, occurs: Occurrence) -> None:
        """Remember the state where what follows perhaps runs."""
        if occurs is Occurrence.PERHAPS and self.before is None:
            self.before = self.flow.state.copy()

    def leave(self) -> None:
        """Keep what is known either way."""
        if self.before is not None:
            self.flow.state.join(self.before)
        self.before = None


class Flow:
    """What a shell has come to: its state, its exit status, and whether it goes on."""

    def __init__(self, facts: UnixShell, state: State) -> None:
        self.facts = facts
        self.state = state
        self.problems: list[Problem] = []
        self.unfollowed: list[Excerpt] = []
        self.failed_assignments: dict[str, int] = {}
        """The problems that say so, by the names of the variables."""
        self.exit_status = ExitStatus(Status.SUCCESS)
        self.alive = Certainty()
        """Whether the shell still goes on."""
        self.line = Certainty()
        """Whether no error has ended the line at hand: with it the shell ends, or goes on with the next one."""
        self.before_error: State | None = None
        """What was known where an error perhaps ended the line."""
        self.branch = Certainty()
        """Whether the command at hand is reached while the shell goes on."""
        self.in_subshell = False
        self.jobs: list[range] = []
        self.frame = Frame()

    @property
    def goes_on(self) -> Certainty:
        """Whether the shell goes on with this line."""
        return self.alive.and_then(self.line)

    @property
    def reached(self) -> Certainty:
        """Whether the command at hand runs."""
        return self.goes_on.and_then(self.branch)

    def report(self, rule: str, place: Excerpt, message: str, severity: Severity | None = None) -> None:
        """Note a problem, which a rule of that name reports."""
        self.problems.append(Problem(rule, place.span, message, severity=severity))

    def blame_assignment(self, name: str) -> None:
        """Make an error of an assignment that failed, where the shell stops for want of the variable."""
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
        self.exit_status = self.exit_status._replace(is_exempt=False)
        if not expands_here:
            self.leave_errors(line)

    def leave_errors(self, line: Certainty) -> None:
        """Leave a subshell, or a text of `eval`: with a failure where an error ended it."""
        if self.line.occurs < line.occurs:
            status = Status.UNKNOWN if self.line.occurs else Status.FAILURE
            self.exit_status = ExitStatus(status, self.line.condition)
        self.line = line

    def require(self, connector: Excerpt, sign: str, outer: Certainty) -> Occurrence:
        """Reach what follows ``&&`` or ``||`` on the condition that the status before it fulfils it; say if it does."""
        message = f"whether `{connector}` runs what follows it depends on the machine"
        condition = self.exit_status.condition or Condition(connector, message)
        occurs = self.exit_status.status.fulfils(sign)
        self.branch = outer.and_then(Certainty(occurs, condition))
        return occurs

    def keep(self, before: ExitStatus) -> None:
        """Keep the status from before where a command is not reached; where it may be, either of them may hold."""
        occurs = self.reached.occurs if self.goes_on.occurs is Occurrence.ALWAYS else self.branch.occurs
        if occurs is Occurrence.NEVER:
            self.exit_status = before
        elif occurs is Occurrence.PERHAPS and self.exit_status.status is not before.status:
            condition = self.exit_status.condition or before.condition
            is_exempt = before.is_exempt and self.exit_status.status is Status.SUCCESS
            self.exit_status = ExitStatus(Status.UNKNOWN, condition, is_exempt)

    def set_success(self) -> None:
        """Let the command at hand succeed."""
        self.exit_status = ExitStatus(Status.SUCCESS)

    def set_failure(self, raw: Excerpt, message: str) -> None:
        """Let the command at hand fail."""
        self.exit_status = ExitStatus(Status.FAILURE, Condition(raw, message))

    def end(self, raw: Excerpt, message: str) -> None:
        """End the shell, if the command at hand is reached: nothing after it runs."""
        self.alive = self.alive.and_then(self._ended(raw, message))

    def begin_line(self) -> None:
        """Begin a line: an error before it ends nothing any more."""
        if self.before_error is not None:
            self.state.join(self.before_error)
        self.line, self.branch, self.frame, self.before_error = Certainty(), Certainty(), Frame(after="\n"), None

    def stop(self, raw: Excerpt, message: str) -> None:
        """End the shell at an error, or the line where the shell goes on with the next one."""
        ended = self._ended(raw, message)
        if self.before_error is None:
            self.before_error = self.state.copy()
        self.line = self.line.and_then(ended)
        if self.facts.after_an_error != "next line":
            self.alive = self.alive.and_then(ended)

    def _ended(self, raw: Excerpt, message: str) -> Certainty:
        never = {Occurrence.ALWAYS: Occurrence.NEVER, Occurrence.PERHAPS: Occurrence.PERHAPS}
        return Certainty(never.get(self.reached.occurs, Occurrence.ALWAYS), Condition(raw, message))

    def may_be_unset(self, raw: Excerpt, *, is_certain: bool) -> None:
        """Note a variable without a known value: where it is not set this shell stops."""
        message = f"this shell ends where {raw} is not set"
        if is_certain:
            self.stop(raw, message)
            return
        branch = self.branch
        self.branch = branch.and_then(Certainty(Occurrence.PERHAPS, Condition(raw, message)))
        self.stop(raw, message)
        self.branch = branch

    def lose_track(self, place: Excerpt, message: str, raw: Excerpt | None = None) -> None:
        """Note that what runs here is not known: it may set any variable and end the shell."""
        self.report("not-understood", place, message)
        self.unfollowed.append(raw or place)
        self.state.variables.forget()
        self.state.positional = None
        condition = Condition(place, message)
        self.exit_status = ExitStatus(Status.UNKNOWN, condition)
        if self.reached.occurs is not Occurrence.NEVER:
            self.alive = self.alive.and_then(Certainty(Occurrence.PERHAPS, condition))
