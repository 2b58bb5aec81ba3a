"""What decides whether a command runs: an exit status, a branch, and what the commands of a list have in common."""

from collections.abc import Sequence
from typing import NamedTuple

from rkconf.diagnostics import Problem
from rkconf.shell.errors import ShellError
from rkconf.shell.execution import Condition, Execution, Occurrence, Redirected, Status
from rkconf.shell.facts import UnixShell
from rkconf.shell.syntax_tree import AndOrList, Pipeline, SimpleCommand
from rkconf.shell.words import Field, PartKind, joined
from rkconf.source import Excerpt


class ExitStatus(NamedTuple):
    """The exit status of the last command and where it comes from."""

    status: Status
    condition: Condition | None = None
    is_exempt: bool = False
    """Whether a failure ends no shell: `set -e` passes over what `!`, `&&` and `||` look at."""


class Certainty(NamedTuple):
    """Whether a command is reached, and what decides it where that is not certain."""

    occurs: Occurrence = Occurrence.ALWAYS
    condition: Condition | None = None

    def and_then(self, other: "Certainty") -> "Certainty":
        """Return the narrower of two gates in a row."""
        return other if other.occurs < self.occurs else self


class Frame(NamedTuple):
    """What the commands of a list have in common."""

    background: Excerpt | None = None
    after: str = ""
    is_piped: bool = False
    is_last: bool = True
    redirected: tuple[Redirected, ...] = ()
    reads_pipe: bool = False
    writes_pipe: str = ""
    """What joins it to the next command, as a part of a pipeline itself and not only of a group that is one."""
    is_job: bool = False
    """Whether it is sent to the background itself."""
    depth: int = 0
    in_function: bool = False
    input: Excerpt | None = None
    """The line that the standard input holds; None where it is not known."""

    def execution(
        self,
        words: tuple[Field, ...],
        assigned: tuple[Field, ...],
        redirected: tuple[Redirected, ...],
        reached: Certainty,
    ) -> Execution:
        """Return the execution of a simple command among them."""
        return Execution(
            words,
            assigned,
            redirected,
            self.background,
            self.after,
            reached.occurs,
            reached.condition,
            Occurrence.NEVER if self.background is not None else Occurrence.ALWAYS,
            is_last=self.is_last,
            is_piped=self.is_piped,
        )


def echoed(executions: Sequence[Execution]) -> Excerpt | None:
    """Return the line that the last of some programs writes, where that is `echo` of what is known."""
    for execution in executions:
        words = execution.words
        if (
            words[0].text == "echo"
            and all(word.known and "\\" not in word.text for word in words)
            and not execution.redirected
        ):
            return joined(words[1:]) if words[1:] and not words[1].text.startswith("-") else None
    return None


def worst(statuses: Sequence[ExitStatus]) -> ExitStatus:
    """Return the status of a pipeline that fails where any part of it fails."""
    ranked = (Status.FAILURE, Status.UNKNOWN, Status.SUCCESS)
    return min(statuses, key=lambda each: ranked.index(each.status))


def jobs_of(lists: tuple[AndOrList, ...], shell: UnixShell) -> list[tuple[Excerpt | None, tuple[AndOrList, ...]]]:
    """Return each list with what sends it to the background; csh sends all that precedes the `&` of a line there."""
    jobs: list[tuple[Excerpt | None, tuple[AndOrList, ...]]] = []
    start = 0
    for at, and_or in enumerate(lists):
        if and_or.in_background:
            first = start if shell.background_scope == "sequence" else at
            jobs[len(jobs) - (at - first) :] = [(and_or.end, lists[first : at + 1])]
        else:
            jobs.append((None, (and_or,)))
        start = at + 1 if and_or.end is None or and_or.end.text != ";" else start
    return jobs


def check_pipeline(pipeline: Pipeline, shell: UnixShell, frame: Frame) -> None:
    """Refuse a pipeline as the shell does.

    Raises:
        ShellError: A word stands in it that this shell takes at its start alone, or in no pipeline.
    """
    is_alone = len(pipeline.commands) == 1
    for at, command in enumerate(pipeline.commands):
        word = command.words[0].raw if isinstance(command, SimpleCommand) and command.words else None
        if word is None:
            continue
        if word.text in shell.not_in_pipelines and not is_alone:
            raise ShellError(Problem("syntax-error", word.span, f"this shell takes `{word}` in no pipeline"))
        if word.text in shell.starts_pipeline and (at or frame.is_job):
            message = f"this shell takes `{word}` at the start of a pipeline alone, and not in the background"
            raise ShellError(Problem("syntax-error", word.span, message))


def reached_by(reached: Certainty, fields: tuple[Field, ...], shell: UnixShell) -> Certainty:
    """Return whether a command runs: one that asked for its own program before depends on nothing else."""
    condition = reached.condition
    if fields and condition and reached.occurs is Occurrence.PERHAPS and fields[0].text == condition.asked:
        reached = Certainty()
    # A pattern for a program is taken to fit one, as a path is taken to be there.
    pattern = next((each for field in fields[1:] for each in field.expansions if each.kind is PartKind.GLOB), None)
    if path := next((each for field in fields for each in field.expansions if each.kind is PartKind.EQUALS), None):
        message = f"this shell runs nothing where {path.raw} names no program"
        return reached.and_then(Certainty(Occurrence.PERHAPS, Condition(path.raw, message)))
    if pattern and shell.unmatched_glob == "fails":
        message = f"this shell runs nothing where no file matches {pattern.raw}"
        is_forward = any(field.text.count(":") > 1 and pattern in field.expansions for field in fields)
        occurs = Occurrence.NEVER if is_forward else Occurrence.PERHAPS
        return reached.and_then(Certainty(occurs, Condition(pattern.raw, message)))
    return reached
