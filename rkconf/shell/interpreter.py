"""Evaluate a command as one shell does: which programs run, with which fields, on which condition.

The shells are those of Unix; `rkconf.shell.cmd` reads as cmd.exe does. What a program does with its words is not known
here: whoever asks for an evaluation gives a function that says it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rkconf.diagnostics import Problem, Severity
from rkconf.shell import builtins, compound_commands
from rkconf.shell.context import Run
from rkconf.shell.control import ExitStatus, Frame, Gate, background_marks, echoed, reached_by, without_conjunction
from rkconf.shell.execution import Action, Condition, Execution, Occurrence, Status
from rkconf.shell.facts import UnixShell
from rkconf.shell.fields import assignments, expanded
from rkconf.shell.parser import AndOrList, Command, CommandList, Compound, Group, Pipeline, SimpleCommand, parse
from rkconf.shell.redirections import redirections, unopened
from rkconf.shell.state import State
from rkconf.source import Excerpt

_DEEPEST = 40
"""Groups in groups, and texts in texts of `eval`, that are followed."""

_MESSAGES = {
    Status.SUCCESS: "{} succeeds",
    Status.FAILURE: "{} fails",
    Status.UNKNOWN: "whether {} succeeds depends on the machine",
}


class Interpreter:
    """Go through a command as the shell would, and note every program that may run."""

    def __init__(self, shell: UnixShell, state: State, run: Run) -> None:
        self.shell = shell
        self.state = state
        self.run = run
        self.executions: list[Execution] = []
        self.problems: list[Problem] = []
        self.unfollowed: list[Excerpt] = []
        self.exit_status = ExitStatus(Status.SUCCESS)
        self.alive = Gate()
        """Whether the shell still goes on."""
        self.gate = Gate()
        """Whether the command at hand is reached while the shell goes on."""
        self.jobs: list[range] = []
        self.frame = Frame()
        self.breaks: list[bool] = []
        """For each `break` that was met whether it is certain."""
        self.returned = False
        """Whether a `return` has ended a function."""

    @property
    def reached(self) -> Gate:
        """Whether the command at hand runs."""
        return self.alive.and_then(self.gate)

    def report(self, rule: str, place: Excerpt, message: str, severity: Severity | None = None) -> None:
        """Note a problem, which a rule of that name reports."""
        self.problems.append(Problem(rule, place.span, message, severity=severity))

    # Lists and pipelines

    def run_commands(self, commands: CommandList) -> None:
        """Run the lists one after the other."""
        outer, after = self.frame, self.frame.after
        backgrounds = background_marks(commands.lists, self.shell)
        for at, and_or in enumerate(commands.lists):
            is_last = outer.is_last and at == len(commands.lists) - 1
            background = backgrounds[at]
            self.frame = outer._replace(background=background or outer.background, after=after, is_last=is_last)
            if background is not None:
                self._run_in_background(and_or)
            else:
                self._run_and_or(and_or.pipelines, and_or.connectors)
            after = and_or.end.text if and_or.end else ""
        self.frame = outer

    def _run_in_background(self, and_or: AndOrList) -> None:
        """Run a list as a job; one shell puts the last pipeline alone into the background."""
        pipelines, connectors, gate, mark = and_or.pipelines, and_or.connectors, self.gate, self.frame.background
        if self.shell.background_scope == "pipeline" and connectors:
            self.frame = self.frame._replace(background=None)
            self._run_and_or(pipelines[:-1], connectors[:-1])
            self.require(connectors[-1], connectors[-1].text, gate)
            self.frame = self.frame._replace(background=mark)
            pipelines, connectors = pipelines[-1:], ()
        start = len(self.executions)
        with_subshell = self._subshell()
        next(with_subshell)
        self._run_and_or(pipelines, connectors)
        next(with_subshell, None)
        self.jobs.append(range(start, len(self.executions)))
        self.gate = gate
        self.set_success()

    def _subshell(self) -> Iterator[None]:
        """Run what happens between two steps in a subshell: nothing of it changes this shell."""
        state, alive, jobs = self.state, self.alive, self.jobs
        self.state, self.jobs = state.copy(), []
        yield
        self.state, self.alive, self.jobs = state, alive, jobs

    def _run_and_or(self, pipelines: tuple[Pipeline, ...], connectors: tuple[Excerpt, ...]) -> None:
        before_all = self.gate
        word, pipelines = without_conjunction(pipelines, self.shell)
        if word:
            self.require(word, self.shell.conjunctions[word.text], before_all)
        outer, frame = self.gate, self.frame
        alternative = outer
        for at, pipeline in enumerate(pipelines):
            is_last = frame.is_last and at == len(pipelines) - 1
            self.frame = frame._replace(is_last=is_last)
            if at:
                sign = connectors[at - 1].text
                self.require(connectors[at - 1], sign, alternative if sign == "&&" else outer)
                alternative = self.gate if self.shell.precedence == "and first" and sign == "||" else alternative
                self.frame = self.frame._replace(after=connectors[at - 1].text)
            before = self.exit_status
            self._run_pipeline(pipeline)
            self.keep(before)
            if at == len(pipelines) - 1 and not pipeline.negations:
                self._exit_on_error()
        self.gate, self.frame = before_all, frame

    def require(self, connector: Excerpt, sign: str, outer: Gate) -> None:
        """Reach what follows ``&&`` or ``||`` on the condition that the status before it fulfils it."""
        message = f"whether `{connector}` runs what follows it depends on the machine"
        condition = self.exit_status.condition or Condition(connector, message)
        self.gate = outer.and_then(Gate(self.exit_status.status.fulfils(sign), condition))

    def keep(self, before: ExitStatus) -> None:
        """Keep the status from before where a command is not reached; where it may be, either of them may hold."""
        occurs = self.reached.occurs if self.alive.occurs is Occurrence.ALWAYS else self.gate.occurs
        if occurs is Occurrence.NEVER:
            self.exit_status = before
        elif occurs is Occurrence.PERHAPS and self.exit_status.status is not before.status:
            self.exit_status = ExitStatus(Status.UNKNOWN, self.exit_status.condition or before.condition)

    def set_success(self) -> None:
        """Let the command at hand succeed."""
        self.exit_status = ExitStatus(Status.SUCCESS)

    def set_failure(self, raw: Excerpt, message: str) -> None:
        """Let the command at hand fail."""
        self.exit_status = ExitStatus(Status.FAILURE, Condition(raw, message))

    def end(self, raw: Excerpt, message: str) -> None:
        """End the shell, if the command at hand is reached: nothing after it runs."""
        never = {Occurrence.ALWAYS: Occurrence.NEVER, Occurrence.PERHAPS: Occurrence.PERHAPS}
        ended = never.get(self.reached.occurs, Occurrence.ALWAYS)
        self.alive = self.alive.and_then(Gate(ended, Condition(raw, message)))

    def _exit_on_error(self) -> None:
        if not self.state.exits_on_error or self.exit_status.status is Status.SUCCESS:
            return
        condition = self.exit_status.condition
        if condition and self.exit_status.status is Status.FAILURE:
            self.end(condition.raw, f"{condition.message}, and `set -e` ends the shell there")

    def _run_pipeline(self, pipeline: Pipeline) -> None:
        frame, last = self.frame, len(pipeline.commands) - 1
        written: Excerpt | None = None
        for at, command in enumerate(pipeline.commands):
            self.frame = frame._replace(
                is_piped=frame.is_piped or at < last,
                after="|" if at else frame.after,
                is_last=frame.is_last and not last,
                input=written if at else frame.input,
            )
            is_subshell = bool(last) and not (at == last and self.shell.last_in_pipeline == "shell")
            self._run_command(command, is_subshell=is_subshell)
            written = echoed(self.executions[-1:]) if isinstance(command, SimpleCommand) else None
        self.frame = frame
        if pipeline.negations % 2:
            self.exit_status = self.exit_status._replace(status=self.exit_status.status.negated)

    def _run_command(self, command: Command, *, is_subshell: bool) -> None:
        is_subshell = is_subshell or (isinstance(command, Group) and command.is_subshell)
        scope = self._subshell() if is_subshell else iter((None,))
        next(scope)
        if isinstance(command, SimpleCommand):
            self._run_simple(command)
        elif isinstance(command, Group):
            self._run_group(command)
        else:
            self._run_compound(command)
        next(scope, None)

    def _run_group(self, group: Group) -> None:
        frame = self.frame
        if not self._is_shallow(group.raw):
            return
        redirected = (*frame.redirected, *redirections(self, group.redirections))
        self.frame = frame._replace(redirected=redirected, depth=frame.depth + 1)
        self.run_commands(group.commands)
        self.frame = frame

    def _run_compound(self, compound: Compound) -> None:
        frame = self.frame
        self.frame = frame._replace(redirected=(*frame.redirected, *redirections(self, compound.redirections)))
        if self._is_shallow(compound.raw):
            compound_commands.run(self, compound)
        self.frame = frame

    def run_inside(self, commands: CommandList) -> None:
        """Run the commands of a clause or a function."""
        frame = self.frame
        self.frame = frame._replace(depth=frame.depth + 1)
        self.run_commands(commands)
        self.frame = frame

    def run_condition(self, commands: CommandList) -> None:
        """Run the condition of a compound command: its failure ends no shell."""
        exits = self.state.exits_on_error
        self.state.exits_on_error = False
        self.run_inside(commands)
        self.state.exits_on_error = exits

    def _is_shallow(self, raw: Excerpt) -> bool:
        """Return whether commands in commands are followed this deep; say so where they are not."""
        if self.frame.depth < _DEEPEST:
            return True
        self.lose_track(raw[:1], f"rkconf follows {_DEEPEST} commands in each other, no more")
        return False

    def lose_track(self, place: Excerpt, message: str, raw: Excerpt | None = None) -> None:
        """Note that what runs here is not known: it may set any variable and end the shell."""
        self.report("not-understood", place, message)
        self.unfollowed.append(raw or place)
        self.state.variables.forget()
        self.state.positional = None
        condition = Condition(place, message)
        self.exit_status = ExitStatus(Status.UNKNOWN, condition)
        if self.reached.occurs is not Occurrence.NEVER:
            self.alive = self.alive.and_then(Gate(Occurrence.PERHAPS, condition))

    # Simple commands

    def _run_simple(self, command: SimpleCommand) -> None:
        before = dict(self.state.variables.values)
        prefix, words = assignments(self, command)
        fields = expanded(self, words)
        if fields and prefix:
            self.state.variables.values = before
        redirected = (*self.frame.redirected, *redirections(self, command.redirections, command))
        reached = reached_by(self.reached, fields, self.shell)
        execution = self.frame.execution(fields, prefix, redirected, reached)
        closed = unopened(execution, self.shell)
        if fields and closed:
            self.record(execution, Action(Status.FAILURE, condition=closed))
        elif fields:
            builtins.run(self, execution)
        else:
            self.exit_status = ExitStatus(Status.SUCCESS if all(each.known for each in prefix) else Status.UNKNOWN)

    def may_be_unset(self, raw: Excerpt, *, is_certain: bool) -> None:
        """Note a variable without a known value: where it is not set this shell ends."""
        message = f"this shell ends where {raw} is not set"
        if is_certain:
            self.end(raw, message)
        elif self.reached.occurs is not Occurrence.NEVER:
            self.alive = self.alive.and_then(Gate(Occurrence.PERHAPS, Condition(raw, message)))

    def record(self, execution: Execution, action: Action) -> None:
        """Note a program that may run, and the status that it leaves."""
        program = execution.words[0].raw
        message = _MESSAGES[action.status].format(program)
        self.executions.append(replace(execution, action=action))
        self.exit_status = ExitStatus(action.status, action.condition or Condition(program, message))
        if action.returns is Occurrence.NEVER and not execution.in_background and not execution.is_piped:
            self.end(program, f"{program} does not end, so nothing after it runs")

    def wait(self) -> None:
        """Wait for all jobs: the shell stays until they end."""
        reached = self.reached.occurs
        for job in self.jobs:
            for at in job:
                execution = self.executions[at]
                self.executions[at] = replace(execution, waits=max(execution.waits, reached))

    def run_text(self, texts: Iterable[Excerpt]) -> None:
        """Parse a text and run it in this very shell, as ``eval`` does.

        Raises:
            ShellError: The shell cannot read it.
        """
        frame = self.frame
        for text in texts:
            if not self._is_shallow(text):
                return
            self.frame = frame._replace(depth=frame.depth + 1)
            self.run_commands(parse(text, self.shell))
        self.frame = frame
