"""All that must come up: every connection, version, kind of kernel path and login shell."""

import socket
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from rkconf import versions
from rkconf.command import remote_choices
from rkconf.versions import Version
from tests.live.links.front_end import Report

LOGIN_SHELLS = remote_choices()


def facts(version: Version, *, parallel: bool) -> object:
    """Return the facts on which the commands of these tests depend, the paths of programs aside."""
    if parallel:
        return version.start_flags, version.parallel_head, version.subkernel_flag
    return version.start_flags, version.links, version.tunnel


def versions_of(*, parallel: bool) -> tuple[str, ...]:
    """Return the first of the versions with the same facts, oldest first.

    `tests/test_rendering_versions.py` shows that the other versions have the commands of one of these.
    """
    found: dict[object, str] = {}
    for each in versions.with_facts():
        found.setdefault(facts(each, parallel=parallel), each.name)
    return tuple(found.values())


# The paths differ in characters that a shell could misread; the last one has all of them.
PATHS = ("plain", "with a blank", "hostile")
VERSIONS = tuple(
    each.name
    for each in versions.with_facts()
    if each.name in {*versions_of(parallel=False), *versions_of(parallel=True)}
)
# How the machines are connected, whether the kernel is a parallel one, and whether the ports of its tunnel are fixed.
WAYS = (
    ("direct", False, False),
    ("fixed-ports", False, True),
    ("tunnel", False, True),
    ("direct", True, False),
    ("tunnel", True, False),
    ("tunnel", True, True),
)

TITLE = f"login shells with which every link comes up, of {len(LOGIN_SHELLS)}"

_FIRST, _BEHIND_LAST = 28000, 32768  # below what any system hands out; tests of commands use lower ones
_BLOCK = 540


def described(connection: str, parallel: bool, fixed: bool) -> str:  # noqa: FBT001 - what a way is made of
    """Return the name of a way."""
    kernel = "parallel kernel" if parallel else "kernel"
    return f"{connection}, {kernel}{' with fixed ports' if parallel and fixed else ''}"


@dataclass(frozen=True)
class Case:
    """One configuration; each login shell has a separate one, since no two kernels can share ports."""

    version: str
    connection: str
    parallel: bool
    fixed: bool
    path: str

    @property
    def id(self) -> str:
        """Its name."""
        return f"{self.way} of {self.version}, path {self.path}"

    @property
    def way(self) -> str:
        """How the kernel is reached."""
        return described(self.connection, self.parallel, self.fixed)

    @property
    def further(self) -> tuple[str, ...]:
        """The links that the kernel opens: those of a controller kernel alone."""
        return self._opened_by("kernel")

    @property
    def called(self) -> tuple[str, ...]:
        """The links that the Front End opens beside the main one."""
        return self._opened_by("front-end")

    def _opened_by(self, side: str) -> tuple[str, ...]:
        links = () if self.parallel else versions.load(self.version).links[1:]
        return tuple(link.name for link in links if link.listener == side)

    @property
    def links(self) -> str:
        """The value of ``links`` in a specification: where no tunnel carries all, it must be for the main one."""
        return "main" if self.connection == "tunnel" and self.called else ""

    @property
    def program(self) -> str:
        """The name of the installed kernel program."""
        facts = versions.load(self.version)
        paths = {**facts.kernel_path, **facts.console_path} if self.parallel else facts.kernel_path
        return Path(paths["linux"]).name

    @property
    def needs_kernel_init(self) -> bool:
        """Whether the kernel needs the addresses of its links."""
        return self.connection == "tunnel" and bool(self.further)

    @property
    def ports(self) -> int:
        """How many ports it takes for itself on both machines."""
        if not self.fixed:
            return 0
        return 2 + (2 * len(self.further) if self.connection == "tunnel" else 0)

    @property
    def shell(self) -> str:
        """One login shell, where one has to do: each has its turn."""
        return LOGIN_SHELLS[CASES.index(self) % len(LOGIN_SHELLS)]

    def complete(self, kernel: str) -> Report:
        """Return the report of all its links, with the kernel's machine at the address ``kernel``.

        A tunnel must carry every channel of the main link and of those that the kernel opens, though in an open network
        the machines would reach each other without it. It carries none of the others.
        """
        where = "127.0.0.1" if self.connection == "tunnel" else kernel
        callers = [where] * 2 + [kernel] * (2 * len(self.called))
        return Report(["main", *self.further, *self.called], "", callers, [where] * (2 * len(self.further)))

    def named(self, shell: str) -> str:
        """Return the name of the kernel with this login shell."""
        return f"{self.id}, {shell}"


def cases(version: str, path: str) -> Iterator[Case]:
    """Yield the cases of a version with one path."""
    every = (Case(version, *way, path) for way in WAYS)
    return (case for case in every if version in versions_of(parallel=case.parallel))


def _cases() -> Iterator[Case]:
    """Yield every version and way with the hardest path, and with one of the others in turn."""
    *others, hardest = PATHS
    for number, case in enumerate(each for version in VERSIONS for each in cases(version, hardest)):
        yield replace(case, path=others[number % len(others)])
        yield case


CASES = tuple(_cases())


@contextmanager
def free_ports() -> Iterator[Iterator[int]]:
    """Take a block of ports from which no other run of these tests takes any, as long as its first one is held."""
    for first in range(_FIRST, _BEHIND_LAST - _BLOCK, _BLOCK):
        try:
            guard = socket.create_server(("127.0.0.1", first))
        except OSError:
            continue
        with guard:
            yield iter(range(first + 1, first + _BLOCK))
        return
    message = "too many runs of these tests at the same time"
    raise RuntimeError(message)


def table(cells: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of the tables that cells make up: title, row, column and text of each."""
    tables: dict[str, dict[str, dict[str, str]]] = {}
    for title, row, column, text in cells:
        tables.setdefault(title, {}).setdefault(row, {})[column] = text
    for title, rows in tables.items():
        columns = list(dict.fromkeys(column for row in rows.values() for column in row))
        widths = [max(len(column), 8) + 2 for column in columns]
        first = max(map(len, rows)) + 2
        yield from ("", title)
        yield " " * first + "".join(column.ljust(width) for column, width in zip(columns, widths, strict=True))
        for name, found in rows.items():
            texts = (found.get(column, "-").ljust(width) for column, width in zip(columns, widths, strict=True))
            yield (name.ljust(first) + "".join(texts)).rstrip()
