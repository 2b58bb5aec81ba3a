r"""Quote a text so that shells read it as one word, unchanged.

Two shells read a launch command: the local one, and any login shell on the kernel's machine. A `Quoting` quotes for the
local shell; the quoting for the login shell is the same for all. Of 22 ways to quote a path for both, measured in
twelve pairs of shells, those used here preserved every path.
"""

import re
import shlex
from abc import ABC, abstractmethod
from collections.abc import Iterable

from rkconf.deferred import pattern
from rkconf.shell.choices import local_shells
from rkconf.shell.facts import Shell, WindowsShell, load

_PLAIN = pattern(r"[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+=:,./-]*")
_NOT_PLAIN = pattern(r"(?![A-Za-z0-9_@%+:,./-])[\x00-\x7f]")
# Login shells disagree about these inside single quotes: fish about the first two, csh about `!`.
_NOT_IN_INNER_QUOTES = pattern(r"""['\\"$!]""")
# The characters that begin a placeholder or end a command.
_UNWRITABLE = pattern(r"[`\0\r\n]")
_BEFORE_A_QUOTE = pattern(r'(\\*)("|\Z)')
_OPERATORS_OF_CMD = pattern(r'[\^"&|<>()]')


class UnquotableError(ValueError):
    """No quoting preserves this text in a launch command."""


class Quoting(ABC):
    """The quoting for one kind of local shell."""

    def word(self, text: str) -> str:
        """Return ``text`` as one word for the local shell only, such as an option of ssh.

        Raises:
            UnquotableError: It holds a backtick, a line break or a null character.
        """
        _require_writable(text)
        return self._quoted(text)

    def word_for_both_shells(self, text: str) -> str:
        r"""Return ``text`` as one word that both shells read, such as a path on the kernel's machine.

        The word is bare if no character is special, ``"'text'"`` if single quotes suffice for the remote shell, and
        otherwise has a backslash in front of every special character, quoted for the local shell.

        Raises:
            UnquotableError: It holds a backtick, a line break or a null character.
        """
        return self._quoted(word_for_remote_shell(text))

    def quoted_word_for_both_shells(self, text: str) -> str:
        """Return the same word, with double quotes even if none are needed, as is usual for the path of a kernel.

        Raises:
            UnquotableError: It holds a backtick, a line break or a null character.
        """
        word = self.word_for_both_shells(text)
        return f'"{text}"' if word == text else word

    @abstractmethod
    def _quoted(self, text: str) -> str:
        """Return a text as one word."""

    def program(self, placeholder: str) -> str:
        """Return the placeholder of a program of the Front End, as the first word: its path may contain spaces."""
        return f'"{placeholder}"'

    @abstractmethod
    def around(self, command: str) -> str:
        """Return the quote that must enclose a command so that the shell keeps the quotes inside."""

    @abstractmethod
    def command(self, words: Iterable[str]) -> str:
        """Return the whole command."""


class _UnixQuoting(Quoting):
    """The quoting for shells of Unix."""

    def _quoted(self, text: str) -> str:
        if _PLAIN.fullmatch(text):
            return text
        # The single-quoted words of `word_for_remote_shell` contain nothing special to double quotes.
        plain = text.startswith("'") and text.endswith("'") and not _NOT_IN_INNER_QUOTES.search(text[1:-1])
        # `shlex.quote` would leave `=ls` bare, which zsh expands.
        return f'"{text}"' if plain else "'" + text.replace("'", "'\"'\"'") + "'"

    def around(self, command: str) -> str:  # noqa: ARG002 - the same for every command
        """Return nothing."""
        return ""

    def command(self, words: Iterable[str]) -> str:
        """Return the words with spaces between them."""
        return " ".join(words)


class _WindowsQuoting(Quoting):
    """The quoting for cmd.exe, and for a program that splits its command line with Microsoft's C runtime."""

    def _quoted(self, text: str) -> str:
        if _PLAIN.fullmatch(text) and "%" not in text:
            return text
        # A quote next to each `%` keeps the text between two of them from being the name of a variable.
        quoted = "%".join(f'"{_BEFORE_A_QUOTE.sub(_escaped, piece)}"' for piece in text.split("%"))
        # cmd.exe would pair a quote of the text with the others, so every special character is escaped with a caret.
        return _OPERATORS_OF_CMD.sub(r"^\g<0>", quoted) if '"' in text else quoted

    def around(self, command: str) -> str:
        """Return a quote if the command begins with one and has no pair around it yet."""
        from rkconf.shell.cmd.outer_quotes import has_outer_quotes  # seldom needed

        return '"' if command.lstrip().startswith('"') and not has_outer_quotes(command) else ""

    def command(self, words: Iterable[str]) -> str:
        """Return the words between another pair of quotes, which cmd.exe removes."""
        return f'"{" ".join(words)}"'


def _escaped(found: re.Match[str]) -> str:
    quote = '\\"' if found[2] else ""
    return found[1] * 2 + quote


UNIX = _UnixQuoting()
"""The quoting for a terminal, and for the Front End on Unix."""
_WINDOWS = _WindowsQuoting()


def for_shell(shell: Shell | None) -> Quoting:
    """Return the quoting for ``shell``."""
    return _WINDOWS if isinstance(shell, WindowsShell) else UNIX


def for_system(os: str | None) -> Quoting:
    """Return the quoting for the shell that the Front End uses on ``os``."""
    return for_shell(load()[local_shells(None, os)[0]])


def word_for_remote_shell(text: str) -> str:
    """Return ``text`` as one word for any login shell on the kernel's machine.

    Raises:
        UnquotableError: It holds a backtick, a line break or a null character.
    """
    _require_writable(text)
    if _PLAIN.fullmatch(text):
        return text
    return _NOT_PLAIN.sub(r"\\\g<0>", text) if _NOT_IN_INNER_QUOTES.search(text) else f"'{text}'"


def word_for_login_shell(text: str) -> str:
    """Return ``text`` as one word of a command that no Front End reads, which may hold a backtick or a line break.

    Single quotes keep both in every shell but csh, which knows no quotes for a line break.
    """
    try:
        return word_for_remote_shell(text)
    except UnquotableError:
        return shlex.quote(text)


def _require_writable(text: str) -> None:
    if _UNWRITABLE.search(text):
        message = "a backtick, a line break or a null character cannot be quoted"
        raise UnquotableError(message)
