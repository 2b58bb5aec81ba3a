"""What programs do with their words: facts, one table (``programs.toml``)."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from rkconf.programs.table import names
from rkconf.resources import read_facts

_SUFFIX = ".exe"
"""What Windows finds a program by without being told; shells of Unix that run on it (Cygwin, WSL) start it too."""


@cache
def facts() -> Mapping[str, Any]:
    """Return the table of launchers (``programs.toml``)."""
    return read_facts("programs/programs.toml")


@cache
def client_programs() -> Mapping[str, tuple[str, ...]]:
    """Return the programs of each client that carries a command to another machine."""
    return {name: tuple(programs) for name, programs in facts()["clients"].items()}


def program_name(path: str, separators: str) -> str:
    """Return the name of a program without its folders, and as it may be called for short."""
    name = path
    for separator in separators:
        name = name[name.rfind(separator) + 1 :]
    return name[: -len(_SUFFIX)] if name.lower().endswith(_SUFFIX) else name


@cache
def clients_by_program() -> Mapping[str, str]:
    """Return the client of ssh that each program is, by its name in small letters."""
    return {program.lower(): client for client, programs in client_programs().items() for program in programs}


@cache
def known_programs() -> frozenset[str]:
    """Return the names, in small letters, of all launchers and of the kernel."""
    remote = (program for programs in client_programs().values() for program in programs)
    return frozenset(program.lower() for program in (*remote, *names()))


def is_command(text: str) -> bool:
    """Say whether a text is a command and not the name of one program: a known one begins it, and it goes on."""
    words = text.split()
    return len(words) > 1 and program_name(words[0], "/\\").lower() in known_programs()
