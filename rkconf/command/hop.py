"""One reader on the way of a launch command, and the words of a program that decide what becomes of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from rkconf.command.invocation import Call
from rkconf.command.paths import call_of
from rkconf.shell.execution import Evaluation, Execution
from rkconf.shell.words import UNKNOWN, Field
from rkconf.source import Excerpt


@dataclass(frozen=True, slots=True)
class Hop:
    """One reader on the way: a shell with what it makes of its text, and the program of it that leads on."""

    evaluation: Evaluation
    execution: Execution | None = None

    @property
    def call(self) -> Call | None:
        """What becomes of that program's words; None where no program leads on."""
        return call_of(self.execution)

    @property
    def handed_on(self) -> tuple[Field, ...]:
        """The words whose text the next reader gets."""
        if not self.call or not self.call.evaluation:
            return ()
        if self.call.connection:
            return self.call.connection.command
        here = (
            tuple(each.target for each in self.execution.redirected if each.operator.text == "<<<")
            if self.execution
            else ()
        )
        if here:
            return here
        return self.call.invocation.arguments if self.call.invocation else ()


def unknown_pieces(word: Field) -> Iterator[Excerpt]:
    """Yield what only the machine knows of a word."""
    if not word.known:
        yield from (word.value[at : at + 1] for at, each in enumerate(word.text) if each == UNKNOWN)


def deciding(call: Call) -> tuple[Field, ...]:
    """Return the words of a program that decide what becomes of the launch.

    Of the kernel's own arguments those after the last flag of the link decide nothing: the first of a kind counts.
    """
    words = call.invocation.words if call.invocation else ()
    if not call.kernel:
        return words
    flags = [flag for flag in call.kernel.link.flags if flag.name.lower().startswith("link")]
    ends = [
        word
        for word in words
        if any(word.raw is each.argument.raw or (each.value and word.raw is each.value.raw) for each in flags)
    ]
    return words[: words.index(ends[-1]) + 1] if ends else words
