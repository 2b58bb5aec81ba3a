"""The control flow of a shell: exit statuses, certainty, and the common properties of a list of commands."""

from collections.abc import Sequence

from rkconf.diagnostics import Problem
from rkconf.record import record
from rkconf.shell.errors import ShellError
from rkconf.shell.execution import Condition, Execution, Occurrence, Redirected, Status
from rkconf.shell.facts import UnixShell
from rkconf.shell.syntax_tree import AndOrList, Pipeline, SimpleCommand
from rkconf.shell.words import Field, PartKind, joined
from rkconf.source import Excerpt


@record
class ExitStatus:
    """The exit status of the last command, and the condition for it."""

    status: Status
    condition: Condition | None = None
    is_exempt: bool = False
    """Whether `set -e` ignores a failure, as it does for commands that `!`, `&&` and `||` check."""


@record
class Certainty:
    """Whether something happens, and the condition if that is uncertain."""

    occurs: Occurrence = Occurrence.ALWAYS
    condition: Condition | None = None

    def and_then(self, other: "Certainty") -> "Certainty":
        """Return the certainty of both together."""
        return other if other.occurs < self.occurs else self


@record
class Frame:
    """The common properties of the commands of a list."""

    background: Excerpt | None = None
    after: str = ""
    is_piped: bool = False
    is_last: bool = True
    redirected: tuple[Redirected, ...] = ()
    reads_pipe: bool = False
    writes_pipe: str = ""
    """The pipe to the next command, if it is part of a pipeline itself and not only inside a group that is."""
    is_job: bool = False
    """Whether the list itself runs in the background."""
    depth: int = 0
    in_function: bool = False
    input: Excerpt | None = None
    """The line on the standard input; None if it is not known."""

    def execution(
        self,
        words: tuple[Field, ...],
        assigned: tuple[Field, ...],
        redirected: tuple[Redirected, ...],
        reached: Certainty,
    ) -> Execution:
        """Return the execution of one of the commands."""
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
    """Return the output of the first program, if that is `echo` of a known text."""
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
    """Return the exit status of a pipeline that fails if any part of it fails."""
    ranked = (Status.FAILURE, Status.UNKNOWN, Status.SUCCESS)
    return min(statuses, key=lambda each: ranked.index(each.status))


def jobs_of(lists: tuple[AndOrList, ...], shell: UnixShell) -> list[tuple[Excerpt | None, tuple[AndOrList, ...]]]:
    """Return the lists with the `&` after them; in csh, an `&` applies to all lists before it on the line."""
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
    """Check the programs of a pipeline.

    Raises:
        ShellError: The shell accepts one of them only at the start of a pipeline, or only outside.
    """
    is_alone = len(pipeline.commands) == 1
    for at, command in enumerate(pipeline.commands):
        word = command.words[0].raw if isinstance(command, SimpleCommand) and command.words else None
        if word is None:
            continue
        if word.text in shell.not_in_pipelines and not is_alone:
            raise ShellError(Problem("syntax-error", word.span, f"this shell does not accept `{word}` in a pipeline"))
        if word.text in shell.starts_pipeline and (at or frame.is_job):
            message = f"this shell accepts `{word}` only at the start of a pipeline in the foreground"
            raise ShellError(Problem("syntax-error", word.span, message))


def reached_by(reached: Certainty, fields: tuple[Field, ...], shell: UnixShell) -> Certainty:
    """Return whether a command runs; a test for its own program does not make it uncertain."""
    condition = reached.condition
    if fields and condition and reached.occurs is Occurrence.PERHAPS and fields[0].text == condition.tested_path:
        reached = Certainty()
    # A pattern for a program is assumed to match one, as a path is assumed to exist.
    pattern = next((each for field in fields[1:] for each in field.expansions if each.kind is PartKind.GLOB), None)
    if path := next((each for field in fields for each in field.expansions if each.kind is PartKind.EQUALS), None):
        message = f"this shell runs nothing if {path.raw} names no program"
        return reached.and_then(Certainty(Occurrence.PERHAPS, Condition(path.raw, message)))
    if pattern and shell.unmatched_glob == "fails":
        message = f"this shell runs nothing if no file matches {pattern.raw}"
        is_forward = any(field.text.count(":") > 1 and pattern in field.expansions for field in fields)
        occurs = Occurrence.NEVER if is_forward else Occurrence.PERHAPS
        return reached.and_then(Certainty(occurs, Condition(pattern.raw, message)))
    return reached
