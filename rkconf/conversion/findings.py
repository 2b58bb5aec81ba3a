"""What lint says about a text in a version, so that two versions can be compared."""

from collections import Counter
from collections.abc import Iterable, Iterator

from rkconf import inputs, linting
from rkconf.command import Launch, detect_os, target
from rkconf.command.operating_system import FOR_UNIX, GUESS, first_windows_only
from rkconf.conversion.changes import Note
from rkconf.conversion.text import Text
from rkconf.diagnostics import Applicability, Diagnostic, Severity
from rkconf.edits import Edit
from rkconf.inputs import Input
from rkconf.rendering import judge
from rkconf.source import Source, Span
from rkconf.spec import load
from rkconf.versions import Version

_ROUNDS = 10
"""How often repairs may follow upon repairs."""


def find(checked: Input, version: Version) -> tuple[Diagnostic, ...]:
    """Return the findings in ``version``, infos included."""
    found = linting.check(checked, target(version, version, system_of(checked, version)))
    if checked.document.kind != "specification":
        return found
    # What is rendered is judged without infos; those of commands that are given word for word count as in any file.
    infos = (each for each in found if each.severity is Severity.INFO)
    return (*judge(load(checked.document.source), version), *infos)


def system_of(checked: Input, version: Version) -> str | None:
    """Return the operating system that the launch commands were written for, as far as they tell."""
    return checked.os or detect_os(_controllers(checked), version)


def guess_of_system(checked: Input, version: Version) -> Iterator[Note]:
    """Yield what there is to tell where only a command says which operating system it was written for."""
    told = None if checked.os else first_windows_only(_controllers(checked), version)
    if told and told.command:
        yield Note(told.command.span, GUESS, FOR_UNIX)


def _controllers(checked: Input) -> Iterator[Launch]:
    return (launch for _, launch in checked.launches if launch.command and not launch.is_parallel)


def count(found: Iterable[Diagnostic]) -> Counter[tuple[str, str | None]]:
    """Count findings by rule and entry."""
    return Counter((each.code, each.entry) for each in found)


def repair(
    checked: Input, text: Text, known: Counter[tuple[str, str | None]], version: Version
) -> tuple[Text, tuple[Diagnostic, ...]]:
    """Return the text after safe repairs of what is an error in ``version`` only, and what is still new there."""
    for _ in range(_ROUNDS):
        found = tuple(_fresh(find(reread(checked, text.now), version), known))
        repaired = text.changed(_repairs(found))
        if repaired is text:
            break
        text = repaired
    return text, found


def _fresh(found: Iterable[Diagnostic], known: Counter[tuple[str, str | None]]) -> Iterator[Diagnostic]:
    """Yield the findings beyond those that are known."""
    left = known.copy()
    for each in found:
        identity = (each.code, each.entry)
        if left[identity]:
            left[identity] -= 1
        else:
            yield each


def _repairs(found: Iterable[Diagnostic]) -> Iterator[Edit]:
    """Yield the edits of safe fixes of errors; one that touches the place of another waits for the next round."""
    taken: list[Span] = []
    for each in found:
        if each.severity is Severity.ERROR and each.fix and each.fix.applicability is Applicability.SAFE:
            spans = [edit.span for edit in each.fix.edits]
            if not any(span.start <= other.end and other.start <= span.end for span in spans for other in taken):
                taken += spans
                yield from each.fix.edits


def reread(checked: Input, now: Source) -> Input:
    """Read a changed text as the kind of input that it was.

    Of a launch command with MLOpen arguments beside it only the first part, the command, can have changed.
    """
    first, *others = checked.parts
    kind = first.source.name.strip("<>")
    if checked.document.kind != kind:
        return inputs.read(now)
    end = len(now.data) - (len(checked.document.source.data) - len(first.source.data))
    texts = {kind: now.data[:end], **{part.source.name.strip("<>"): part.source.data for part in others}}
    return next(inputs.bare(texts))
