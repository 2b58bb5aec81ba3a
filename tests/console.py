"""Console blocks show what a command prints: run the command, and put what it prints now in their place."""

import re
import shlex
from collections.abc import Iterator

from tests.conftest import CHECKOUT, Program

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"^\$ (.*)$", re.MULTILINE)
_OURS = ("rkconf ", "cat ")


def commands(text: str) -> list[str]:
    """Return every command that the console blocks of a page show."""
    return [command for block in _BLOCK.findall(text) for command in _COMMAND.findall(block)]


def executed(text: str, rkconf: Program) -> str:
    """Return a page whose console blocks show what is printed now; run it in the checkout."""
    return _BLOCK.sub(lambda match: f"```console\n{''.join(_written(match[1], rkconf))}```", text)


def _written(block: str, rkconf: Program) -> Iterator[str]:
    for command in _COMMAND.findall(block):
        yield f"$ {command}\n"
        if command.startswith(_OURS):
            yield _ran(command, rkconf)


def _ran(command: str, rkconf: Program) -> str:
    program, *words = shlex.split(command)
    if program == "cat":
        return "".join((CHECKOUT / word).read_text() for word in words)
    outcome = rkconf(*words)
    return outcome.out + outcome.err
