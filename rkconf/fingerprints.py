"""Know a finding again after the file was edited: no line and no column is part of what it is.

SARIF, the code quality report of GitLab and a baseline share these, so that all of them agree on what is new.
"""

import os
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from re import compile as regex
from typing import NamedTuple

from rkconf.diagnostics import MASK, Diagnostic

# A Front End breaks long strings anew whenever it saves: a backslash and a line end, then blanks.
_LAYOUT = regex(r"\\(?:\r\n?|\n)|\s+")
_SECRET = regex(f"{MASK}+")
_DIGITS = 32


class Fingerprint(NamedTuple):
    """What makes a finding the same as one of an earlier run."""

    rule: str
    """The code of the rule."""
    path: str
    """From the root, with slashes; bare text and standard input are called as they are reported."""
    entry: str
    """The name of the entry, or nothing."""
    text: str
    """What is marked, without blanks and line ends; a secret in it is one mark, however long it is."""
    occurrence: int
    """Which one it is of those that are equal in all that, from 0."""

    @property
    def digest(self) -> str:
        """The whole as one word of hexadecimal digits."""
        return sha256("\0".join(map(str, self)).encode(errors="surrogateescape")).hexdigest()[:_DIGITS]


def fingerprints(found: Iterable[Diagnostic], root: str = ".") -> tuple[Fingerprint, ...]:
    """Return one fingerprint for each diagnostic, in their order, no two alike.

    Args:
        found: Everything that was found, suppressed or not: leaving one out renumbers those behind it.
        root: The folder that paths are told from; the current one unless something else is meant.
    """
    counts: Counter[tuple[str, str, str, str]] = Counter()
    told = []
    for each in found:
        same = (each.code, path_from(root, each.source.name), each.entry or "", _normalized(each.shown(each.span)))
        told.append(Fingerprint(*same, counts[same]))
        counts[same] += 1
    return tuple(told)


def path_from(root: str, path: str) -> str:
    """Return a path as seen from a folder, with slashes on every system; `<stdin>` and its like stay."""
    if path.startswith("<") and path.endswith(">"):
        return path
    try:
        seen = os.path.relpath(path, root)
    except ValueError:
        # Another drive on Windows: nothing leads there from the root.
        seen = os.path.abspath(path)  # noqa: PTH100 - a Path would drop what relpath keeps
    return seen.replace(os.sep, "/")


def _normalized(text: str) -> str:
    return _SECRET.sub(MASK, _LAYOUT.sub("", text))
