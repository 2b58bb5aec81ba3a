r"""Write a text so that shells give it back as one word, unchanged: quoting by construction.

A launch command is read by two shells: the local one, and any login shell on the kernel's machine. How the local one is
told a word is a `Quoting`; what the other one reads is the same for all. Of 22 ways to quote a path for both, measured
in twelve pairs of shells, those that are used here carried every path.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable

from rkconf.shell.facts import Shell, WindowsShell, load, local_shells

_PLAIN = re.compile(r"[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+=:,./-]*")
_NOT_PLAIN = re.compile(r"(?![A-Za-z0-9_@%+:,./-])[\x00-\x7f]")
# Login shells disagree about these between single quotes: fish about the first two, csh about `!`.
_NOT_IN_INNER_QUOTES = re.compile(r"""['\\"$!]""")
# The mark of a placeholder, and what ends a command.
_UNWRITABLE = re.compile(r"[`\0\r\n]")
_BEFORE_A_QUOTE = re.compile(r'(\\*)("|\Z)')
_OPERATORS_OF_CMD = re.compile(r'[\^"&|<>()]')


class UnquotableError(ValueError):
    """No quoting carries this text through a launch command."""


class Quoting(ABC):
    """How words are written for one kind of local shell."""

    def word(self, text: str) -> str:
        """Return ``text`` as one word for the local shell alone, such as an option of ssh.

        Raises:
            UnquotableError: It holds a backtick, a line break or a null character.
        """
        _require_writable(text)
        return self._written(text)

    def word_for_both_shells(self, text: str) -> str:
        r"""Return ``text`` as one word that both shells read, such as a path on the kernel's machine.

        Bare where nothing is special; ``"'text'"`` where the remote shell can take it between single quotes;
        otherwise with a backslash before every special character, quoted for the local shell.

        Raises:
            UnquotableError: It holds a backtick, a line break or a null character.
        """
        return self._written(word_for_remote_shell(text))

    def quoted_word_for_both_shells(self, text: str) -> str:
        """Return the same word, with double quotes where none are needed: as people write the path of a kernel.

        Raises:
            UnquotableError: It holds a backtick, a line break or a null character.
        """
        written = self.word_for_both_shells(text)
        return f'"{text}"' if written == text else written

    @abstractmethod
    def _written(self, text: str) -> str:
        """Return a text that can be written as one word."""

    @abstractmethod
    def program(self, placeholder: str) -> str:
        """Return the placeholder of a program of the Front End, as the first word."""

    @abstractmethod
    def around(self, command: str) -> str:
        """Return what must stand before and behind a command, so that the quotes inside it stay."""

    @abstractmethod
    def command(self, words: Iterable[str]) -> str:
        """Return the whole command."""


class _UnixQuoting(Quoting):
    """For the shells of Unix."""

    def _written(self, text: str) -> str:
        if _PLAIN.fullmatch(text):
            return text
        # What `word_for_remote_shell` puts between single quotes holds nothing that counts between double ones.
        plain = text.startswith("'") and text.endswith("'") and not _NOT_IN_INNER_QUOTES.search(text[1:-1])
        # `shlex.quote` would leave `=ls` bare, which zsh expands.
        return f'"{text}"' if plain else "'" + text.replace("'", "'\"'\"'") + "'"

    def program(self, placeholder: str) -> str:
        """Return it bare, as the recipes have it: no path of Unix is known that would fall apart."""
        return placeholder

    def around(self, command: str) -> str:  # noqa: ARG002 - it is so for every command
        """Return nothing."""
        return ""

    def command(self, words: Iterable[str]) -> str:
        """Return the words with blanks between them."""
        return " ".join(words)


class _WindowsQuoting(Quoting):
    """For cmd.exe, and the program that splits its line as Microsoft's C runtime does."""

    def _written(self, text: str) -> str:
        if _PLAIN.fullmatch(text) and "%" not in text:
            return text
        # A quote beside each `%`: between two of them then stands the name of no variable.
        quoted = "%".join(f'"{_BEFORE_A_QUOTE.sub(_escaped, piece)}"' for piece in text.split("%"))
        # A quote in the text is not one to cmd.exe that pairs with the others: then each gets a caret.
        return _OPERATORS_OF_CMD.sub(r"^\g<0>", quoted) if '"' in text else quoted

    def program(self, placeholder: str) -> str:
        """Return it between quotes: programs stand in a folder called Program Files."""
        return f'"{placeholder}"'

    def around(self, command: str) -> str:
        """Return a quote where the command begins with one and no pair stands around everything yet."""
        from rkconf.shell.cmd.outer_quotes import has_outer_quotes  # few ask for it

        return '"' if command.lstrip().startswith('"') and not has_outer_quotes(command) else ""

    def command(self, words: Iterable[str]) -> str:
        """Return the words with one more pair of quotes around them: cmd.exe takes the outermost away."""
        return f'"{" ".join(words)}"'


def _escaped(found: re.Match[str]) -> str:
    quote = '\\"' if found[2] else ""
    return found[1] * 2 + quote


UNIX = _UnixQuoting()
"""For a terminal, and for the Front End of every system but Windows."""
_WINDOWS = _WindowsQuoting()


def for_shell(shell: Shell | None) -> Quoting:
    """Return how ``shell`` is told words."""
    return _WINDOWS if isinstance(shell, WindowsShell) else UNIX


def for_system(os: str | None) -> Quoting:
    """Return how the shell is told words that the Front End uses on ``os``."""
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


def _require_writable(text: str) -> None:
    if _UNWRITABLE.search(text):
        message = "a backtick, a line break or a null character cannot be quoted"
        raise UnquotableError(message)
