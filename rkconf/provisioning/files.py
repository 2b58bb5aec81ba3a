"""The files that must exist on the kernels' machines: scripts that start a kernel, and init files for tunnels."""

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import TypeAlias

from rkconf.atomic.names import is_reserved
from rkconf.provisioning.account import Account, Address
from rkconf.provisioning.numbered_names import NumberedNames, numbered
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
DeliveryKey: TypeAlias = tuple[Account, str]
"""The account and the place there, which identify a delivery."""
Location: TypeAlias = tuple[Address, str]
"""The address of an account and a place there; several routes may reach it."""


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
    def key(self) -> DeliveryKey:
        """The account and the place there, which identify a delivery."""
        return self.remote.login.account, self.place

    @property
    def location(self) -> Location:
        """The address and the place, which deliveries by other routes may have too."""
        return self.remote.login.account.address, self.place


class DeliveredTexts:
    """The first delivery of each text to each location."""

    def __init__(self, deliveries: Iterable[Delivery] = ()) -> None:
        self._first: dict[Location, dict[str, Delivery]] = {}
        for each in deliveries:
            self.add(each)

    def add(self, delivery: Delivery) -> None:
        """Add a delivery after those before it."""
        self._first.setdefault(delivery.location, {}).setdefault(delivery.file.text, delivery)

    def at(self, location: Location) -> Mapping[str, Delivery]:
        """Return the first delivery of each text to a location."""
        return self._first.get(location, {})

    def other(self, delivery: Delivery) -> Delivery | None:
        """Return the first delivery of another text to what may be the same place, reached by two routes."""
        return next((each for text, each in self.at(delivery.location).items() if text != delivery.file.text), None)


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
    collected = _Deliveries()
    for add in (
        collected.add_script,
        collected.add_searching_script,
        collected.add_kernel_init,
        collected.reserve_script,
        collected.add_script_for_terminal,
    ):
        for remote in every:
            add(remote)
    return tuple(collected.deliveries.values())


_UNKNOWN_TEXT = ""
"""The text of a script that a launch command names and rkconf does not write; it may exist."""


class _Deliveries:
    """The deliveries so far, by account and place, and the paths in the folder of the setup."""

    def __init__(self) -> None:
        self.deliveries: dict[DeliveryKey, Delivery] = {}
        self.folder = _SetupFolder()
        self._texts = DeliveredTexts()
        self._reserved: set[Location] = set()
        self._names: dict[Address, NumberedNames] = {}

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

    def reserve_script(self, remote: Remote) -> None:
        """Reserve the place of the script that the launch command names, if no delivery writes it."""
        account, script = remote.login.account, remote.program.script
        if script and (account, place(script)) not in self.deliveries:
            self._reserved.add((account.address, place(script)))

    def add_script_for_terminal(self, remote: Remote) -> None:
        """Add a script that no launch command names, under the first free name."""
        if remote.program.script or remote.program.searched_script or remote.program.installed is None:
            return
        if remote.is_described:
            return  # the path of the kernel is in the description, and nothing else needs a script
        text = script(remote.program.installed)
        self._add(remote, self._free_names(remote).of(text), text, is_executable=True, is_named=False)

    def _free_names(self, remote: Remote) -> NumberedNames:
        """Return the names for scripts at an address, which other routes may reach too."""
        address = remote.login.account.address
        if address not in self._names:
            self._names[address] = NumberedNames(SCRIPT, lambda name: self._texts_at((address, name)))
        return self._names[address]

    def _texts_at(self, location: Location) -> tuple[str, ...]:
        unknown = (_UNKNOWN_TEXT,) if location in self._reserved else ()
        return (*unknown, *self._texts.at(location))

    def _add(self, remote: Remote, path: str, text: str, *, is_executable: bool = False, **properties: bool) -> None:
        key = (remote.login.account, place(path))
        if key not in self.deliveries:
            file = File(self.folder.path(remote.login.host, PurePosixPath(path).name, text), text, is_executable)
            self.deliveries[key] = Delivery(remote, file, place(path), **properties)
            self._texts.add(self.deliveries[key])


class _SetupFolder:
    """The paths in the folder of a setup, in a form that every file system accepts."""

    def __init__(self) -> None:
        self._folders: dict[str, str] = {}
        self._taken = {each.casefold() for each in (STEPS, SSH_CONFIG)}
        self._names: dict[str, NumberedNames] = {}
        self._texts: dict[str, str] = {}

    def path(self, host: str, name: str, text: str) -> str:
        """Return the path of a file for a machine; two machines, or two texts, never share a path."""
        path = f"{self._folder(host)}/{_usual(name)}"
        if path not in self._names:
            self._names[path] = NumberedNames(path, self._texts_at)
        found = self._names[path].of(text)
        self._texts[found.casefold()] = text
        return found

    def _folder(self, host: str) -> str:
        if host not in self._folders:
            folder = next(each for each in numbered(_usual(host)) if each.casefold() not in self._taken)
            self._folders[host] = folder
            self._taken.add(folder.casefold())
        return self._folders[host]

    def _texts_at(self, path: str) -> tuple[str, ...]:
        text = self._texts.get(path.casefold())
        return () if text is None else (text,)


def _usual(name: str) -> str:
    usual = _UNUSUAL.sub("-", name)
    stem, dot, rest = usual.partition(".")
    return f"{stem}-{dot}{rest}" if is_reserved(usual) else usual
