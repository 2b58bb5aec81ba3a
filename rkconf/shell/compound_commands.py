"""Run compound commands: `if`, `for`, `while`, `case`, and calls of functions."""

from fnmatch import fnmatchcase

from rkconf.deferred import pattern
from rkconf.record import replace
from rkconf.shell import clauses
from rkconf.shell.control import Certainty, ExitStatus
from rkconf.shell.errors import ShellError
from rkconf.shell.execution import Action, Condition, Execution, Occurrence, Status
from rkconf.shell.expansion import expand
from rkconf.shell.regular_builtins import tested, tested_path
from rkconf.shell.running import RunningShell
from rkconf.shell.syntax_tree import CommandList, Compound
from rkconf.shell.words import Field, PartKind, Word
from rkconf.source import Excerpt

_NUMBER = pattern(r"\(\(\s*([0-9]{1,9})\s*\)\)")
_MOST_ROUNDS = 16
"""The number of iterations up to which a `for` loop is followed."""


def run(shell: RunningShell, compound: Compound) -> None:
    """Run a compound command, or report that it is not followed."""
    try:
        found = clauses.read(compound, shell.facts)
    except ShellError as error:
        shell.problems.append(error.problem)
        shell.end(compound.raw, error.problem.message)
        return
    if compound.name:
        shell.state.functions[compound.name] = found.commands if isinstance(found, clauses.Body) else None
        shell.set_success()
        return
    keyword = compound.keyword.raw if compound.keyword else compound.raw[:2]
    if keyword.text == "[[" and found is None:
        _run_test(shell, compound, keyword)
    elif found is None and (number := _NUMBER.fullmatch(compound.raw.text)):
        status = Status.SUCCESS if int(number[1]) else Status.FAILURE
        shell.exit_status = ExitStatus(status, Condition(compound.raw, f"{compound.raw} fails"))
    elif found is None or not _follow(shell, found, keyword):
        shell.lose_track(keyword, f"rkconf does not follow `{keyword}`", compound.raw)


def _follow(shell: RunningShell, found: clauses.Clauses, keyword: Excerpt) -> bool:
    """Run the clauses; return whether they are followed."""
    match found:
        case clauses.If(branches):
            _run_if(shell, branches, keyword)
        case clauses.For(name, words, body):
            return _run_for(shell, name, words, body)
        case clauses.While(condition, body, is_negated):
            _run_while(shell, condition, body, keyword, is_negated=is_negated)
        case clauses.Case(word, branches):
            return _run_case(shell, word, branches)
        case clauses.Body(commands):
            shell.run_inside(commands)
    return True


def _run_test(shell: RunningShell, compound: Compound, keyword: Excerpt) -> None:
    """Run ``[[ ]]``, which compares texts and sets only special variables."""
    plain = replace(shell.facts, splits_variables=False)
    words = [token.word for token in compound.inside[1:-1]]
    fields = [field for word in words if word for field in expand(word, shell.state, plain)]
    texts = [field.text if field.known else None for field in fields] if all(words) else []
    condition = Condition(keyword, f"whether `{keyword}` succeeds depends on the machine", tested_path(fields))
    shell.exit_status = ExitStatus(tested(texts), condition)


def _run_if(shell: RunningShell, branches: tuple[clauses.Branch, ...], keyword: Excerpt) -> None:
    outer, rest = shell.branch, shell.branch
    left = Occurrence.ALWAYS
    statuses: list[ExitStatus] = []
    for branch in branches:
        shell.branch, occurs = rest, left
        if branch.condition is not None:
            shell.run_condition(branch.condition)
            message = f"the commands that `{keyword}` runs depend on the machine"
            condition, status = shell.exit_status.condition or Condition(keyword, message), shell.exit_status.status
            occurs, left = min(left, status.fulfils("&&")), min(left, status.fulfils("||"))
            shell.branch = rest.and_then(Certainty(status.fulfils("&&"), condition))
            rest = rest.and_then(Certainty(status.fulfils("||"), condition))
        shell.set_success()
        shell.run_branch(branch.body, occurs)
        statuses += [shell.exit_status] if occurs else []
    has_else = any(branch.condition is None for branch in branches)
    statuses += [ExitStatus(Status.SUCCESS)] if left and not has_else else []
    same = all(each.status is statuses[0].status for each in statuses)
    shell.exit_status = statuses[0] if same else ExitStatus(Status.UNKNOWN, statuses[0].condition)
    shell.branch = outer


