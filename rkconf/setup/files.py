"""The files that must exist on the kernels' machines: scripts that start a kernel, and init files for tunnels."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import PurePosixPath

from rkconf.resources import PACKAGE
from rkconf.setup.account import Account
from rkconf.setup.remote import Remote
from rkconf.shell.quoting import UNIX

SCRIPT = "math.sh"
STEPS = "steps.txt"
SSH_CONFIG = "ssh_config"
# What Windows' file systems refuse in a name, or take away from its end.
_UNUSUAL = re.compile(r'[<>:"|?*\\]|[. ]\Z')


@dataclass(frozen=True, slots=True)
class File:
    """A file for the folder of a setup; ``path`` is relative to it."""

    path: str
    text: str
    is_executable: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file and its place on a kernel's machine, relative to the login folder."""

    remote: Remote
    file: File
    place: str

    @property
    def key(self) -> tuple[Account, str]:
        """What tells it from every other delivery: the account and the place there."""
        return self.remote.account, self.place

    def may_replace(self, other: "Delivery") -> bool:
        """Say whether the two are different files for what may be one place, reached in two ways."""
        is_near = self.place == other.place and self.remote.account.may_be(other.remote.account)
        return is_near and self.file.text != other.file.text


def place(path: str) -> str:
    """Return the one way to write a path on a kernel's machine."""
    return str(PurePosixPath(path))


def script(kernel: str) -> str:
    """Return the text of a script that starts ``kernel`` with the arguments that it gets.

    `"$@"` hands every argument on as it is: a bare `$@` is split at blanks once more, and what then looks like a
    pattern becomes the names of files (measured with dash, bash and mksh). `exec` leaves no shell behind that
    would outlive the kernel, or die without it.
    """
    return f'#!/bin/sh\nexec {UNIX.word(kernel)} "$@"\n'


def kernel_init() -> str:
    """Return the text of the init file; it finds the ports by itself."""
    return (PACKAGE / "setup" / "kernel_init.m").read_text(encoding="utf-8")


def deliveries(remotes: Iterable[Remote]) -> tuple[Delivery, ...]:
    """Return what goes to each machine, each thing once; what a launch command names keeps its name."""
    every = tuple(remotes)
    stock = _Stock({(remote.account, place(remote.script)) for remote in every if remote.script})
    for add in (stock.add_script, stock.add_kernel_init, stock.add_script_for_terminal):
        for remote in every:
            add(remote)
    return tuple(stock.deliveries.values())


class _Stock:
    """What goes where so far: by account and place, and by path in the folder of the setup.

    ``named`` are the places of scripts that launch commands name: one may be there already, with a text of its own.
    """

    def __init__(self, named: Collection[tuple[Account, str]]) -> None:
        self.named = named
        self.deliveries: dict[tuple[Account, str], Delivery] = {}
        self.folder = _Folder()

    def add_script(self, remote: Remote) -> None:
        """Add the script that the launch command names, if it is known what it starts."""
        if remote.script and remote.installed is not None:
            self._add(remote, remote.script, script(remote.installed), is_executable=True)

    def add_kernel_init(self, remote: Remote) -> None:
        """Add the init file that the launch command names."""
        if remote.kernel_init is not None:
            self._add(remote, remote.kernel_init, kernel_init())

    def add_script_for_terminal(self, remote: Remote) -> None:
        """Add a script that nothing names, under the first name that is free for it."""
        if remote.script or remote.sought or remote.installed is None:
            return
        text = script(remote.installed)
        free = next(each for each in _numbered(SCRIPT) if self._may_have(remote, each, text))
        self._add(remote, free, text, is_executable=True)

    def _may_have(self, remote: Remote, path: str, text: str) -> bool:
        """Say whether a file can be put there that nothing names; where another way leads, it may be the same place."""
        taken = [each for each in (*self.deliveries, *self.named) if each[1] == place(path)]
        here = [each for each in taken if each[0].may_be(remote.account)]
        return all(each in self.deliveries and self.deliveries[each].file.text == text for each in here)

    def _add(self, remote: Remote, path: str, text: str, *, is_executable: bool = False) -> None:
        key = (remote.account, place(path))
        if key not in self.deliveries:
            file = File(self.folder.path(remote.host, PurePosixPath(path).name, text), text, is_executable)
            self.deliveries[key] = Delivery(remote, file, place(path))


class _Folder:
    """The paths in the folder of a setup, such as every file system bears them."""

    def __init__(self) -> None:
        self._folders: dict[str, str] = {}
        self._texts: dict[str, str] = {}

    def path(self, host: str, name: str, text: str) -> str:
        """Return the path of a file for a machine; two machines, or two texts, never share one."""
        if host not in self._folders:
            taken = {each.casefold() for each in (STEPS, SSH_CONFIG, *self._folders.values())}
            self._folders[host] = next(each for each in _numbered(_usual(host)) if each.casefold() not in taken)
        paths = _numbered(f"{self._folders[host]}/{_usual(name)}")
        return next(each for each in paths if self._texts.setdefault(each.casefold(), text) == text)


def _usual(name: str) -> str:
    return _UNUSUAL.sub("-", name)


def _numbered(path: str) -> Iterator[str]:
    """Yield the path, then math-2.sh for math.sh and so on."""
    stem, suffix = PurePosixPath(path).stem, PurePosixPath(path).suffix
    yield path
    yield from (str(PurePosixPath(path).with_name(f"{stem}-{number}{suffix}")) for number in count(2))
