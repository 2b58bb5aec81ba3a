"""Read the options of a client among its words."""

import re

from rkconf.programs.table import table
from rkconf.record import record
from rkconf.shell.words import Field, PartKind
from rkconf.source import Excerpt, Span
from rkconf.ssh.clients import Client, OptionFact

SETTING = re.compile(r"\s*([^\s=]+)(?:\s*=\s*|\s+)(.*)")
"""``name=value``, also with a space instead of the sign."""
_PATHS = ("/", "./", "../", "~/")
_NO_OPTION = OptionFact("")


@record
class Option:
    """One option; ``value`` is None for a flag."""

    letter: str
    """Its name without the dash: a letter, or a word of plink."""
    word: Field
    span: Span
    value: Excerpt | None = None
    is_known: bool = True
    """Whether the whole value is known, and no part of it depends on the machine."""
    fact: OptionFact = _NO_OPTION
    """The facts of the client about it."""
    value_word: Field | None = None
    """The word that contains the value."""

    @property
    def text(self) -> str:
        """The value as text."""
        return self.value.text if self.value else ""

    @property
    def setting(self) -> tuple[str, str]:
        """The name in lowercase and the value of ``-o name=value``; empty for any other option."""
        match = SETTING.fullmatch(self.text) if self.letter == "o" else None
        return (match.group(1).lower(), match.group(2)) if match else ("", "")

    @property
    def setting_value(self) -> Excerpt | None:
        """The value of ``-o name=value`` with its places; None for any other option."""
        match = SETTING.fullmatch(self.text) if self.letter == "o" else None
        return self.value[match.start(2) : match.end(2)] if match and self.value else None


def _is_known(word: Field) -> bool:
    """Return whether ssh gets the text of a word; a pattern that matches no file is passed unchanged."""
    return all(expansion.kind is PartKind.GLOB for expansion in word.unknown)


class OptionReader:
    """Read the words of a client: options, the host, more options, up to the first word of the remote command."""

    def __init__(self, client: Client, words: tuple[Field, ...]) -> None:
        self.client = client
        self.words = words
        self.at = 0
        self.options: list[Option] = []
        self.unknown: list[Field] = []
        self.incomplete: list[Option] = []
        self.destination: Field | None = None
        self.undocumented: Field | None = None
        self._ended = False

    def run(self) -> None:
        """Read up to the remote command, or to an undocumented option, since it is unknown which words belong to it."""
        while self.at < len(self.words) and not self.undocumented and self._takes(self.words[self.at]):
            self.at += 1
        if self.undocumented:
            self.at = len(self.words)

    def _takes(self, word: Field) -> bool:
        """Add a word, and return whether it was added; the first word of the remote command is not."""
        if word.text.startswith("-") and not self.client.options_documented:
            self.undocumented = word
        elif not self._ended and word.text == "--":
            self._ended = True
        elif not self._ended and word.text.startswith("-") and len(word.text) > 1:
            (self._cluster if self.client.spelling == "letters" else self._whole_word)(word)
        elif self.destination is None and (session := self._saved_session(word)):
            self.destination = session
            return False
        elif self.destination is None:
            self.destination = word
            self._ended = self._ended or not self.client.options_after_host
        else:
            return False
        return True

    def _saved_session(self, word: Field) -> Field | None:
        """Return the saved session that gives the host, if a program follows where the host may be."""
        is_program = word.text.startswith(_PATHS) or word.is_named(table().kernels)
        loaded = (option.value_word for option in self.options if option.fact.gives_host) if is_program else ()
        return next(iter(loaded), None)

    def _whole_word(self, word: Field) -> None:
        fact = self.client.options.get(word.text[1:])
        if fact is None:
            self.unknown.append(word)
        elif fact.value:
            self._valued(word, fact, word.value[len(word.text) :])
        else:
            self.options.append(Option(fact.name, word, word.raw.span, fact=fact))

    def _cluster(self, word: Field) -> None:
        for index, letter in enumerate(word.text[1:], start=1):
            fact = self.client.options.get(letter)
            if fact and fact.value:
                self._valued(word, fact, word.value[index + 1 :])
                return
            if fact and fact.ambiguous:
                self.undocumented = word
                return
            if not fact or fact.retired:
                self.unknown.append(word)
                return
            self.options.append(Option(letter, word, word.raw.span, fact=fact))

    def _valued(self, word: Field, fact: OptionFact, rest: Excerpt) -> None:
        if rest:
            self.options.append(Option(fact.name, word, word.raw.span, rest, _is_known(word), fact, word))
        elif self.at + 1 < len(self.words):
            self.at += 1
            value = self.words[self.at]
            span = word.raw.span.to(value.raw.span)
            self.options.append(Option(fact.name, word, span, value.value, _is_known(value), fact, value))
        else:
            self.incomplete.append(Option(fact.name, word, word.raw.span, fact=fact))
