"""Run lists of commands as a shell of Unix does; `rkconf.shell.cmd` does the same for cmd.exe."""

from contextlib import AbstractContextManager, nullcontext

from rkconf.record import replace
from rkconf.shell import compound_commands, simple_commands
from rkconf.shell.control import Certainty, ExitStatus, check_pipeline, echoed, jobs_of, worst
from rkconf.shell.execution import Condition, Occurrence, Status
from rkconf.shell.flow import Doubt
from rkconf.shell.redirections import redirections
from rkconf.shell.running import RunningShell
from rkconf.shell.syntax_tree import AndOrList, AnyCommand, CommandList, Compound, Group, Pipeline, SimpleCommand


def run_commands(shell: RunningShell, commands: CommandList) -> None:
    """Run lists of commands in order."""
    outer, after = shell.frame, shell.frame.after
    jobs = jobs_of(commands.lists, shell.facts)
    for at, (mark, lists) in enumerate(jobs):
        is_last = outer.is_last and at == len(jobs) - 1
        shell.frame = replace(
            outer,
            background=mark or outer.background,
            after=after,
            is_last=is_last,
            reads_pipe=False,
            writes_pipe="",
            is_job=mark is not None,
        )
        if mark is not None:
            _run_in_background(shell, lists)
        else:
            _run_and_or(shell, lists[0])
        after = lists[-1].end.text if lists[-1].end else ""
    shell.frame = outer


def _run_in_background(shell: RunningShell, lists: tuple[AndOrList, ...]) -> None:
    """Run lists as a job; some shells run only the last pipeline in the background."""
    branch, frame = shell.branch, shell.frame
    _record_coprocess(shell, lists[-1])
    if shell.facts.background_scope == "pipeline" and lists[-1].connectors:
        lists = (_run_before_last(shell, lists[-1]),)
    start = len(shell.executions)
    is_simple = all(isinstance(command, SimpleCommand) for command in lists[-1].pipelines[-1].commands)
    is_one = len(lists) == 1 and not lists[0].connectors
    with _scope(shell, is_subshell=shell.facts.subshells, expands_here=is_one and is_simple):
        for and_or in lists:
            _run_and_or(shell, and_or)
            shell.frame = replace(frame, after=";")
    shell.jobs.append(range(start, len(shell.executions)))
    shell.branch = branch
    if shell.facts.subshells:
        shell.set_success()


def _run_before_last(shell: RunningShell, and_or: AndOrList) -> AndOrList:
    """Run all but the last pipeline of a list in the foreground; return the last one."""
    frame, branch = shell.frame, shell.branch
    shell.frame = replace(frame, background=None, is_job=False)
    _run_and_or(shell, replace(and_or, pipelines=and_or.pipelines[:-1], connectors=and_or.connectors[:-1]))
    shell.require(and_or.connectors[-1], and_or.connectors[-1].text, branch)
    shell.frame = frame
    return AndOrList(and_or.pipelines[-1:], (), and_or.end)


def _record_coprocess(shell: RunningShell, and_or: AndOrList) -> None:
    """Record a coprocess; a second one ends the shell while the first one runs (mksh)."""
    if and_or.end and and_or.end.text == "|&":
        if shell.state.has_coprocess:
            condition = Condition(and_or.end, "this shell ends if its first coprocess still runs")
            shell.alive = shell.alive.and_then(Certainty(Occurrence.PERHAPS, condition))
        shell.state.has_coprocess = True


def _scope(shell: RunningShell, *, is_subshell: bool, expands_here: bool) -> AbstractContextManager[None]:
    """Return the subshell of a command; without one, a context that does nothing."""
    if not is_subshell:
        return nullcontext()
    return shell.subshell(expands_here=expands_here and shell.facts.after_an_error == "next line")


def _run_and_or(shell: RunningShell, and_or: AndOrList) -> None:
    before_all, frame = shell.branch, shell.frame
    doubt = Doubt(shell)
    for word in and_or.conjunctions:
        doubt.enter(shell.require(word, shell.facts.conjunctions[word.text], shell.branch))
    outer = alternative = shell.branch
    for at, pipeline in enumerate(and_or.pipelines):
        shell.frame = replace(frame, is_last=frame.is_last and at == len(and_or.pipelines) - 1)
        if at:
            connector = and_or.connectors[at - 1]
            if connector.text == "||":
                doubt.leave()
            doubt.enter(shell.require(connector, connector.text, alternative if connector.text == "&&" else outer))
            is_grouped = shell.facts.precedence == "and first" and connector.text == "||"
            alternative = shell.branch if is_grouped else alternative
            shell.frame = replace(shell.frame, after=connector.text)
        _run_reached(shell, pipeline)
        if pipeline.negations or at < len(and_or.pipelines) - 1:
            shell.exit_status = replace(shell.exit_status, is_exempt=True)
    _exit_on_error(shell)
    doubt.leave()
    shell.branch, shell.frame = before_all, frame


