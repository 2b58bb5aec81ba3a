"""The options with which a program gets a password, as its documentation describes them."""

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from rkconf.record import record

Content: TypeAlias = Literal["password", "login", "other"]
"""The content of the value of an option; a login is a user, a separator and a password."""

_MOST_WORDS_BEFORE = 4
"""The number of words of a program among which its command is: options and their values may precede it."""


@record
class PasswordProgram:
    """A program with passwords in its own options."""

    name: str
    """The name of the program."""
    also: tuple[str, ...] = ()
    """The programs with the same options."""
    flags: str = ""
    """The letters of options without a value."""
    values: str = ""
    """The letters of options with a value that contains no password."""
    password: str = ""
    """The letters of options whose value is a password."""
    login: str = ""
    """The letters of options whose value is a user and a password."""
    joined: str = ""
    """The letters among them whose value is never the next word."""
    long_password: tuple[str, ...] = ()
    """The long options whose value is a password."""
    long_login: tuple[str, ...] = ()
    """The long options whose value is a user and a password."""
    separator: str = ":"
    """The text between a user and a password."""
    marker: str = ""
    """The text in front of each password, where values of other kinds are none."""
    command: str = ""
    """The word of the program whose options these are; empty if it has them without one."""

    def passwords(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield the index of each word with a password, and where the password starts in it."""
        if self.command and self.command not in words[:_MOST_WORDS_BEFORE]:
            return
        at = 0
        while at < len(words):
            if option := self._option(words[at]):
                content, start = option
                at += not start
                if at < len(words) and (found := self._start(content, words[at], start)) is not None:
                    yield at, found
            at += 1

    def _start(self, content: Content, word: str, start: int) -> int | None:
        """Return where the password starts in the value of an option; None without one."""
        if content == "login":
            mark = word.find(self.separator, start)
            return mark + len(self.separator) if mark >= 0 else None
        if content != "password" or not word.startswith(self.marker, start):
            return None
        return start + len(self.marker)

    def _option(self, word: str) -> tuple[Content, int] | None:
        """Return the content of the value of an option, and where it starts: 0 for the next word; None without one."""
        is_long = word.startswith("--") or word in (*self.long_password, *self.long_login)
        return self._long(word) if is_long else self._cluster(word)

    def _long(self, word: str) -> tuple[Content, int] | None:
        name, equals, _ = word.partition("=")
        start = len(name) + 1 if equals else 0
        if name in self.long_login:
            return "login", start
        return ("password", start) if name in self.long_password else None

    def _cluster(self, word: str) -> tuple[Content, int] | None:
        for end, letter in enumerate(word[1:] if word.startswith("-") else "", start=2):
            start = end if end < len(word) else 0
            if letter not in self.flags:
                content = self._content(letter)
                return (content, start) if content and (start or letter not in self.joined) else None
        return None

    def _content(self, letter: str) -> Content | None:
        contents: dict[Content, str] = {"password": self.password, "login": self.login, "other": self.values}
        return next((content for content, letters in contents.items() if letter in letters), None)
