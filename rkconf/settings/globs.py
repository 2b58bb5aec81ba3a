"""Globs with the syntax of .gitignore, for every setting about files, and the lines of a .gitignore itself.

A glob without a slash, except at its end, matches at any depth; ``**`` crosses folders, ``*`` does not.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


def git_spec(lines: Iterable[str]) -> "GitIgnoreSpec":
    """Return the patterns of a .gitignore; like git, it skips lines that are not patterns."""
    # Most runs use no glob and need not import the package.
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(_patterns(lines))


def _patterns(lines: Iterable[str]) -> Iterator[str]:
    from pathspec import GitIgnoreSpec

    for line in lines:
        try:
            pattern = _rewritten(line)
            GitIgnoreSpec.from_lines([pattern])
        except ValueError:
            continue
        yield pattern


def _rewritten(line: str, *, is_strict: bool = False) -> str:
    if "[" not in line or line.startswith("#"):
        return line
    # Few globs have brackets.
    from rkconf.settings.bracket_expressions import rewritten

    return rewritten(line, is_strict=is_strict)


@cache
def _spec(lines: tuple[str, ...]) -> "GitIgnoreSpec":
    return git_spec(lines)


def verdict(lines: Iterable[str], path: str) -> bool | None:
    """Return True if the lines match ``path``, False if a ``!`` line excludes it, None if no line matches."""
    return _spec(tuple(lines)).check_file(path).include


def list_error(text: str) -> str | None:
    """Return the error in one line of a list; a ``!`` line may exclude matches of earlier lines."""
    from pathspec import GitIgnoreSpec

    from rkconf.settings.bracket_expressions import ExpressionError

    try:
        (pattern,) = GitIgnoreSpec.from_lines([_rewritten(text, is_strict=True)]).patterns
    except ExpressionError as error:
        return f"{text!r} is not a valid glob: {error}"
    except ValueError:
        return f"{text!r} is not a valid glob"
    return f"{text!r} matches nothing" if pattern.include is None else None


def fault(text: str) -> str | None:
    """Return the error in a single glob; a ``!`` has no earlier lines to exclude from."""
    return f"{text!r} matches nothing" if text.startswith("!") else list_error(text)
