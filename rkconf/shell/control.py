"""What decides whether a command runs: an exit status, a gate, and what the commands of a list have in common."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from rkconf.shell.execution import Condition, Execution, Occurrence, Redirected, Status
from rkconf.shell.facts import UnixShell
from rkconf.shell.parser import AndOrList, Pipeline, SimpleCommand
from rkconf.shell.words import Field, Kind, joined
from rkconf.source import Excerpt

Pipelines = tuple[Pipeline, ...]
"""The pipelines of a list that `&&` and `||` connect."""


class ExitStatus(NamedTuple):
    """The exit status of the last command and where it comes from."""

    status: Status
    condition: Condition | None = None


class Gate(NamedTuple):
    """Whether a command is reached, and what decides it where that is not certain."""

    occurs: Occurrence = Occurrence.ALWAYS
    condition: Condition | None = None

    def and_then(self, other: "Gate") -> "Gate":
        """Return the narrower of two gates in a row."""
        return other if other.occurs < self.occurs else self


class Frame(NamedTuple):
    """What the commands of a list have in common."""

    background: Excerpt | None = None
    after: str = ""
    is_piped: bool = False
    is_last: bool = True
    redirected: tuple[Redirected, ...] = ()
    depth: int = 0
    in_function: bool = False
    input: Excerpt | None = None
    """The line that the standard input holds; None where it is not known."""

    def execution(
        self, words: tuple[Field, ...], assigned: tuple[Field, ...], redirected: tuple[Redirected, ...], reached: Gate
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


def background_marks(lists: tuple[AndOrList, ...], shell: UnixShell) -> list[Excerpt | None]:
    """Return what sends each list to the background; csh sends everything before the `&` of a line there."""
    marks = [and_or.end if and_or.in_background else None for and_or in lists]
    if shell.background_scope == "sequence":
        for at in reversed(range(len(lists) - 1)):
            end = lists[at].end
            if marks[at] is None and end and end.text == ";":
                marks[at] = marks[at + 1]
    return marks


def without_conjunction(pipelines: Pipelines, shell: UnixShell) -> tuple[Excerpt | None, Pipelines]:
    """Take `and` or `or` of fish off a list, which then depends on the status before it."""
    first = pipelines[0].commands[0] if pipelines else None
    word = first.words[0] if isinstance(first, SimpleCommand) and first.words else None
    if not isinstance(first, SimpleCommand) or word is None or word.raw.text not in shell.conjunctions:
        return None, pipelines
    head = replace(pipelines[0], commands=(replace(first, words=first.words[1:]), *pipelines[0].commands[1:]))
    return word.raw, (head, *pipelines[1:])


def reached_by(reached: Gate, fields: tuple[Field, ...], shell: UnixShell) -> Gate:
    """Return whether a command runs: one that asked for its own program before depends on nothing else."""
    condition = reached.condition
    if fields and condition and reached.occurs is Occurrence.PERHAPS and fields[0].text == condition.asked:
        reached = Gate()
    # A pattern for a program is taken to fit one, as a path is taken to be there.
    pattern = next((each for field in fields[1:] for each in field.expansions if each.kind is Kind.GLOB), None)
    if pattern and shell.unmatched_glob == "fails":
        message = f"this shell runs nothing where no file matches {pattern.raw}"
        is_forward = any(field.text.count(":") > 1 and pattern in field.expansions for field in fields)
        occurs = Occurrence.NEVER if is_forward else Occurrence.PERHAPS
        return reached.and_then(Gate(occurs, Condition(pattern.raw, message)))
    return reached
