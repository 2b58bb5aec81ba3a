"""A baseline: accepted findings, so that only new ones are reported.

A finding is identified by its fingerprint, never by its line. The file is JSON with one finding per line, sorted, so
that changes are easy to review; paths are relative to its folder, and it contains no secrets.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from rkconf import files
from rkconf.diagnostics import Diagnostic
from rkconf.errors import BaselineError, UnreadableInputError
from rkconf.fingerprints import Fingerprint, fingerprints
from rkconf.limits import DEEPEST_JSON
from rkconf.printable import json_text
from rkconf.record import record, replace

FORMAT = 1
"""The format that this rkconf writes; newer ones are refused."""

KNOWN = "known from the baseline"
"""The reason why a finding is suppressed."""

_TYPES = {"rule": str, "path": str, "entry": str, "text": str, "occurrence": int}


@record
class Baseline:
    """The known findings and their file."""

    path: Path
    known: frozenset[Fingerprint] = frozenset()
    written: bytes | None = None
    """The content of the file when it was read; None if it does not exist."""
    is_stream: bool = False
    """Whether it is read from or written to a pipe, a terminal or an open file, whose name has no useful folder."""

    @property
    def folder(self) -> Path:
        """The folder to which the paths are relative; for a stream, the working folder."""
        return Path() if self.is_stream else self.path.parent

    def suppress(self, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Return the findings of one input with known ones suppressed."""
        found = tuple(found)
        return tuple(
            replace(each, suppressed=KNOWN) if each.suppressed is None and known in self.known else each
            for each, known in zip(found, self._fingerprints(found), strict=True)
        )

    def stale(self, found: Iterable[Diagnostic], was_checked: Callable[[str, str], bool]) -> list[Fingerprint]:
        """Return the known findings that no longer match, in the order of the file.

        Args:
            found: All findings of the run, also suppressed ones.
            was_checked: Whether the run checked a rule, given by its code, on a path, relative to this folder.
        """
        left = self.known - set(self._fingerprints(found))
        return sorted(each for each in left if was_checked(each.rule, each.path) or self._is_gone(each.path))

    def updated(self, found: Iterable[Diagnostic], stale: Collection[Fingerprint]) -> "Baseline":
        """Return the baseline with all unsuppressed findings of ``found``, and without stale ones."""
        found = tuple(found)
        pairs = tuple(zip(found, self._fingerprints(found), strict=True))
        counts = frozenset(known for each, known in pairs if each.suppressed in {None, KNOWN})
        hidden = frozenset(known for each, known in pairs if each.suppressed not in {None, KNOWN})
        return replace(self, known=(self.known - hidden - frozenset(stale)) | counts)

    def write(self) -> str | None:
        """Write the file, and return a message if something failed after that.

        Raises:
            WriteRefusedError: The file has changed or cannot be written; it is unchanged.
        """
        from rkconf import atomic

        lines = ",\n".join(f"    {json_text(each.as_dict())}" for each in sorted(self.known, key=_order))
        findings = f"[\n{lines}\n  ]" if lines else "[]"
        data = f'{{\n  "format": {FORMAT},\n  "findings": {findings}\n}}\n'.encode()
        if self.is_stream:
            return atomic.write(self.path, data)
        if self.written is None:
            return atomic.create(self.path, data)
        return atomic.replace(self.path, data, expected=self.written)

    def _fingerprints(self, found: Iterable[Diagnostic]) -> Iterator[Fingerprint]:
        return fingerprints(found, str(self.folder))

    def _is_gone(self, path: str) -> bool:
        if path.startswith("<"):
            return False
        try:
            return not files.is_there(self.folder / path)
        except UnreadableInputError:
            return False


def _order(known: Fingerprint) -> tuple[str, str, Fingerprint]:
    return known.path, known.entry, known


def read(path: Path, *, may_be_pipe: bool = False) -> Baseline:
    """Return the baseline in a file; in a pipe only if the user has named it, since it may never have a writer.

    Raises:
        UnreadableInputError: The file is missing or not readable.
        BaselineError: The file is not a baseline, or one of a newer rkconf.
    """
    data = (files.read if may_be_pipe else files.read_ordinary)(path).data
    try:
        written = json.loads(data)
    except RecursionError as error:
        message = f"{path}: this is not a baseline: it is nested more than {DEEPEST_JSON} deep; name another file"
        raise BaselineError(message) from error
    except ValueError as error:
        message = f"{path}: this is not a baseline, since it is not JSON; `rkconf lint --write-baseline` writes one"
        raise BaselineError(message) from error
    return Baseline(path, frozenset(_findings(path, written)), data, is_stream=not files.is_file(path))


def _findings(path: Path, written: Any) -> Iterator[Fingerprint]:  # noqa: ANN401 - JSON may be anything
    format_ = written.get("format") if isinstance(written, dict) else None
    if isinstance(format_, int) and format_ > FORMAT:
        message = f"{path}: this baseline has format {format_}, which is newer than this rkconf; use a newer rkconf"
        raise BaselineError(message)
    findings = written.get("findings") if isinstance(written, dict) else None
    if format_ != FORMAT or not isinstance(findings, list):
        message = f"{path}: this is not a baseline; `rkconf lint --write-baseline` writes one"
        raise BaselineError(message)
    for number, finding in enumerate(findings, start=1):
        if not isinstance(finding, dict) or {key: type(value) for key, value in finding.items()} != _TYPES:
            message = f"{path}: finding {number} of this baseline is damaged; write the baseline again"
            raise BaselineError(message)
        yield Fingerprint(**finding)
