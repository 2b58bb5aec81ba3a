"""Names for texts, numbered where another text has the name already."""

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import PurePosixPath


def numbered(path: str) -> Iterator[str]:
    """Yield the path, then numbered ones: math-2.sh for math.sh, and so on."""
    stem, suffix = PurePosixPath(path).stem, PurePosixPath(path).suffix
    yield path
    yield from (str(PurePosixPath(path).with_name(f"{stem}-{number}{suffix}")) for number in count(2))


class NumberedNames:
    """The names that begin as ``path`` does, one for each text: the first one that no other text has.

    ``texts`` returns the texts that have a name. A name must keep the texts that it has, and get the text for which it
    was returned: then each name is looked at only once, however many texts there are.
    """

    def __init__(self, path: str, texts: Callable[[str], Sequence[str]]) -> None:
        self._names = numbered(path)
        self._texts = texts
        self._by_text: dict[str, str] = {}

    def of(self, text: str) -> str:
        """Return the name of a text."""
        while text not in self._by_text:
            name = next(self._names)
            present = self._texts(name) or (text,)
            if len(present) == 1:
                self._by_text.setdefault(present[0], name)
        return self._by_text[text]
