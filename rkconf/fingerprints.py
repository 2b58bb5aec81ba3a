"""Fingerprints identify a finding after the file was edited; they contain neither line nor column.

SARIF, the code quality report of GitLab and a baseline share them, so all of them agree on new findings.
"""

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, partial
from hashlib import sha256

from rkconf.diagnostics import Diagnostic
from rkconf.record import fields, record
from rkconf.secrets import MASK

# A Front End breaks long strings whenever it saves a file: a backslash and a line end, then spaces.
_LAYOUT = re.compile(r"\\(?:\r\n?|\n)|\s+")
_SECRET = re.compile(f"{MASK}+")
_DIGITS = 32


@record(order=True)
class Fingerprint:
    """The identity of a finding across runs."""

    rule: str
    """The code of the rule."""
    path: str
    """Relative to the root, with slashes; bare text and standard input have their names from reports."""
    entry: str
    """The name of the entry, or an empty string."""
    text: str
    """The marked text without spaces and line ends; a secret is one mask character, whatever its length."""
    occurrence: int
    """The 0-based number among findings that are equal in all of the above."""

    def as_dict(self) -> dict[str, str | int]:
        """Return the fields by name."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @property
    def digest(self) -> str:
        """The hash of the fingerprint in hexadecimal digits."""
        return sha256("\0".join(map(str, self.as_dict().values())).encode(errors="surrogateescape")).hexdigest()[
            :_DIGITS
        ]


def fingerprints(found: Iterable[Diagnostic], root: str = ".") -> Iterator[Fingerprint]:
    """Yield one fingerprint for each diagnostic, in order; all are distinct.

    Args:
        found: All findings, also suppressed ones; leaving one out would renumber those after it.
        root: The folder that paths are relative to.
    """
    counts: Counter[tuple[str, str, str, str]] = Counter()
    path_of = cache(partial(path_from, root))
    for each in found:
        same = (each.code, path_of(each.source.name), each.entry or "", _normalized(each.shown(each.span)))
        yield Fingerprint(*same, counts[same])
        counts[same] += 1


def path_from(root: str, path: str) -> str:
    """Return a path relative to a folder, with slashes on every system; `<stdin>` and the like are unchanged."""
    if path.startswith("<") and path.endswith(">"):
        return path
    try:
        seen = os.path.relpath(path, root)
    except ValueError:
        # Another drive on Windows: no relative path exists.
        seen = os.path.abspath(path)  # noqa: PTH100 - a Path would drop what relpath keeps
    return seen.replace(os.sep, "/")


def _normalized(text: str) -> str:
    return _SECRET.sub(MASK, _LAYOUT.sub("", text))
