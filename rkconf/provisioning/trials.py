"""The trial at the end of a setup: the commands of ``rkconf doctor``."""

import shlex
from collections.abc import Iterator

from rkconf.provisioning.blocks import Block, on_each
from rkconf.provisioning.remote import Remote
from rkconf.versions import Version

_TRIED = (
    "This starts the kernel as the Front End does, tries every connection, and names the cause if one fails. Add "
    "--kernel-stand-in to try the connections before Mathematica is installed there."
)
_SAME_OPTIONS = "Type `rkconf doctor` with the options of `rkconf setup`."


def trials(remotes: tuple[Remote, ...], version: Version, file: str) -> Iterator[Block]:
    """Yield the commands that try each kernel; rkconf tries no command for Windows.

    ``file`` is the path of the file from which the kernels were read, or empty.
    """
    tried = [remote for remote in remotes if remote.front_end_os != "windows"]
    if not tried:
        return
    yield _TRIED
    if not file:
        yield _SAME_OPTIONS
        return
    words = [("rkconf", "doctor", file, _name(remote), "--version", str(version)) for remote in tried]
    yield from on_each(((remote, shlex.join(each)) for remote, each in zip(tried, words, strict=True)), remotes)


def _name(remote: Remote) -> str:
    """Return the name by which commands of rkconf choose a kernel; a group without one has that of its host."""
    return remote.table.name or remote.login.host
