"""The flags of MathLink and of the kernel (``flags.toml``)."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal

from rkconf import tables
from rkconf.record import record


@record
class FlagTable:
    """All flags, spelt as documented, without the dash."""

    link: tuple[str, ...]
    """The flags of a link; a value follows each."""
    modes: tuple[str, ...]
    """The values of ``-LinkMode``."""
    protocols: tuple[str, ...]
    """The values of ``-LinkProtocol``."""
    options: Mapping[str, int]
    """The values of ``-LinkOptions``, each with its bit in MathLink's options argument; 0 where it has none."""
    alone: Mapping[str, Literal["Launch", "Listen", "Connect"]]
    """The flags without a value that set a mode, each with that mode."""
    programs: tuple[str, ...]
    """The options with which a kernel runs another program, so that it needs no link."""
    kernel: Mapping[str, bool]
    """The options of the kernel program, each with whether a value follows it."""


@cache
def flags() -> FlagTable:
    """Return the table of flags."""
    return tables.read(FlagTable, "link/flags.toml")


@cache
def known_flags() -> Mapping[str, tuple[str, bool]]:
    """Return the documented spelling of each flag, and whether a value follows it, by the name in lowercase."""
    with_value = {name.lower(): (name, True) for name in flags().link}
    alone = {name: (name, False) for name in flags().alone}
    kernel = {name.lower(): (name, takes_value) for name, takes_value in flags().kernel.items()}
    return {**with_value, **alone, **kernel}


def runs_program(words: Iterable[str]) -> bool:
    """Return whether the arguments of a kernel contain a program that it runs, such as ``-script file.m``."""
    return any(word[1:].lower() in flags().programs for word in words if word.startswith("-"))


def is_link_flag(word: str) -> bool:
    """Return whether a word of a kernel's arguments is a flag of the link, such as ``-linkname``."""
    flag, _ = known_flags().get(word.removeprefix("-").lower(), ("", False))
    return word.startswith("-") and flag in flags().link
