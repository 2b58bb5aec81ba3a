"""Say what was found: one module a format, each with ``render(report, paint) -> str``."""

from collections import Counter
from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple, cast

from rkconf.diagnostics import Diagnostic, Severity

FORMATS = ("full", "concise", "json")
"""The formats; each is the name of its module."""


class Report(NamedTuple):
    """What one run found in how much."""

    diagnostics: tuple[Diagnostic, ...]
    files: int
    entries: int

    def number(self, severity: Severity) -> int:
        """Return the number of diagnostics of this severity."""
        return sum(diagnostic.severity is severity for diagnostic in self.diagnostics)

    @property
    def fixable(self) -> int:
        """The number of diagnostics that have a fix."""
        return sum(diagnostic.fix is not None for diagnostic in self.diagnostics)

    def reaches(self, threshold: Severity) -> bool:
        """Say whether anything is as severe as ``threshold``."""
        return any(diagnostic.severity.rank >= threshold.rank for diagnostic in self.diagnostics)


class Paint(NamedTuple):
    """Colours, or none: `Paint(False)` leaves text as it is."""

    coloured: bool = False

    def __call__(self, text: str, *codes: int) -> str:
        """Return ``text`` in the colours of these ANSI codes."""
        return f"\x1b[{';'.join(map(str, codes))}m{text}\x1b[0m" if self.coloured and text else text

    def severity(self, severity: Severity, text: str) -> str:
        """Return ``text`` in the colour of its severity: red, yellow or blue, and bold."""
        return self(text, 1, {Severity.ERROR: 31, Severity.WARNING: 33, Severity.INFO: 34}[severity])


def reporter(name: str) -> Callable[[Report, Paint], str]:
    """Return the function that writes a report in the format ``name``."""
    return cast("Callable[[Report, Paint], str]", import_module(f"{__name__}.{name}").render)


def statistics(report: Report, paint: Paint) -> str:
    """Return one line a rule: how often it was found, the most frequent first."""
    counts = Counter((found.code, found.name, found.severity) for found in report.diagnostics)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    width = len(str(ordered[0][1])) if ordered else 0
    fixable = {found.code for found in report.diagnostics if found.fix}
    return "".join(
        f"{count:>{width}}  {paint.severity(severity, f'{severity:<7}')}  {code} {name}"
        f"{'  (has a fix)' if code in fixable else ''}\n"
        for (code, name, severity), count in ordered
    )


def plural(count: int, noun: str) -> str:
    """Return a count with its noun: ``1 error``, ``2 errors``, ``no entries``."""
    many = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count or 'no'} {noun if count == 1 else many}"
