r"""Which quotes cmd.exe takes away before it reads anything: the first and the last one of what begins with a quote.

They stay where there are just two, which close the name of a program.

Source: ``cmd /?`` of Windows; measured with the cmd.exe of Wine.
"""

import re

from rkconf.programs import is_command

_QUOTED_PROGRAM = re.compile(r'\s*"(?P<name>[^"\s](?:[^"]*[^"\s])?)"(?P<behind>|[\s&|<>()].*)', re.DOTALL)
_PROGRAM = re.compile(r".*\.(?:exe|com|bat|cmd)", re.IGNORECASE)
_SPECIAL = re.compile(r"[&<>()@^|]")


def outer_quotes(text: str) -> tuple[int, ...]:
    """Return the places of the quotes that go: none, one that is the first and the last, or two."""
    first = len(text) - len(text.lstrip())
    program = _quoted_program(text)
    if not text.startswith('"', first) or (program and _stays(program)):
        return ()
    return tuple(sorted({first, text.rfind('"')}))


def cut_program(text: str) -> bool:
    """Say whether one of the two quotes that close the name of a program goes, so that the name is another."""
    program = _quoted_program(text)
    return program is not None and not _stays(program)


def has_outer_quotes(text: str) -> bool:
    """Say whether a pair of quotes is there to be taken away."""
    return bool(outer_quotes(text)) and text.count('"') % 2 == 0 and not cut_program(text)


def _quoted_program(text: str) -> re.Match[str] | None:
    """Return the name of a program between quotes and what stands behind it, as far as can be told without its machine.

    A whole command between quotes begins with a program that is known, and nothing stands behind it.
    """
    found = _QUOTED_PROGRAM.fullmatch(text)
    if not found or is_command(found["name"]):
        return None
    alone = len(found["name"].split()) == 1 or _PROGRAM.fullmatch(found["name"])
    return found if alone or found["behind"].strip() else None


def _stays(program: re.Match[str]) -> bool:
    """Say whether the quotes stay; where nothing in the name needs them that is as if they went."""
    return '"' not in program["behind"] and not _SPECIAL.search(program["name"])