def _run_reached(shell: RunningShell, pipeline: Pipeline) -> None:
    """Run a pipeline; if it is not reached, it changes nothing."""
    status, state = shell.exit_status, shell.state
    is_reached = shell.branch.occurs is not Occurrence.NEVER
    shell.state = state if is_reached else state.copy()
    _run_pipeline(shell, pipeline)
    shell.state = shell.state if is_reached else state
    shell.keep(status)


def _exit_on_error(shell: RunningShell) -> None:
    """End the shell at a failure after `set -e`; perhaps, if the failure is uncertain."""
    status, condition = shell.exit_status.status, shell.exit_status.condition
    if not shell.state.exits_on_error or shell.exit_status.is_exempt or condition is None or status is Status.SUCCESS:
        return
    outer = shell.branch
    if status is Status.UNKNOWN or shell.state.exits_on_error is Occurrence.PERHAPS:
        shell.branch = outer.and_then(Certainty(Occurrence.PERHAPS, condition))
    shell.end(condition.raw, f"{condition.message}, and `set -e` ends the shell there")
    shell.branch = outer


def _run_pipeline(shell: RunningShell, pipeline: Pipeline) -> None:
    check_pipeline(pipeline, shell.facts, shell.frame)
    frame, last, start = shell.frame, len(pipeline.commands) - 1, len(shell.executions)
    line = frame.input
    before = alive = shell.alive
    statuses: list[ExitStatus] = []
    for at, command in enumerate(pipeline.commands):
        shell.frame = replace(
            frame,
            is_piped=frame.is_piped or at < last,
            reads_pipe=at > 0,
            writes_pipe=pipeline.pipes[at].text if at < last else "",
            after="|" if at else frame.after,
            is_last=frame.is_last and not last,
            input=line,
        )
        is_subshell = bool(last) and not (at == last and shell.facts.last_in_pipeline == "shell")
        _run_command(shell, command, is_subshell=is_subshell and shell.facts.subshells)
        statuses.append(shell.exit_status)
        if not shell.facts.subshells:
            shell.alive, alive = before, shell.alive.and_then(alive)
        line = echoed(shell.executions[-1:]) if isinstance(command, SimpleCommand) else None
    shell.frame = frame
    _end_pipeline(shell, alive, statuses)
    if last and shell.facts.missing_program == "stops the pipeline":
        _doubt_missing(shell, start)
    if pipeline.negations % 2:
        shell.exit_status = replace(shell.exit_status, status=shell.exit_status.status.negated)


def _end_pipeline(shell: RunningShell, alive: Certainty, statuses: list[ExitStatus]) -> None:
    """Set the exit status of a pipeline; without subshells, its commands may end the shell."""
    if not shell.facts.subshells:
        shell.alive = shell.alive.and_then(alive)
    if len(statuses) > 1:
        shell.exit_status = replace(shell.exit_status, is_exempt=False)
        if shell.facts.pipeline_status == "any failure":
            shell.exit_status = worst(statuses)


def _doubt_missing(shell: RunningShell, start: int) -> None:
    """Make all programs of a pipeline uncertain if one of them may be missing."""
    missing = next((each for each in shell.executions[start:] if each.action.may_be_missing), None)
    if missing:
        condition = Condition(missing.words[0].raw, f"this shell runs nothing if {missing.words[0]} is missing")
        for at in range(start, len(shell.executions)):
            occurs = min(shell.executions[at].occurs, Occurrence.PERHAPS)
            shell.executions[at] = replace(shell.executions[at], occurs=occurs, condition=condition)


def _run_command(shell: RunningShell, command: AnyCommand, *, is_subshell: bool) -> None:
    is_subshell = is_subshell or (isinstance(command, Group) and command.is_subshell)
    with _scope(shell, is_subshell=is_subshell, expands_here=isinstance(command, SimpleCommand)):
        if isinstance(command, SimpleCommand):
            simple_commands.run(shell, command)
        elif isinstance(command, Group):
            _run_group(shell, command)
        else:
            _run_compound(shell, command)


def _run_group(shell: RunningShell, group: Group) -> None:
    frame = shell.frame
    if shell.is_too_deep:
        shell.lose_track_at_depth(group.raw)
        return
    redirected = (*frame.redirected, *redirections(shell, group.redirections))
    shell.frame = replace(frame, redirected=redirected, depth=frame.depth + 1)
    run_commands(shell, group.commands)
    shell.frame = frame


def _run_compound(shell: RunningShell, compound: Compound) -> None:
    frame = shell.frame
    shell.frame = replace(frame, redirected=(*frame.redirected, *redirections(shell, compound.redirections)))
    if shell.is_too_deep:
        shell.lose_track_at_depth(compound.raw)
    else:
        compound_commands.run(shell, compound)
    shell.frame = frame
