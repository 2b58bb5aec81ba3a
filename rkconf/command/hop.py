"""One shell on the path of a launch command, and the words that decide about the launch."""

from collections.abc import Iterator

from rkconf.command.invocation import Call
from rkconf.command.paths import call_of
from rkconf.record import record
from rkconf.shell.execution import Evaluation, Execution
from rkconf.shell.words import UNKNOWN, Field
from rkconf.source import Excerpt


@record
class Hop:
    """One shell on the path: its evaluation, and the program in it that continues the path."""

    evaluation: Evaluation
    execution: Execution | None = None

    @property
    def call(self) -> Call | None:
        """The effect of that program; None if no program continues the path."""
        return call_of(self.execution)

    @property
    def passed_words(self) -> tuple[Field, ...]:
        """The words that the next shell reads."""
        if not self.call or not self.call.evaluation:
            return ()
        if self.call.connection:
            return self.call.connection.command
        redirected = self.execution.redirected if self.execution else ()
        here_strings = tuple(each.target for each in redirected if each.operator.text == "<<<")
        return here_strings or (self.call.invocation.arguments if self.call.invocation else ())


def unknown_pieces(word: Field) -> Iterator[Excerpt]:
    """Yield the pieces of a word that depend on the machine."""
    if not word.known:
        yield from (word.value[at : at + 1] for at, each in enumerate(word.text) if each == UNKNOWN)


def deciding(call: Call) -> tuple[Field, ...]:
    """Return the words of a program that decide about the launch.

    The kernel's arguments after the last link flag decide nothing: the first flag of each kind counts.
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
