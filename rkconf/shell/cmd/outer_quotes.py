r"""The quotes that cmd.exe removes first: the first and the last quote of a command that begins with one.

They stay if they are the only two and enclose the name of a program.

Source: ``cmd /?`` of Windows; measured with the cmd.exe of Wine.
"""

import re

from rkconf.programs import is_command

_QUOTED_PROGRAM = re.compile(r'\s*"(?P<name>[^"\s](?:[^"]*[^"\s])?)"(?P<rest>|[\s&|<>()].*)', re.DOTALL)
_PROGRAM = re.compile(r".*\.(?:exe|com|bat|cmd)", re.IGNORECASE)
_SPECIAL = re.compile(r"[&<>()@^|]")


def outer_quotes(text: str) -> tuple[int, ...]:
    """Return the offsets of the removed quotes: none, one that is both the first and the last, or two."""
    first = len(text) - len(text.lstrip())
    program = _quoted_program(text)
    if not text.startswith('"', first) or (program and _keeps_quotes(program)):
        return ()
    return tuple(sorted({first, text.rfind('"')}))


def cut_program(text: str) -> bool:
    """Return whether cmd.exe removes a quote of a quoted program, and so changes its name."""
    program = _quoted_program(text)
    return program is not None and not _keeps_quotes(program)


def has_outer_quotes(text: str) -> bool:
    """Return whether the whole command is between a pair of quotes that cmd.exe removes."""
    return bool(outer_quotes(text)) and text.count('"') % 2 == 0 and not cut_program(text)


def _quoted_program(text: str) -> re.Match[str] | None:
    """Return a quoted program and the rest of the command, if the text begins with one.

    Quotes around a whole command are none: it begins with a known program, and nothing follows the quotes.
    """
    found = _QUOTED_PROGRAM.fullmatch(text)
    if not found or is_command(found["name"]):
        return None
    alone = len(found["name"].split()) == 1 or _PROGRAM.fullmatch(found["name"])
    return found if alone or found["rest"].strip() else None


def _keeps_quotes(program: re.Match[str]) -> bool:
    """Return whether the quotes stay; if the name does not need them, it makes no difference."""
    return '"' not in program["rest"] and not _SPECIAL.search(program["name"])
