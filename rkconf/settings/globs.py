"""Globs as .gitignore has them: the one kind for every setting that speaks of files.

A glob without a slash in front of its end matches at any depth; ``**`` crosses folders, ``*`` does not.
"""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


@cache
def _spec(lines: tuple[str, ...]) -> "GitIgnoreSpec":
    # Most runs meet no glob; only then is the package worth its time.
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


def verdict(lines: Iterable[str], path: str) -> bool | None:
    """Say what the lines make of ``path``: taken, taken back by a ``!``, or None where none of them speaks of it."""
    return _spec(tuple(lines)).check_file(path).include


def fault_in_list(text: str) -> str | None:
    """Return what is wrong with one line of a list; it may take back what an earlier one took."""
    try:
        (pattern,) = _spec((text,)).patterns
    except ValueError:
        return f"{text!r} is no glob"
    return f"{text!r} matches nothing" if pattern.include is None else None


def fault(text: str) -> str | None:
    """Return what is wrong with a glob that stands alone: it has nothing to take back."""
    return f"{text!r} matches nothing" if text.startswith("!") else fault_in_list(text)
