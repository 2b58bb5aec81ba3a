"""The keys of ssh: their permissions, and whether a passphrase protects them."""

import os
import stat
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from rkconf import files
from rkconf.doctor.machine.system import System
from rkconf.errors import UnreadableInputError
from rkconf.record import record

_BEGINNING = 200
"""The bytes that are read of a file to find out whether it is a private key."""
_OTHERS = 0o077
"""The permissions with which ssh refuses a private key of the account (sshkey_perm_ok; measured)."""
_PUBLIC = ".pub"


class Passphrase(StrEnum):
    """Whether a private key has a passphrase."""

    NONE = "none"
    SET = "set"
    UNKNOWN = "unknown"


@record
class KeyFile:
    """A private key, or a public key without one."""

    path: str
    is_private: bool = True
    mode: int = 0
    """The permissions, as chmod writes them in octal."""
    is_too_open: bool = False
    """Whether ssh refuses it because others may read it."""
    passphrase: Passphrase = Passphrase.UNKNOWN
    why_unknown: str = ""
    public: str = ""
    """The public key in base64; empty if it is not known without a passphrase."""


def read_keys(system: System, named: Iterable[Path] = ()) -> tuple[KeyFile, ...]:
    """Return the keys in the folder of ssh, and those of these paths that exist."""
    paths = dict.fromkeys((*_listed(system.ssh_folder), *named))
    private = [path for path in paths if _is_private_key(path)]
    alone = [path for path in paths if path.suffix == _PUBLIC and not os.path.lexists(path.with_suffix(""))]
    found = [*(_private(system, path) for path in private), *(KeyFile(str(path), is_private=False) for path in alone)]
    return tuple(sorted(found, key=lambda each: each.path))


def why_unlisted(folder: Path) -> str:
    """Return why the files of a folder cannot be listed; empty if they can, or if there is no folder."""
    try:
        next(folder.iterdir(), None)
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        return files.reason(error)
    return ""


def _listed(folder: Path) -> Iterator[Path]:
    try:
        yield from folder.iterdir()
    except OSError:
        return


def _is_private_key(path: Path) -> bool:
    """Return whether a file begins as a private key does; a pipe is not opened."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return False
        with path.open("rb") as stream:
            first = stream.read(_BEGINNING).lstrip().partition(b"\n")[0]
    except (OSError, ValueError):
        return False
    return first.startswith(b"-----BEGIN ") and b"PRIVATE KEY-----" in first


def _private(system: System, path: Path) -> KeyFile:
    status = path.stat()
    mode = stat.S_IMODE(status.st_mode)
    if status.st_uid == system.user and mode & _OTHERS:
        why = "ssh-keygen refuses to read it"
        return KeyFile(str(path), mode=mode, is_too_open=True, why_unknown=why, public=public_part(path))
    done = system.completed("ssh-keygen", "-y", "-P", "", "-f", str(path))
    if done.succeeded:
        return KeyFile(str(path), mode=mode, passphrase=Passphrase.NONE, public=_base64(done.out))
    if "passphrase" in done.err:
        return KeyFile(str(path), mode=mode, passphrase=Passphrase.SET, public=public_part(path))
    why = (done.err.strip().splitlines() or [f"ssh-keygen ended with status {done.status}"])[-1]
    return KeyFile(str(path), mode=mode, why_unknown=why, public=public_part(path))


def public_part(path: Path) -> str:
    """Return the public key in the file beside a private key, or in a file that is a public key itself."""
    file = path if path.suffix == _PUBLIC else path.with_name(path.name + _PUBLIC)
    try:
        return _base64(files.read_ordinary(file).data.decode(errors="replace"))
    except UnreadableInputError:
        return ""


def _base64(line: str) -> str:
    """Return the second field of a public key: its kind precedes it, and a comment may follow."""
    fields = line.split()
    return fields[1] if len(fields) > 1 else ""
