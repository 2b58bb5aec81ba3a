"""``--baseline`` and ``--write-baseline``: suppress known findings, report stale entries, and write the file."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rkconf import files
from rkconf.cli import console
from rkconf.diagnostics import Diagnostic
from rkconf.reporters import plural
from rkconf.settings import Lookup

if TYPE_CHECKING:
    from argparse import _ArgumentGroup

    from rkconf.baseline import Baseline
    from rkconf.fingerprints import Fingerprint

_MOST_REPORTED = 10


def add_baseline(group: "_ArgumentGroup") -> None:
    """Add the options."""
    group.add_argument("--baseline", metavar="FILE", help="report only findings that are not in this baseline")
    group.add_argument("--write-baseline", metavar="FILE", help="write all findings to a baseline for later runs")


class Baselines:
    """The baselines of a run: for each file the one that the command line or its settings name."""

    def __init__(self, arguments: Namespace, settings: Lookup) -> None:
        self._written = Path(arguments.write_baseline) if arguments.write_baseline else None
        self._is_named = bool(arguments.baseline)
        self._settings = settings
        self._read: dict[Path, Baseline] = {}

    def _of(self, name: str) -> "Baseline | None":
        path = self._settings.of(name).baseline
        return self._at(path) if path else None

    def _at(self, path: Path) -> "Baseline":
        # Imported here because most runs have no baseline.
        from rkconf.baseline import read

        if path not in self._read:
            first = self._first(path) if self._written is not None else None
            self._read[path] = first or read(path, may_be_pipe=self._is_named)
        return self._read[path]

    def _first(self, path: Path) -> "Baseline | None":
        """Return an empty baseline if there is nothing to read: rkconf holds the reading end of no pipe it writes."""
        from rkconf import atomic
        from rkconf.baseline import Baseline

        if path == self._written and atomic.is_stream(path):
            return Baseline(path, is_stream=True)
        return None if files.is_there(path) else Baseline(path)

    def suppress(self, name: str, found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
        """Return the findings of a file, with known ones suppressed.

        Raises:
            RkconfError: The baseline cannot be read.
        """
        known = self._of(name)
        return known.suppress(found) if known else found

    def finish(self, found: Sequence[Diagnostic], names: Sequence[str]) -> Sequence[Diagnostic]:
        """Report entries that no longer match, and write the baseline if requested.

        Args:
            found: All findings of the run.
            names: The names of all inputs that were checked.

        Returns:
            The findings; those just written to a baseline are suppressed.

        Raises:
            RkconfError: A baseline cannot be read or written.
        """
        if self._written is not None:
            return self._write(self._at(self._written), found, names)
        for known in {id(each): each for each in map(self._of, names) if each}.values():
            _report_stale(known.path, self._stale(known, found, names), "--write-baseline drops it")
        return found

    def _write(self, known: "Baseline", found: Sequence[Diagnostic], names: Sequence[str]) -> Sequence[Diagnostic]:
        stale = self._stale(known, found, names)
        updated = known.updated((each for each in found if not self._settings.of(each.source.name).hides(each)), stale)
        console.report_failure(updated.write())
        _report_stale(known.path, stale, "dropped")
        console.report(f"{known.path}: wrote a baseline of {plural(len(updated.known), 'finding')}")
        return updated.suppress(found)

    def _stale(self, known: "Baseline", found: Sequence[Diagnostic], names: Sequence[str]) -> "Sequence[Fingerprint]":
        """Return the entries that no longer match; files and rules that were not checked are not counted."""
        from rkconf.fingerprints import path_from

        checked = {path_from(str(known.folder), name): name for name in names}

        def was_checked(code: str, path: str) -> bool:
            rules = self._settings.of(checked[path]).selection.rules if path in checked else ()
            return any(rule.code == code for rule in rules)

        return known.stale(found, was_checked)


def _report_stale(path: Path, stale: "Sequence[Fingerprint]", consequence: str) -> None:
    """Report the first entries that no longer match, and count the rest."""
    for each in stale[:_MOST_REPORTED]:
        entry = f" in {each.entry!r}" if each.entry else ""
        console.report(f"{path}: {each.rule}{entry} of {each.path} no longer matches; {consequence}")
    if stale[_MOST_REPORTED:]:
        console.report(f"{path}: {len(stale) - _MOST_REPORTED} more no longer match; {consequence}")
