"""One run of rkconf as data: its words, its files and its standard input."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

_TEXTS = ("--launch", "--mlopen", "--parallel")
"""The options whose value may be ``--``."""


class Invocation(NamedTuple):
    """The words after ``rkconf``, the files in the working folder by name, and the bytes of standard input."""

    words: tuple[str, ...]
    files: Mapping[str, bytes] = {}
    stdin: bytes = b""

    @property
    def command(self) -> str:
        """The first word."""
        return self.words[0] if self.words else ""

    @property
    def size(self) -> int:
        """The bytes of everything that rkconf may read."""
        words = sum(len(word.encode(errors="surrogateescape")) for word in self.words)
        return words + len(self.stdin) + sum(map(len, self.files.values()))

    def has(self, *options: str) -> bool:
        """Return whether one of these options is given; a word after ``--`` is a path."""
        return not set(options).isdisjoint(self._before_paths)

    @property
    def _before_paths(self) -> tuple[str, ...]:
        """The words up to ``--``, unless that is the text of a command."""
        pairs = enumerate(zip(("", *self.words), self.words, strict=False))
        end = next((at for at, (before, word) in pairs if word == "--" and before not in _TEXTS), len(self.words))
        return self.words[:end]

    def value(self, option: str, default: str = "") -> str:
        """Return the word after an option; ``default`` if the option is not given."""
        following = dict(zip(self.words, self.words[1:], strict=False))
        return following.get(option, default)

    def values(self, *options: str) -> list[str]:
        """Return the words after these options, each as often as it is given."""
        return [after for word, after in zip(self.words, self.words[1:], strict=False) if word in options]

    def without(self, *options: str, values: bool = False) -> "Invocation":
        """Return the invocation without these options, and with ``values`` without the words after them too."""
        dropped = {
            place + step for place, word in enumerate(self.words) if word in options for step in range(1 + values)
        }
        return self._replace(words=tuple(word for place, word in enumerate(self.words) if place not in dropped))

    def adding(self, *words: str) -> "Invocation":
        """Return the invocation with more words."""
        return self._replace(words=(*self.words, *words))

    def written(self, law: str) -> str:
        """Return the invocation as JSON, with the law that it broke; bytes are characters of Latin-1."""
        content = {
            "law": law,
            "words": [_shown(word.encode(errors="surrogateescape")) for word in self.words],
            "files": {name: _shown(data) for name, data in self.files.items()},
            "stdin": _shown(self.stdin),
        }
        return json.dumps(content, indent=1) + "\n"


def read(path: Path) -> Invocation:
    """Return the invocation in a file that `Invocation.written` made."""
    content = json.loads(path.read_text(encoding="utf-8"))
    words = tuple(_bytes(word).decode(errors="surrogateescape") for word in content["words"])
    files = {name: _bytes(text) for name, text in content["files"].items()}
    return Invocation(words, files, _bytes(content["stdin"]))


def _shown(data: bytes) -> str:
    return data.decode("latin-1")


def _bytes(text: str) -> bytes:
    return text.encode("latin-1")
