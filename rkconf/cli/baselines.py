"""``--baseline`` and ``--write-baseline``: which findings are known, which are no more, and where they are written."""

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

_MOST_SAID = 10


def add_baseline(group: "_ArgumentGroup") -> None:
    """Add the options."""
    group.add_argument("--baseline", metavar="FILE", help="report only what is not known from this file")
    group.add_argument(
        "--write-baseline", metavar="FILE", help="write all that is found there; it is known from then on"
    )


class Baselines:
    """The baselines of a run: each file has the one that the command line or its settings name."""

    def __init__(self, arguments: Namespace, settings: Lookup) -> None:
        self._written = Path(arguments.write_baseline) if arguments.write_baseline else None
        self._settings = settings
        self._read: dict[Path, Baseline] = {}

    def _of(self, name: str) -> "Baseline | None":
        path = self._settings.of(name).baseline
        return self._at(path) if path else None

    def _at(self, path: Path) -> "Baseline":
        # Most runs know nothing; only then is the reader worth its time.
        from rkconf.baseline import Baseline, read

        if path not in self._read:
            is_first = self._written is not None and not files.is_there(path)
            self._read[path] = Baseline(path) if is_first else read(path)
        return self._read[path]

    def suppress(self, name: str, found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
        """Return what was found in a file, the known findings suppressed.

        Raises:
            RkconfError: There is a baseline, and it cannot be used.
        """
        known = self._of(name)
        return known.suppress(found) if known else found

    def finish(self, found: Sequence[Diagnostic], names: Sequence[str]) -> Sequence[Diagnostic]:
        """Say what is not found any more, and write the baseline that is asked for.

        Args:
            found: Everything that was found.
            names: Everything that was checked.

        Returns:
            What was found; suppressed, where it has just been written.

        Raises:
            RkconfError: A baseline cannot be used or written.
        """
        if self._written is not None:
            return self._write(self._at(self._written), found, names)
        for known in {id(each): each for each in map(self._of, names) if each}.values():
            _tell(known.path, self._stale(known, found, names), "--write-baseline leaves it out")
        return found

    def _write(self, known: "Baseline", found: Sequence[Diagnostic], names: Sequence[str]) -> Sequence[Diagnostic]:
        stale = self._stale(known, found, names)
        updated = known.updated(found, stale)
        updated.write()
        _tell(known.path, stale, "left out")
        console.say(f"{known.path}: {plural(len(updated.known), 'finding')} known from now on")
        return updated.suppress(found)

    def _stale(self, known: "Baseline", found: Sequence[Diagnostic], names: Sequence[str]) -> "Sequence[Fingerprint]":
        """Return what is known and was looked for in vain: a file or a rule that was not asked says nothing."""
        from rkconf.fingerprints import path_from

        asked = {path_from(str(known.path.parent), name): name for name in names}

        def was_asked(code: str, path: str) -> bool:
            rules = self._settings.of(asked[path]).selection.rules if path in asked else ()
            return any(rule.code == code for rule in rules)

        return known.stale(found, was_asked)


def _tell(path: Path, stale: "Sequence[Fingerprint]", what: str) -> None:
    """Say what is not found any more, but not without end."""
    for each in stale[:_MOST_SAID]:
        entry = f" in {each.entry!r}" if each.entry else ""
        console.say(f"{path}: {each.rule}{entry} of {each.path} is not found any more; {what}")
    if stale[_MOST_SAID:]:
        console.say(f"{path}: {len(stale) - _MOST_SAID} others are not found any more either; {what}")
