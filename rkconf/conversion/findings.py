"""The findings of lint in two versions, for comparison."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from rkconf import linting
from rkconf.command import Launch, Target, target
from rkconf.command.followed import Journeys
from rkconf.command.operating_system import first_windows_only
from rkconf.conversion.edited_text import EditedText
from rkconf.diagnostics import Applicability, Diagnostic, Severity
from rkconf.edits import Edit
from rkconf.inputs import Input, NamedLaunch
from rkconf.rendering import verify_descriptions, verify_generated
from rkconf.secrets import Mask
from rkconf.versions import Version

if TYPE_CHECKING:
    from rkconf.source import Span

_ROUNDS = 10
"""The greatest number of rounds of repairs."""

Counts: TypeAlias = Counter[tuple[str, str | None, bool]]
"""The numbers of findings by rule, entry, and whether they are errors."""


class Findings:
    """The findings of an input before and after its conversion.

    Each launch command is followed once per version.
    """

    def __init__(self, checked: Input, old: Version) -> None:
        """Begin with an input that was written for the version ``old``."""
        self.checked = checked
        self.followed = Journeys()
        self._launches: dict[int, tuple[Input, tuple[NamedLaunch, ...]]] = {}
        self.windows_only = None if checked.os else first_windows_only(self._controllers(), old, self.followed.of)
        """The command that shows that the Front End runs on Windows, unless its system is known."""
        self.os = "windows" if self.windows_only else checked.os
        """The operating system of the Front End; None if it is unknown."""

    def _controllers(self) -> Iterator[Launch]:
        launches = (each.launch for each in self.launches(self.checked))
        return (launch for launch in launches if launch.command and not launch.is_parallel)

    def target(self, version: Version) -> Target:
        """Return the target for a Front End and kernels of ``version``."""
        return target(version, version, self.os)

    def launches(self, checked: Input) -> tuple[NamedLaunch, ...]:
        """Return the launch commands of an input, which are read once: their journeys are kept too."""
        if id(checked) not in self._launches:
            self._launches[id(checked)] = checked, tuple(checked.launches)
        return self._launches[id(checked)][1]

    def find(self, checked: Input, version: Version) -> tuple[Diagnostic, ...]:
        """Return the findings in ``version``, including those of commands rendered from a specification."""
        found = linting.check(checked, self.target(version), checks=linting.LaunchChecks(self.followed.of))
        has_errors = any(each.severity is Severity.ERROR for each in found)
        if has_errors:
            return found
        return (*found, *verify_generated(checked, version), *verify_descriptions(checked, version))

    def mask(self, checked: Input, version: Version) -> Mask:
        """Return the mask of the passwords in an input."""
        return linting.mask(checked, self.target(version), self.followed.of, self.launches(checked))

    def converted(self, text: EditedText) -> Input:
        """Return the input after the edits so far.

        If there are MLOpen arguments, only the first part, the launch command, can have changed.
        """
        first, *others = self.checked.parts
        end = len(text.now.data) - (len(self.checked.document.source.data) - len(first.source.data))
        data = text.now.data[:end] if others or not self.checked.is_file else text.now.data
        return self.checked.read_again({first.source.name: data})

    def repair(
        self, text: EditedText, known: Counts, version: Version
    ) -> tuple[Input, EditedText, tuple[Diagnostic, ...]]:
        """Apply safe fixes for errors that are new in ``version``; return the findings that are still new."""
        for _ in range(_ROUNDS):
            after = self.converted(text)
            found = tuple(_unknown(self.find(after, version), known))
            repaired = text.changed(_repairs(found))
            if repaired is text:
                break
            text = repaired
        return after, text, found


def count(found: Iterable[Diagnostic]) -> Counts:
    """Count findings by rule, entry, and whether they are errors."""
    return Counter(map(_identity, found))


def _identity(found: Diagnostic) -> tuple[str, str | None, bool]:
    return found.code, found.entry, found.severity is Severity.ERROR


def _unknown(found: Iterable[Diagnostic], known: Counts) -> Iterator[Diagnostic]:
    """Yield the findings that are not known; an error that was a warning is not."""
    left = known.copy()
    for each in found:
        # A known error may have become a warning.
        same, error = _identity(each), (each.code, each.entry, True)
        identity = same if left[same] else error
        if left[identity]:
            left[identity] -= 1
        else:
            yield each


def _repairs(found: Iterable[Diagnostic]) -> Iterator[Edit]:
    """Yield the edits of safe fixes for errors; a fix that overlaps another waits for the next round."""
    taken: list[Span] = []
    for each in found:
        if each.severity is Severity.ERROR and each.fix and each.fix.applicability is Applicability.SAFE:
            spans = [edit.span for edit in each.fix.edits]
            if not any(span.start <= other.end and other.start <= span.end for span in spans for other in taken):
                taken += spans
                yield from each.fix.edits
