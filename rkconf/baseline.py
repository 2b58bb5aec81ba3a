"""A baseline: the findings that a team lives with for now, so that only new ones are reported.

A finding is known by its fingerprint, never by its line. The file is JSON with one finding a line, sorted, so that a
change of it is easy to review; paths are told from its own folder, secrets are not in it.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from rkconf import files
from rkconf.diagnostics import Diagnostic
from rkconf.errors import BaselineError, UnreadableInputError
from rkconf.fingerprints import Fingerprint, fingerprints

FORMAT = 1
"""The version of the form that this rkconf writes; it reads no newer one."""

KNOWN = "known from the baseline"
"""Why a finding is suppressed."""

_TYPES = {"rule": str, "path": str, "entry": str, "text": str, "occurrence": int}


class Baseline(NamedTuple):
    """The known findings, and the file that they stand in."""

    path: Path
    known: frozenset[Fingerprint] = frozenset()

    def suppress(self, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Return the findings of one input, the known ones suppressed."""
        found = tuple(found)
        return tuple(
            replace(each, suppressed=KNOWN) if each.suppressed is None and known in self.known else each
            for each, known in zip(found, self._fingerprints(found), strict=True)
        )

    def stale(self, found: Iterable[Diagnostic], was_asked: Callable[[str, str], bool]) -> list[Fingerprint]:
        """Return what is known and is not there any more, in the order of the file.

        Args:
            found: Everything that the run found, suppressed or not.
            was_asked: Says of a rule's code and a path, told from here, whether the run would have found it.
        """
        left = self.known - set(self._fingerprints(found))
        return sorted(each for each in left if was_asked(each.rule, each.path) or self._is_gone(each.path))

    def updated(self, found: Iterable[Diagnostic], stale: Collection[Fingerprint]) -> "Baseline":
        """Return the baseline that knows all of ``found`` that counts, and no more what is stale."""
        found = tuple(found)
        told = zip(found, self._fingerprints(found), strict=True)
        counts = frozenset(known for each, known in told if each.suppressed in {None, KNOWN})
        hidden = frozenset(known for each, known in told if each.suppressed not in {None, KNOWN})
        return self._replace(known=(self.known - hidden - frozenset(stale)) | counts)

    def write(self) -> None:
        """Write the file.

        Raises:
            WriteRefusedError: It cannot be written; it is as it was.
        """
        lines = ",\n".join(f"    {json.dumps(each._asdict())}" for each in sorted(self.known, key=_order))
        findings = f"[\n{lines}\n  ]" if lines else "[]"
        files.write(self.path, f'{{\n  "format": {FORMAT},\n  "findings": {findings}\n}}\n'.encode())

    def _fingerprints(self, found: Iterable[Diagnostic]) -> tuple[Fingerprint, ...]:
        return fingerprints(found, str(self.path.parent))

    def _is_gone(self, path: str) -> bool:
        if path.startswith("<"):
            return False
        try:
            return not files.is_there(self.path.parent / path)
        except UnreadableInputError:
            return False


def _order(known: Fingerprint) -> tuple[str, str, Fingerprint]:
    return known.path, known.entry, known


def read(path: Path) -> Baseline:
    """Return the baseline in a file.

    Raises:
        UnreadableInputError: The file is missing or may not be read.
        BaselineError: It is no baseline, or one of a newer rkconf.
    """
    try:
        written = json.loads(files.read(path).data)
    except (ValueError, RecursionError) as error:
        message = f"{path}: this is no baseline: not JSON; `rkconf lint --write-baseline` writes one"
        raise BaselineError(message) from error
    return Baseline(path, frozenset(_findings(path, written)))


def _findings(path: Path, written: Any) -> Iterator[Fingerprint]:  # noqa: ANN401 - JSON may be anything
    format_ = written.get("format") if isinstance(written, dict) else None
    if isinstance(format_, int) and format_ > FORMAT:
        message = f"{path}: this baseline has format {format_}, which is newer than this rkconf; use the newer one"
        raise BaselineError(message)
    findings = written.get("findings") if isinstance(written, dict) else None
    if format_ != FORMAT or not isinstance(findings, list):
        message = f"{path}: this is no baseline; `rkconf lint --write-baseline` writes one"
        raise BaselineError(message)
    for number, finding in enumerate(findings, start=1):
        if not isinstance(finding, dict) or {key: type(value) for key, value in finding.items()} != _TYPES:
            message = f"{path}: finding {number} of this baseline is damaged; write the baseline anew"
            raise BaselineError(message)
        yield Fingerprint(**finding)
