"""Evaluate a command as one shell does: which programs run, with which fields, on which condition.

The shells are those of Unix; `rkconf.shell.cmd` reads as cmd.exe does. What a program does with its words is not known
here: whoever asks for an evaluation gives a function that says it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rkconf.shell import compound_commands, simple_commands
from rkconf.shell.context import Run
from rkconf.shell.control import ExitStatus, Gate, check_pipeline, echoed, jobs_of, worst
from rkconf.shell.execution import Action, Condition, Execution, Occurrence, Status
from rkconf.shell.facts import UnixShell
from rkconf.shell.flow import Doubt, Flow
from rkconf.shell.parser import parse
from rkconf.shell.redirections import redirections
from rkconf.shell.state import State
from rkconf.shell.syntax_tree import AndOrList, Command, CommandList, Compound, Group, Pipeline, SimpleCommand
from rkconf.source import Excerpt

_DEEPEST = 40
"""Groups in groups, and texts in texts of `eval`, that are followed."""

_MESSAGES = {
    Status.SUCCESS: "{} succeeds",
    Status.FAILURE: "{} fails",
    Status.UNKNOWN: "whether {} succeeds depends on the machine",
}


class Interpreter(Flow):
    """Go through a command as the shell would, and note every program that may run."""

    def __init__(self, shell: UnixShell, state: State, run: Run) -> None:
        super().__init__(shell, state)
        self.run = run
        self.executions: list[Execution] = []
        self.breaks: list[bool] = []
        """For each `break` that was met whether it is certain."""
        self.returned = False
        """Whether a `return` has ended a function."""

    # Lists and pipelines

    def run_commands(self, commands: CommandList) -> None:
        """Run the lists one after the other."""
        outer, after = self.frame, self.frame.after
        jobs = jobs_of(commands.lists, self.shell)
        for at, (mark, lists) in enumerate(jobs):
            is_last = outer.is_last and at == len(jobs) - 1
            self.frame = outer._replace(
                background=mark or outer.background,
                after=after,
                is_last=is_last,
                reads_pipe=False,
                writes_pipe="",
                is_job=mark is not None,
            )
            if mark is not None:
                self._run_in_background(lists)
            else:
                self._run_and_or(lists[0])
            after = lists[-1].end.text if lists[-1].end else ""
        self.frame = outer

    def _run_in_background(self, lists: tuple[AndOrList, ...]) -> None:
        """Run lists as a job; one shell puts the last pipeline alone into the background."""
        gate, frame = self.gate, self.frame
        self._note_coprocess(lists[-1])
        if self.shell.background_scope == "pipeline" and lists[-1].connectors:
            lists = (self._run_before_last(lists[-1]),)
        start = len(self.executions)
        is_simple = all(isinstance(command, SimpleCommand) for command in lists[-1].pipelines[-1].commands)
        is_one = len(lists) == 1 and not lists[0].connectors
        scope = self._scope(is_subshell=self.shell.subshells, expands_here=is_one and is_simple)
        next(scope)
        for and_or in lists:
            self._run_and_or(and_or)
            self.frame = frame._replace(after=";")
        next(scope, None)
        self.jobs.append(range(start, len(self.executions)))
        self.gate = gate
        if self.shell.subshells:
            self.set_success()

    def _run_before_last(self, and_or: AndOrList) -> AndOrList:
        """Run what precedes the last pipeline of a list in the foreground; return the rest of the list."""
        frame, gate = self.frame, self.gate
        self.frame = frame._replace(background=None, is_job=False)
        self._run_and_or(replace(and_or, pipelines=and_or.pipelines[:-1], connectors=and_or.connectors[:-1]))
        self.require(and_or.connectors[-1], and_or.connectors[-1].text, gate)
        self.frame = frame
        return AndOrList(and_or.pipelines[-1:], (), and_or.end)

    def _note_coprocess(self, and_or: AndOrList) -> None:
        """Note a coprocess; a second one ends the shell while the first one runs (mksh)."""
        if and_or.end and and_or.end.text == "|&":
            if self.state.has_coprocess:
                condition = Condition(and_or.end, "this shell ends where its first coprocess still runs")
                self.alive = self.alive.and_then(Gate(Occurrence.PERHAPS, condition))
            self.state.has_coprocess = True

    def _scope(self, *, is_subshell: bool, expands_here: bool) -> Iterator[None]:
        """Return the subshell that a command has of its own, if it has one."""
        if not is_subshell:
            return iter((None,))
        return self.subshell(expands_here=expands_here and self.shell.after_an_error == "next line")

    def _run_and_or(self, and_or: AndOrList) -> None:
        before_all, frame = self.gate, self.frame
        doubt = Doubt(self)
        for word in and_or.conjunctions:
            doubt.enter(self.require(word, self.shell.conjunctions[word.text], self.gate))
        outer = alternative = self.gate
        for at, pipeline in enumerate(and_or.pipelines):
            self.frame = frame._replace(is_last=frame.is_last and at == len(and_or.pipelines) - 1)
            if at:
                connector = and_or.connectors[at - 1]
                if connector.text == "||":
                    doubt.leave()
                doubt.enter(self.require(connector, connector.text, alternative if connector.text == "&&" else outer))
                is_grouped = self.shell.precedence == "and first" and connector.text == "||"
                alternative = self.gate if is_grouped else alternative
                self.frame = self.frame._replace(after=connector.text)
            self._run_reached(pipeline)
            if pipeline.negations or at < len(and_or.pipelines) - 1:
                self.exit_status = self.exit_status._replace(is_exempt=True)
        self._exit_on_error()
        doubt.leave()
        self.gate, self.frame = before_all, frame

    def _run_reached(self, pipeline: Pipeline) -> None:
        """Run a pipeline; one that is not reached changes nothing."""
        status, state = self.exit_status, self.state
        is_reached = self.gate.occurs is not Occurrence.NEVER
        self.state = state if is_reached else state.copy()
        self._run_pipeline(pipeline)
        self.state = self.state if is_reached else state
        self.keep(status)

    def _exit_on_error(self) -> None:
        """End the shell at a failure, after `set -e`; where that is not known it ends perhaps."""
        status, condition, is_exempt = self.exit_status
        if not self.state.exits_on_error or is_exempt or condition is None or status is Status.SUCCESS:
            return
        outer = self.gate
        if status is Status.UNKNOWN or self.state.exits_on_error is Occurrence.PERHAPS:
            self.gate = outer.and_then(Gate(Occurrence.PERHAPS, condition))
        self.end(condition.raw, f"{condition.message}, and `set -e` ends the shell there")
        self.gate = outer

    def _run_pipeline(self, pipeline: Pipeline) -> None:
        check_pipeline(pipeline, self.shell, self.frame)
        frame, last, start = self.frame, len(pipeline.commands) - 1, len(self.executions)
        written: Excerpt | None = None
        before = alive = self.alive
        statuses: list[ExitStatus] = []
        for at, command in enumerate(pipeline.commands):
            self.frame = frame._replace(
                is_piped=frame.is_piped or at < last,
                reads_pipe=at > 0,
                writes_pipe=pipeline.pipes[at].text if at < last else "",
                after="|" if at else frame.after,
                is_last=frame.is_last and not last,
                input=written if at else frame.input,
            )
            is_subshell = bool(last) and not (at == last and self.shell.last_in_pipeline == "shell")
            self._run_command(command, is_subshell=is_subshell and self.shell.subshells)
            statuses.append(self.exit_status)
            if not self.shell.subshells:
                self.alive, alive = before, self.alive.and_then(alive)
            written = echoed(self.executions[-1:]) if isinstance(command, SimpleCommand) else None
        self.frame = frame
        self._end_pipeline(alive, statuses)
        if last and self.shell.missing_program == "stops the pipeline":
            self._doubt_missing(start)
        if pipeline.negations % 2:
            self.exit_status = self.exit_status._replace(status=self.exit_status.status.negated)

    def _end_pipeline(self, alive: Gate, statuses: list[ExitStatus]) -> None:
        """Leave the status of a pipeline; where nothing runs in a subshell, what ends the shell does so now."""
        if not self.shell.subshells:
            self.alive = self.alive.and_then(alive)
        if len(statuses) > 1:
            self.exit_status = self.exit_status._replace(is_exempt=False)
            if self.shell.pipeline_status == "any failure":
                self.exit_status = worst(statuses)

    def _doubt_missing(self, start: int) -> None:
        """Doubt all programs of a pipeline where one of them may not be there."""
        missing = next((each for each in self.executions[start:] if each.action.may_be_missing), None)
        if missing:
            condition = Condition(
                missing.words[0].raw, f"this shell runs nothing where {missing.words[0]} is not there"
            )
            for at in range(start, len(self.executions)):
                occurs = min(self.executions[at].occurs, Occurrence.PERHAPS)
                self.executions[at] = replace(self.executions[at], occurs=occurs, condition=condition)

    def _run_command(self, command: Command, *, is_subshell: bool) -> None:
        is_subshell = is_subshell or (isinstance(command, Group) and command.is_subshell)
        scope = self._scope(is_subshell=is_subshell, expands_here=isinstance(command, SimpleCommand))
        next(scope)
        if isinstance(command, SimpleCommand):
            simple_commands.run(self, command)
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

    def run_branch(self, commands: CommandList, occurs: Occurrence) -> None:
        """Run a clause that runs always, perhaps or never, by itself; what it leaves is known as far as that is."""
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
        """Run the condition of a compound command: its failure ends no shell."""
        exits = self.state.exits_on_error
        self.state.exits_on_error = Occurrence.NEVER
        self.run_inside(commands)
        self.state.exits_on_error = exits

    def _is_shallow(self, raw: Excerpt) -> bool:
        """Return whether commands in commands are followed this deep; say so where they are not."""
        if self.frame.depth < _DEEPEST:
            return True
        self.lose_track(raw[:1], f"rkconf follows {_DEEPEST} commands in each other, no more")
        return False

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
