"""The trial at the end of a setup: the commands of ``rkconf doctor``."""

import shlex
from collections.abc import Iterator

from rkconf.diagnostics import enumeration
from rkconf.provisioning.blocks import Block, on_each, starters
from rkconf.provisioning.remote import Remote
from rkconf.versions import Version

_TRIED = (
    "This starts the kernel as the Front End does, tries every connection, and names the cause if one fails. Add "
    "--kernel-stand-in to try the connections before Mathematica is installed there."
)
_SAME_OPTIONS = "Type `rkconf doctor` with the options of `rkconf setup`."

_ON_WINDOWS = (
    "No command tries {names}: cmd.exe reads the launch command of a Front End on Windows, and rkconf doctor tries "
    "commands for Unix only. Start the kernel in the Front End."
)
_FROM_FRONT_END = (
    "The Front End fills in the paths of two files: replace JAVA with the path of its Java program, and "
    "MATHSSH with that of its mathssh.jar."
)
_OF_MATHSSH = ("--set", "java=JAVA", "--set", "mathssh=MATHSSH")


def trials(remotes: tuple[Remote, ...], version: Version, file: str) -> Iterator[Block]:
    """Yield the commands that try each kernel; rkconf tries no command for Windows.

    ``file`` is the path of the file from which the kernels were read, or empty.
    """
    tried = [remote for remote in remotes if remote.front_end_os != "windows"]
    if not tried:
        names = enumeration(dict.fromkeys(remote.name for remote in remotes))
        yield _ON_WINDOWS.format(names=names)
        return
    yield _TRIED
    if not file:
        yield _SAME_OPTIONS
        return
    if any(map(_runs_mathssh, tried)):
        yield _FROM_FRONT_END
    words = [("rkconf", "doctor", file, _name(remote), "--version", str(version), *_values(remote)) for remote in tried]
    yield from on_each(
        ((remote, shlex.join(each)) for remote, each in zip(tried, words, strict=True)), starters(remotes)
    )


def _values(remote: Remote) -> tuple[str, ...]:
    """Return the options for the placeholders that only the Front End knows."""
    return _OF_MATHSSH if _runs_mathssh(remote) else ()


def _runs_mathssh(remote: Remote) -> bool:
    """Return whether the launch command starts the Front End's own client of ssh."""
    return remote.is_basic or remote.uses_mathssh


def _name(remote: Remote) -> str:
    """Return the name by which commands of rkconf choose a kernel; a group without one has that of its host."""
    return remote.table.name or remote.login.host
