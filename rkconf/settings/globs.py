"""Globs with the syntax of .gitignore, for every setting about files.

A glob without a slash, except at its end, matches at any depth; ``**`` crosses folders, ``*`` does not.
"""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


@cache
def _spec(lines: tuple[str, ...]) -> "GitIgnoreSpec":
    # Most runs use no glob and need not import the package.
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


def verdict(lines: Iterable[str], path: str) -> bool | None:
    """Return True if the lines match ``path``, False if a ``!`` line excludes it, None if no line matches."""
    return _spec(tuple(lines)).check_file(path).include


def list_error(text: str) -> str | None:
    """Return the error in one line of a list; a ``!`` line may exclude matches of earlier lines."""
    try:
        (pattern,) = _spec((text,)).patterns
    except ValueError:
        return f"{text!r} is not a valid glob"
    return f"{text!r} matches nothing" if pattern.include is None else None


def fault(text: str) -> str | None:
    """Return the error in a single glob; a ``!`` has no earlier lines to exclude from."""
    return f"{text!r} matches nothing" if text.startswith("!") else list_error(text)