def _run_for(shell: RunningShell, name: str, words: tuple[Word, ...], body: CommandList) -> bool:
    fields = [field for word in words for field in expand(word, shell.state, shell.facts)]
    if len(fields) > _MOST_ROUNDS or any(field.splits or not field.known for field in fields):
        return False
    if any(each.kind is PartKind.GLOB for field in fields for each in field.expansions):
        return False
    alive = shell.alive
    if not fields and not shell.facts.keeps_status:
        shell.set_success()
    for field in fields:
        shell.state.variables.assign(name, field.value)
        shell.run_inside(body)
        if shell.breaks.pop() if shell.breaks else False:
            shell.alive = alive
            break
    return True


def _run_while(
    shell: RunningShell, condition: CommandList, body: CommandList, keyword: Excerpt, *, is_negated: bool
) -> None:
    outer, alive = shell.branch, shell.alive
    shell.run_condition(condition)
    status = shell.exit_status.status.negated if is_negated else shell.exit_status.status
    decides = shell.exit_status.condition or Condition(
        keyword, f"whether `{keyword}` runs its commands depends on the machine"
    )
    occurs = status.fulfils("&&")
    shell.branch = outer.and_then(Certainty(occurs, decides))
    shell.exit_status = ExitStatus(Status.SUCCESS)
    shell.run_branch(body, occurs)
    shell.branch = outer
    ends = bool(shell.breaks and shell.breaks.pop())
    if ends:
        shell.alive = alive
    elif status is Status.SUCCESS:
        shell.end(keyword, f"`{keyword}` does not end")
    elif status is Status.UNKNOWN:
        shell.state.variables.forget()


def _run_case(shell: RunningShell, word: Word, branches: tuple[tuple[tuple[Word, ...], CommandList], ...]) -> bool:
    fields = list(expand(word, shell.state, replace(shell.facts, splits_variables=False)))
    if len(fields) != 1 or not fields[0].known:
        return False
    shell.set_success()
    for patterns, body in branches:
        matches = [_matches(fields[0], pattern) for pattern in patterns]
        if any(each is None for each in matches):
            return False
        if any(matches):
            shell.run_inside(body)
            break
    return True


def _matches(field: Field, pattern: Word) -> bool | None:
    """Return whether a pattern matches; None if that is not known."""
    if (
        any(part.kind not in {PartKind.TEXT, PartKind.QUOTE, PartKind.GLOB} for part in pattern.parts)
        or "[" in pattern.raw.text
    ):
        return None
    return fnmatchcase(field.text, "".join(part.value.text for part in pattern.parts))


def call(shell: RunningShell, execution: Execution) -> bool:
    """Call a function with its arguments; return whether it is followed."""
    body = shell.state.functions[execution.words[0].text]
    arguments = execution.words[1:]
    if body is None or any(word.splits for word in arguments) or shell.facts.positional == "argv":
        return False
    shell.record(execution, Action(Status.SUCCESS))
    positional, alive = shell.state.positional, shell.alive
    shell.state.positional = tuple(word.value for word in arguments)
    frame = shell.frame
    shell.frame = replace(frame, in_function=True, background=frame.background)
    shell.run_inside(body)
    shell.frame = frame
    shell.exit_status = replace(shell.exit_status, is_exempt=False)
    shell.state.positional = positional
    if shell.returned:
        shell.alive, shell.returned = alive, False
    return True


def leave_loop(shell: RunningShell, execution: Execution) -> None:
    """Run `break`: nothing after it in the loop runs."""
    is_certain = shell.reached.occurs is Occurrence.ALWAYS
    shell.record(execution, Action(Status.SUCCESS))
    shell.breaks.append(is_certain)
    shell.end(execution.words[0].raw, f"`{execution.words[0]}` ends the loop")
