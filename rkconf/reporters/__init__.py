"""Report findings: one module per format, each with a function ``render(report, paint)`` that yields pieces of text."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from importlib import import_module
from typing import cast

from rkconf.diagnostics import Applicability, Cause, Diagnostic, Severity
from rkconf.printable import printable
from rkconf.record import field, record
from rkconf.website import rule_page

FORMATS = ("full", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit")
"""The names of the formats and of their modules."""

TEXTS = frozenset({"full", "concise"})
"""The formats for people; programs rely on the structure of the others."""


@record
class Report:
    """The result of a run: the findings, and the inputs that were checked."""

    found: tuple[Diagnostic, ...]
    """All findings, in the order of path, place and code."""
    paths: tuple[str, ...]
    """The names of all inputs that were checked."""
    entries: int
    unreadable: tuple[str, ...] = ()
    """Why inputs could not be checked, one line each."""
    threshold: Severity | None = Severity.ERROR
    """The lowest severity that makes the run fail; None if no finding does."""
    thresholds: Mapping[str, Severity | None] = field(default_factory=dict)
    """The thresholds of single files, whose settings may differ."""

    hidden: int = 0
    """The number of findings that are less severe than the findings to report."""
    without_rules: int = 0
    """The number of inputs for which no rule is selected."""
    quiet: bool = False
    """Whether people want the findings only, without a summary."""
    closing: tuple[str, ...] = ()
    """The last lines of a report for people: the repaired command, and what to type next."""

    @property
    def files(self) -> int:
        """The number of files, or of bare texts."""
        return len(self.paths)

    @cached_property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The findings that are not suppressed."""
        return tuple(each for each in self.found if each.suppressed is None)

    @cached_property
    def causes(self) -> tuple[Diagnostic, ...]:
        """The findings that do not follow from another reported finding."""
        return tuple(each for each in self.diagnostics if not self._is_cause_reported(each))

    def _is_cause_reported(self, consequence: Diagnostic) -> bool:
        """Return whether the cause of a finding is reported; a baseline may suppress it."""
        return consequence.cause in self._known

    @cached_property
    def _known(self) -> frozenset[Cause]:
        """The reported findings that others follow from: few of them."""
        named = {each.cause for each in self.diagnostics if each.cause}
        return frozenset(each.as_cause for each in self.diagnostics if each.as_cause in named) if named else frozenset()

    @cached_property
    def _consequences(self) -> Counter[Cause]:
        return Counter(each.cause for each in self.diagnostics if each.cause)

    @cached_property
    def _first_causes(self) -> Mapping[Cause, Diagnostic]:
        return {each.as_cause: each for each in reversed(self.causes) if each.as_cause in self._consequences}

    def consequences(self, cause: Diagnostic) -> int:
        """Return how many findings follow from one; of several at one place only the first counts them."""
        if not self._consequences:
            return 0
        is_first = self._first_causes.get(cause.as_cause) == cause
        return self._consequences[cause.as_cause] if is_first else 0

    @cached_property
    def suppressed(self) -> tuple[Diagnostic, ...]:
        """The suppressed findings, each with the reason."""
        return tuple(each for each in self.found if each.suppressed is not None)

    def number(self, severity: Severity) -> int:
        """Return the number of diagnostics of this severity."""
        return sum(diagnostic.severity is severity for diagnostic in self.diagnostics)

    def number_fixable(self, applicability: Applicability) -> int:
        """Return the number of diagnostics with a fix of this applicability."""
        return sum(each.fix is not None and each.fix.applicability is applicability for each in self.diagnostics)

    @property
    def fixable(self) -> int:
        """The number of diagnostics that have a fix."""
        return sum(diagnostic.fix is not None for diagnostic in self.diagnostics)

    def fails(self, found: Diagnostic) -> bool:
        """Return whether a finding makes the run fail."""
        threshold = self.thresholds.get(found.source.name, self.threshold)
        return threshold is not None and found.severity.rank >= threshold.rank

    @property
    def failed(self) -> bool:
        """Whether a finding is as severe as the threshold."""
        return any(map(self.fails, self.diagnostics))


@record
class Paint:
    """Colours and links for a terminal, or neither: `Paint()` leaves text as it is."""

    coloured: bool = False
    linked: bool = False
    encoding: str = "utf-8"
    """The encoding of the terminal; text that it lacks is printed as escapes, which are wider."""

    def __call__(self, text: str, *codes: int) -> str:
        """Return ``text`` in the colours of these ANSI codes."""
        return f"\x1b[{';'.join(map(str, codes))}m{text}\x1b[0m" if self.coloured and text else text

    def link(self, text: str, path: str) -> str:
        """Return ``text`` as a link (OSC 8) to the file at ``path``, unless it names bare text or standard input."""
        if not self.linked or path.startswith("<"):
            return text
        from os import fsencode
        from pathlib import Path
        from socket import gethostname
        from urllib.parse import quote

        # With the host name, a terminal on another machine can detect that the file is not local.
        return self._to(f"file://{gethostname()}{quote(fsencode(Path(path).absolute().as_posix()))}", text)

    def rule(self, found: Diagnostic) -> str:
        """Return the code and the name of the rule of a finding as a link to its page."""
        text = f"{found.code} {found.name}"
        return self._to(rule_page(found.code), text) if self.linked else text

    @staticmethod
    def _to(url: str, text: str) -> str:
        """Return a link that a terminal can open; the address and the text must be printable."""
        return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\"

    def severity(self, severity: Severity, text: str) -> str:
        """Return ``text`` in the colour of its severity: red, yellow or blue, and bold."""
        return self(text, 1, {Severity.ERROR: 31, Severity.WARNING: 33, Severity.INFO: 34}[severity])


def reporter(name: str) -> Callable[[Report, Paint], Iterator[str]]:
    """Return the function that yields a report in the format ``name`` piece by piece, since it may be long."""
    return cast("Callable[[Report, Paint], Iterator[str]]", import_module(f"{__name__}.{name}").render)


def report_text(report: Report, name: str) -> str:
    """Return a report in the format ``name`` as one text, without colours."""
    return "".join(reporter(name)(report, Paint()))


def statistics(report: Report, paint: Paint) -> str:
    """Return one line per rule with the number of its findings, the most frequent first."""
    counts = Counter((found.code, found.name, found.severity) for found in report.diagnostics)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    width = len(str(ordered[0][1])) if ordered else 0
    fixable = {found.code for found in report.diagnostics if found.fix}
    return "".join(
        f"{count:>{width}}  {paint.severity(severity, f'{severity:<7}')}  {code} {name}"
        f"{'  (has a fix)' if code in fixable else ''}\n"
        for (code, name, severity), count in ordered
    )


def location(found: Diagnostic) -> str:
    """Return where a finding is: ``path:line:column``, counted from 1 in characters."""
    return printable(found.source.location(found.span.start))


def consequence_note(count: int) -> str:
    """Return a note on the number of findings that follow from another one."""
    return f"{plural(count, 'more finding')} follow{'s' * (count == 1)} from this"


def plural(count: int, noun: str) -> str:
    """Return a count with its noun: ``1 error``, ``2 errors``, ``no entries``."""
    many = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count or 'no'} {noun if count == 1 else many}"
