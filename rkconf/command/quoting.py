r"""Write a text so that shells give it back as one word, unchanged: quoting by construction.

A launch command is read by two shells: the local one, which is like ``sh``, and any login shell on the
kernel's machine. Of 22 ways to quote a path for both, measured in twelve pairs of shells, those that are
used here carried every path.
"""

import re

_PLAIN = re.compile(r"[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+=:,./-]*")
_NOT_PLAIN = re.compile(r"(?![A-Za-z0-9_@%+:,./-])[\x00-\x7f]")
# Login shells disagree about these between single quotes: fish about the first two, csh about `!`.
_NOT_IN_INNER_QUOTES = re.compile(r"""['\\"$!]""")
# The mark of a placeholder, and what ends a command.
_UNWRITABLE = re.compile(r"[`\0\r\n]")


class UnquotableError(ValueError):
    """No quoting carries this text through a launch command."""


def word(text: str) -> str:
    """Return ``text`` as one word for the local shell alone, such as an option of ssh.

    Raises:
        UnquotableError: It holds a backtick, a line break or a null character.
    """
    _require_writable(text)
    return text if _PLAIN.fullmatch(text) else _in_single_quotes(text)


def word_for_both_shells(text: str) -> str:
    r"""Return ``text`` as one word that the local and the remote shell read, such as a path on the kernel's machine.

    Bare where nothing is special; ``"'text'"`` where the remote shell can take it between single quotes;
    otherwise with a backslash before every special character, quoted for the local shell.

    Raises:
        UnquotableError: It holds a backtick, a line break or a null character.
    """
    remote = word_for_remote_shell(text)
    if remote == text:
        return text
    return f'"{remote}"' if remote.startswith("'") else _in_single_quotes(remote)


def word_for_remote_shell(text: str) -> str:
    """Return ``text`` as one word for any login shell on the kernel's machine.

    Raises:
        UnquotableError: It holds a backtick, a line break or a null character.
    """
    _require_writable(text)
    if _PLAIN.fullmatch(text):
        return text
    return _NOT_PLAIN.sub(r"\\\g<0>", text) if _NOT_IN_INNER_QUOTES.search(text) else f"'{text}'"


def quoted_word_for_both_shells(text: str) -> str:
    """Return the same word, with double quotes where none are needed: as people write the path of a kernel.

    Raises:
        UnquotableError: It holds a backtick, a line break or a null character.
    """
    written = word_for_both_shells(text)
    return f'"{text}"' if written == text else written


def _in_single_quotes(text: str) -> str:
    # `shlex.quote` would leave `=ls` bare, which zsh expands.
    return "'" + text.replace("'", "'\"'\"'") + "'"


def _require_writable(text: str) -> None:
    if _UNWRITABLE.search(text):
        message = "a backtick, a line break or a null character cannot be quoted"
        raise UnquotableError(message)
