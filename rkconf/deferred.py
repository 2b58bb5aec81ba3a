"""Regular expressions that are compiled when they are first used.

Compiling one takes a tenth of a millisecond or more: a run that needs few of them would spend a twentieth of its time
on the others. ARCHITECTURE.md, "Speed", has the numbers.
"""

# `re` and `typing` are imported when they are used: they would take half of the time of `rkconf --version`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from typing import Any


def pattern(text: str, flags: int = 0) -> "re.Pattern[str]":
    """Return a pattern for text that most files do not contain; it is compiled when one of its methods is used."""
    made: Any = _Deferred(text, flags)
    return made  # type: ignore[no-any-return]


class _Deferred:
    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> "Any":  # noqa: ANN401 - any attribute of a pattern
        import re

        # Kept in the object, so that the second use takes as long as that of the pattern itself.
        found = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, found)
        return found
