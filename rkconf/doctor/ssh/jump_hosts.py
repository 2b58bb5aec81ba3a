"""The jump hosts of a probe: ssh logs in to them with the user's configuration alone, which may store new host keys.

A private configuration comes first then: for these hosts, it names a file that keeps nothing, and it includes the
configuration of the user. ssh passes it on to the logins at the jump hosts (``-F`` of ssh(1)).
"""

from pathlib import Path

from rkconf.doctor.model import Words
from rkconf.doctor.plan import native
from rkconf.doctor.session import Session
from rkconf.doctor.ssh.commands import UNSTORED_KEYS, client
from rkconf.doctor.ssh.configuration import ask
from rkconf.doctor.ssh.names import jump_names
from rkconf.ssh.connection import Connection

_OF_USERS = ("~/.ssh/config", "/etc/ssh/ssh_config")
"""The files that ssh reads without ``-F`` (ssh(1))."""


async def storing_nothing(session: Session, first: Connection, jumps: Words) -> Words:
    """Return the option under which no jump host's key is stored; empty if ssh stores none anyway."""
    lines = [line for jump in jumps for line in await _lines(session, first, jump)]
    if not lines:
        return ()
    files = (_absolute(session, each) for each in _files(first))
    path = session.folder / "config"
    path.write_text("\n".join((*lines, *(f'Match all\nInclude "{each}"' for each in files), "")), encoding="utf-8")
    return ("-F", str(path))


def asking(first: Connection, jump: str) -> Words:
    """Return the command that reports the settings of the login at a jump host."""
    given = tuple(word for each in first.given("F") for word in ("-F", native(each.text)))
    return (*client(first), "-G", *given, jump_names(jump)["destination"])


async def _lines(session: Session, first: Connection, jump: str) -> tuple[str, ...]:
    files = await unstored_keys(session, asking(first, jump))
    return (f"Host {jump_names(jump)['host']}", f"UserKnownHostsFile {files}") if files else ()


async def unstored_keys(session: Session, words: Words) -> str:
    """Return the files of host keys under which a login stores no new key; empty if it stores none anyway.

    ``words`` report the settings of that login. Without a report, as of a configuration that waits, it may store keys.
    """
    _, found = await ask(session.programs, words, session.options.timeout)
    if found is None:
        return UNSTORED_KEYS
    return found.unstored_keys if found.accepts_unknown_keys else ""


def _files(first: Connection) -> Words:
    return tuple(native(each.text) for each in first.given("F")[-1:]) or _OF_USERS


def _absolute(session: Session, path: str) -> str:
    """Return a path that does not depend on the folder: ssh includes relative ones from another folder."""
    return path if path.startswith("~") else str(Path(session.programs.surroundings.folder or "", path))
