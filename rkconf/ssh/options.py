"""The options of a launcher, among the words behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from re import compile as regex
from typing import Any

from rkconf.shell.words import Field
from rkconf.source import Excerpt, Span

_SETTING = regex(r"\s*([^\s=]+)(?:\s*=\s*|\s+)(.*)")


@dataclass(frozen=True, slots=True)
class Option:
    """One option; ``value`` is None for one that stands alone."""

    letter: str
    word: Field
    span: Span
    value: Excerpt | None = None
    is_known: bool = True
    """Whether nothing in its value depends on the machine."""

    @property
    def text(self) -> str:
        """The value as text."""
        return self.value.text if self.value else ""

    @property
    def setting(self) -> tuple[str, str]:
        """The lower-case name and the value of an option ``-o name=value``; empty for any other."""
        match = _SETTING.fullmatch(self.text) if self.letter == "o" else None
        return (match.group(1).lower(), match.group(2)) if match else ("", "")


class OptionReader:
    """Walk over the words: options, the host, more options, and the first word of the remote command.

    ``known`` is the launcher's table in ``launchers.toml``.
    """

    def __init__(self, known: Mapping[str, Any], words: tuple[Field, ...]) -> None:
        self.known = known
        self.words = words
        self.at = 0
        self.options: list[Option] = []
        self.unknown: list[Field] = []
        self.incomplete: list[Option] = []
        self.destination: Field | None = None
        self.unattested: Field | None = None
        self._ended = False

    def run(self) -> None:
        """Go as far as the remote command, or to an option that nothing attests: nobody knows which words are its."""
        while self.at < len(self.words) and not self.unattested and self._takes(self.words[self.at]):
            self.at += 1
        if self.unattested:
            self.at = len(self.words)

    def _takes(self, word: Field) -> bool:
        """Sort a word in; the first one of the remote command is not taken."""
        if word.text.startswith("-") and not self.known["options_attested"]:
            self.unattested = word
        elif not self._ended and word.text == "--":
            self._ended = True
        elif not self._ended and word.text.startswith("-") and len(word.text) > 1:
            self._cluster(word)
        elif self.destination is None:
            self.destination = word
            self._ended = self._ended or not self.known["options_after_host"]
        else:
            return False
        return True

    def _cluster(self, word: Field) -> None:
        for index, letter in enumerate(word.text[1:], start=1):
            if letter in self.known["values"]:
                self._valued(word, letter, word.value[index + 1 :])
                return
            if letter in self.known.get("unclear", ""):
                self.unattested = word
                return
            if letter not in self.known["flags"]:
                self.unknown.append(word)
                return
            self.options.append(Option(letter, word, word.raw.span))

    def _valued(self, word: Field, letter: str, rest: Excerpt) -> None:
        if rest:
            self.options.append(Option(letter, word, word.raw.span, rest, word.known))
        elif self.at + 1 < len(self.words):
            self.at += 1
            value = self.words[self.at]
            self.options.append(Option(letter, word, word.raw.span.to(value.raw.span), value.value, value.known))
        else:
            self.incomplete.append(Option(letter, word, word.raw.span))
