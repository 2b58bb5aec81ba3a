"""A running shell: the programs that it has started, and how commands run inside other commands."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeAlias

from rkconf.limits import DEEPEST_COMMANDS
from rkconf.record import replace
from rkconf.shell.control import ExitStatus
from rkconf.shell.execution import Action, Condition, Execution, Occurrence, Redirected, Status
from rkconf.shell.facts import UnixShell
from rkconf.shell.flow import Flow
from rkconf.shell.parser import parse
from rkconf.shell.state import Context, RunProgram, State
from rkconf.shell.syntax_tree import CommandList
from rkconf.source import Excerpt

if TYPE_CHECKING:
    from rkconf.shell.words import Field

_MESSAGES = {
    Status.SUCCESS: "{} succeeds",
    Status.FAILURE: "{} fails",
    Status.UNKNOWN: "whether {} succeeds depends on the machine",
}
DONE = Action(Status.SUCCESS)


class RunningShell(Flow):
    """A running shell.

    ``run`` returns what a program does with its words; ``run_commands`` runs a list of commands in this shell.
    """

    def __init__(
        self,
        facts: UnixShell,
        state: State,
        run: RunProgram,
        run_commands: Callable[["RunningShell", CommandList], None],
    ) -> None:
        super().__init__(facts, state)
        self._run = run
        self._run_commands = run_commands
        self.executions: list[Execution] = []
        self.assignments: list[Field] = []
        """The assignments without a program."""
        self.redirections: list[Redirected] = []
        """The redirections without a program."""
        self.breaks: list[bool] = []
        """Whether each `break` that was met is certain."""
        self.calls = 0
        """How many calls of functions were met."""
        self.returned = False
        """Whether a `return` has ended a function."""

    def record(self, execution: Execution, action: Action) -> None:
        """Record a program that may run, and set its exit status."""
        program = execution.words[0].raw
        message = _MESSAGES[action.status].format(program)
        self.executions.append(replace(execution, action=action))
        self.exit_status = ExitStatus(action.status, action.condition or Condition(program, message))
        if action.returns is Occurrence.NEVER and not execution.in_background and not execution.is_piped:
            self.end(program, f"{program} does not end, so nothing after it runs")

    def wait(self) -> None:
        """Wait until all jobs end."""
        reached = self.reached.occurs
        for job in self.jobs:
            for at in job:
                execution = self.executions[at]
                self.executions[at] = replace(execution, waits=max(execution.waits, reached))
        if reached is Occurrence.ALWAYS:
            # They have ended: a later `wait` has nothing to do with them.
            self.jobs.clear()

    def run_inside(self, commands: CommandList) -> None:
        """Run the commands of a clause or a function."""
        frame = self.frame
        self.frame = replace(frame, depth=frame.depth + 1)
        self._run_commands(self, commands)
        self.frame = frame

    def run_branch(self, commands: CommandList, occurs: Occurrence) -> None:
        """Run a clause; if it runs only perhaps, the state after it is known only in part."""
        state, status = self.state, self.exit_status
        self.state = state if occurs is Occurrence.ALWAYS else state.copy()
        self.run_inside(commands)
        if occurs is Occurrence.NEVER:
            self.state, self.exit_status = state, status
        elif occurs is Occurrence.PERHAPS:
            self.state.join(state)
            same = self.exit_status.status is status.status
            self.exit_status = self.exit_status if same else ExitStatus(Status.UNKNOWN, self.exit_status.condition)

    def run_condition(self, commands: CommandList) -> None:
        """Run the condition of a compound command; `set -e` ignores its failure."""
        exits = self.state.exits_on_error
        self.state.exits_on_error = Occurrence.NEVER
        self.run_inside(commands)
        self.state.exits_on_error = exits

    def run_text(self, texts: Iterable[Excerpt]) -> None:
        """Parse texts and run them in this shell, as ``eval`` does.

        Raises:
            ShellError: The shell cannot read it.
        """
        frame = self.frame
        for text in texts:
            if self.is_too_deep:
                self.lose_track_at_depth(text)
                return
            self.frame = replace(frame, depth=frame.depth + 1)
            self._run_commands(self, parse(text, self.facts))
        self.frame = frame

    @property
    def is_too_deep(self) -> bool:
        """Whether the commands inside the current one are nested too deeply to be followed."""
        return self.frame.depth >= DEEPEST_COMMANDS

    def lose_track_at_depth(self, raw: Excerpt) -> None:
        """Report commands that are nested too deeply."""
        self.lose_track(raw[:1], f"rkconf follows at most {DEEPEST_COMMANDS} nested commands")

    def run_program(self, execution: Execution) -> None:
        """Record a program with what it does."""
        self.record(execution, self._run(execution, Context(self.facts, self.state, self.frame.input)))

    @property
    def stops_at_errors(self) -> bool:
        """Whether an error of a builtin ends the shell here."""
        where = self.facts.stops_at_errors
        return where == "always" or (where == "in subshells" and self.in_subshell)

    def fail(self, execution: Execution, message: str) -> None:
        """Let a builtin fail; in some shells an error of a special builtin ends the shell (POSIX 2.8.1)."""
        name = execution.words[0].raw
        self.record(execution, Action(Status.FAILURE, condition=Condition(name, message)))
        if self.stops_at_errors:
            self.end(name, f"{message}, which ends the shell")


Builtin: TypeAlias = Callable[[RunningShell, Execution], None]
