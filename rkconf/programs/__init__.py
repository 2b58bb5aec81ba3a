"""The programs that launch commands consist of."""

from collections.abc import Mapping
from functools import cache
from itertools import takewhile

from rkconf.programs.table import names, table
from rkconf.spelling import closest

_ALIKE = 0.8
"""The similarity from which a name counts as misspelt."""
_SHORT = 3
"""The length up to which other programs may well have a similar name."""
_SEPARATORS = "/\\"
"""The characters between the folders of a path, of any system."""
_CONTAINER = "a container"
"""The surroundings of a command that ``docker`` starts, in the table of programs."""
_SUFFIX = ".exe"
"""The suffix that Windows adds to the name of a program; Unix shells on Windows (Cygwin, WSL) add it too."""


def program_name(path: str, separators: str) -> str:
    """Return the name of a program without its directories and without ``.exe``."""
    name = path
    for separator in separators:
        name = name[name.rfind(separator) + 1 :]
    return name[: -len(_SUFFIX)] if name.lower().endswith(_SUFFIX) else name


@cache
def clients_by_program() -> Mapping[str, str]:
    """Return the client of ssh that each program is, by its name in lowercase."""
    return {program.lower(): client for client, programs in table().clients.items() for program in programs}


@cache
def known_programs() -> frozenset[str]:
    """Return the names of all known programs, in lowercase."""
    return frozenset((*clients_by_program(), *(name.lower() for name in names())))


def meant_program(name: str) -> str | None:
    """Return the known program whose name an unknown one resembles; None if none does."""
    known = known_programs() | {each for each in table().statuses if len(each) > _SHORT}
    if name.lower() in known:
        return None
    # A short name is rather that of another program, unless it resembles a kernel: `mth`.
    near = closest(name.lower(), _long_kernels() if len(name) <= _SHORT else known, similarity=_ALIKE)
    return near and next((kernel for kernel in table().kernels if kernel.lower() == near), near)


def is_plausible_starter(path: str, name: str) -> bool:
    """Return whether an unknown program may well start a kernel: a script, or a name with that of a kernel in it.

    Args:
        path: The program as the command names it; one with folders is the user's own.
        name: The program without its folders.
    """
    letters = "".join(filter(str.isalpha, name.lower()))
    if letters in _kernels() or _is_script(name):
        return True
    is_own = any(mark in path for mark in _SEPARATORS)
    return meant_program(name) is None and (is_own or any(kernel in letters for kernel in _long_kernels()))


def is_taking_arguments(name: str) -> bool:
    """Return whether a program is known, or seems, to do something with the words after it; no kernel is."""
    rows = table()
    known = (
        *rows.handing_on, *rows.shells, *rows.java, *rows.statuses, *rows.asking, *rows.detaching, *rows.queueing,
        *rows.changing_shell, *rows.running_unseen, *rows.taking_no_words, *rows.wanting_terminal, *rows.starts_nothing,
        *rows.launchers, *clients_by_program(),
    )  # fmt: skip
    return _is_script(name) or name.lower() in known or meant_program(name) is not None


def is_container(name: str) -> bool:
    """Return whether a program runs another one in a container."""
    row = table().handing_on.get(name)
    return row is not None and row.separate == _CONTAINER


def _is_script(name: str) -> bool:
    """Return whether a name has an ending of scripts and programs."""
    stem, dot, ending = name.lower().rpartition(".")
    rows = table()
    return bool(stem) and ending in rows.program_endings and f"{dot}{ending}" not in rows.folder_endings


def is_command(text: str) -> bool:
    """Return whether a text is a command and not one program name: it begins with a known program and continues."""
    first, *rest = text.split() or ("",)
    name = program_name(first, _SEPARATORS).lower()
    # Flags follow a kernel; a path does where a folder begins with its name: `/opt/Wolfram 7/math`.
    words = takewhile(lambda word: word[0] not in "-<>|&;", rest)
    is_folder = name in _kernels() and any(mark in word for word in words for mark in _SEPARATORS)
    return bool(rest) and name in known_programs() and not is_folder


@cache
def _kernels() -> frozenset[str]:
    return frozenset(name.lower() for name in table().kernels)


@cache
def _long_kernels() -> frozenset[str]:
    return frozenset(name for name in _kernels() if len(name) > _SHORT)
