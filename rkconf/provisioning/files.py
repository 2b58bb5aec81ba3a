"""The files that must exist on the kernels' machines: scripts that start a kernel, and init files for tunnels."""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import count
from pathlib import PurePosixPath

from rkconf.atomic.names import is_reserved
from rkconf.provisioning.account import Account
from rkconf.provisioning.remote import Remote
from rkconf.record import record
from rkconf.resources import PACKAGE
from rkconf.shell.quoting import UNIX

SCRIPT = "math.sh"
STEPS = "steps.txt"
SSH_CONFIG = "ssh_config"
# Characters that the file systems of Windows refuse in a name, or remove from its end. Nor can a name of a device be
# used there, such as aux or con.sh.
_UNUSUAL = re.compile(r'[<>:"|?*\\]|[. ]\Z')


@record
class File:
    """A file for the folder of a setup; ``path`` is relative to it."""

    path: str
    """The path, relative to the folder."""
    text: str
    """The content."""
    is_executable: bool = False
    """Whether the file is a program."""


@record
class Delivery:
    """A file and its place on a kernel's machine, relative to the home directory."""

    remote: Remote
    file: File
    place: str
    is_named: bool = True
    """Whether a launch command names the file."""
    keeps_existing: bool = False
    """Whether an existing file is likely to be better, because the path of the kernel is unknown."""

    @property
    def key(self) -> tuple[Account, str]:
        """The account and the place there, which identify a delivery."""
        return self.remote.login.account, self.place

    def may_replace(self, other: "Delivery") -> bool:
        """Return whether both are different files for what may be one place, reached by two routes."""
        may_be_one = self.place == other.place and self.remote.login.account.may_be(other.remote.login.account)
        return may_be_one and self.file.text != other.file.text


def place(path: str) -> str:
    """Return the normal form of a path on a kernel's machine."""
    return str(PurePosixPath(path))


def script(kernel: str) -> str:
    """Return the text of a script that starts ``kernel`` with the arguments of the script.

    `"$@"` passes every argument on unchanged: a bare `$@` is split at spaces once more, and patterns in it become the
    names of files (measured with dash, bash and mksh). With `exec` no shell is left that could outlive the kernel, or
    die without it.
    """
    return f'#!/bin/sh\nexec {UNIX.word(kernel)} "$@"\n'


def searching_script(kernels: Iterable[str]) -> str:
    """Return the text of a script that starts the first of these kernels that exists; ``kernels`` are its paths."""
    paths = " ".join(map(UNIX.word, kernels))
    return (
        "#!/bin/sh\n"
        f"for kernel in {paths}\ndo\n"
        '    test -x "$kernel" && exec "$kernel" "$@"\n'
        "done\n"
        'echo "$0: there is no kernel at its usual paths; write its path into this file" >&2\n'
        "exit 127\n"
    )


def kernel_init() -> str:
    """Return the text of the init file, which finds the ports by itself."""
    return (PACKAGE / "provisioning" / "kernel_init.m").read_text(encoding="utf-8")


def deliveries(remotes: Iterable[Remote]) -> tuple[Delivery, ...]:
    """Return the files for each machine, each once; a file that a launch command names keeps its name."""
    every = tuple(remotes)
    collected = _Deliveries(
        {(remote.login.account, place(remote.program.script)) for remote in every if remote.program.script}
    )
    for add in (
        collected.add_script,
        collected.add_searching_script,
        collected.add_kernel_init,
        collected.add_script_for_terminal,
    ):
        for remote in every:
            add(remote)
    return tuple(collected.deliveries.values())


class _Deliveries:
    """The deliveries so far, by account and place, and the paths in the folder of the setup.

    ``named`` are the places of scripts that launch commands name: a script may exist there, with another text.
    """

    def __init__(self, named: Collection[tuple[Account, str]]) -> None:
        self.named = named
        self.deliveries: dict[tuple[Account, str], Delivery] = {}
        self.folder = _SetupFolder()

    def add_script(self, remote: Remote) -> None:
        """Add the script that the launch command names, if the kernel that it starts is known."""
        if remote.program.script and remote.program.installed is not None:
            self._add(remote, remote.program.script, script(remote.program.installed), is_executable=True)

    def add_searching_script(self, remote: Remote) -> None:
        """Add the script that the launch command names, if its kernel is unknown; a known one takes precedence."""
        if remote.program.script and remote.program.installed is None and remote.program.usual:
            text = searching_script(remote.program.usual)
            self._add(remote, remote.program.script, text, is_executable=True, keeps_existing=True)

    def add_kernel_init(self, remote: Remote) -> None:
        """Add the init file that the launch command names."""
        if remote.kernel_init is not None:
            self._add(remote, remote.kernel_init, kernel_init())

    def add_script_for_terminal(self, remote: Remote) -> None:
        """Add a script that no launch command names, under the first free name."""
        if remote.program.script or remote.program.searched_script or remote.program.installed is None:
            return
        if remote.is_described:
            return  # the path of the kernel is in the description, and nothing else needs a script
        text = script(remote.program.installed)
        free = next(each for each in _numbered(SCRIPT) if self._may_have(remote, each, text))
        self._add(remote, free, text, is_executable=True, is_named=False)

    def _may_have(self, remote: Remote, path: str, text: str) -> bool:
        """Return whether a script that no launch command names may have a place that another route may reach too."""
        taken = [each for each in (*self.deliveries, *self.named) if each[1] == place(path)]
        here = [each for each in taken if each[0].may_be(remote.login.account)]
        return all(each in self.deliveries and self.deliveries[each].file.text == text for each in here)

    def _add(self, remote: Remote, path: str, text: str, *, is_executable: bool = False, **properties: bool) -> None:
        key = (remote.login.account, place(path))
        if key not in self.deliveries:
            file = File(self.folder.path(remote.login.host, PurePosixPath(path).name, text), text, is_executable)
            self.deliveries[key] = Delivery(remote, file, place(path), **properties)


class _SetupFolder:
    """The paths in the folder of a setup, in a form that every file system accepts."""

    def __init__(self) -> None:
        self._folders: dict[str, str] = {}
        self._texts: dict[str, str] = {}

    def path(self, host: str, name: str, text: str) -> str:
        """Return the path of a file for a machine; two machines, or two texts, never share a path."""
        if host not in self._folders:
            taken = {each.casefold() for each in (STEPS, SSH_CONFIG, *self._folders.values())}
            self._folders[host] = next(each for each in _numbered(_usual(host)) if each.casefold() not in taken)
        paths = _numbered(f"{self._folders[host]}/{_usual(name)}")
        return next(each for each in paths if self._texts.setdefault(each.casefold(), text) == text)


def _usual(name: str) -> str:
    usual = _UNUSUAL.sub("-", name)
    stem, dot, rest = usual.partition(".")
    return f"{stem}-{dot}{rest}" if is_reserved(usual) else usual


def _numbered(path: str) -> Iterator[str]:
    """Yield the path, then numbered ones: math-2.sh for math.sh, and so on."""
    stem, suffix = PurePosixPath(path).stem, PurePosixPath(path).suffix
    yield path
    yield from (str(PurePosixPath(path).with_name(f"{stem}-{number}{suffix}")) for number in count(2))
