"""The journey of a launch command: front end, local shell, ssh, remote shell, kernel, link.

Each step is a small pure function from one value to the next, and every word keeps the bytes that
it came from. Shells that make the same of a command share a journey; where they differ there is
one for each reading.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from re import IGNORECASE
from re import compile as regex

from rkconf import link
from rkconf.command import invocation as programs
from rkconf.command import shells
from rkconf.command.connection import Connection, Forward, connect
from rkconf.command.effects import Effect
from rkconf.command.invocation import Invocation, facts
from rkconf.command.launch import Launch, Target
from rkconf.command.placeholders import Filled, fill
from rkconf.command.reading import Reading, read
from rkconf.command.shells import Shell, UnixShell, WindowsShell
from rkconf.command.words import Word
from rkconf.diagnostics import Problem
from rkconf.link import LinkArguments, LinkName
from rkconf.source import Excerpt, Source, Span

_PLAIN = regex(r"[A-Za-z0-9./][A-Za-z0-9_@+:,./ -]*")
_NAMED = regex(r"Mathematica[ _/\\-]?([0-9]+(?:\.[0-9]+)*)", IGNORECASE)
_HERE = "/home/here"
_THERE = "/home/there"
"""Example home folders: a word with one in it tells which machine's `~` it was."""


@dataclass(frozen=True, slots=True)
class Kernel:
    """The kernel's own view: the program that is started for it and its arguments."""

    invocation: Invocation
    link: LinkArguments

    @property
    def program(self) -> Word:
        """The program; it may be a script that starts the kernel."""
        return self.invocation.program

    @property
    def arguments(self) -> tuple[Word, ...]:
        """What the program receives."""
        return self.invocation.arguments

    @property
    def named_version(self) -> Excerpt | None:
        """The number of the version that the program's path names."""
        named = _NAMED.search(self.program.text)
        return self.program.value[named.start(1) : named.end(1)] if named else None

    @property
    def is_known(self) -> bool:
        """Whether it is the kernel by its name, or is given flags as the kernel is; otherwise somebody's script."""
        return programs.is_kernel(self.program) or bool(self.link.flags)


@dataclass(frozen=True)
class Journey:
    """A launch command as ``local_shells`` and then ``remote_shells`` read it.

    ``launcher`` is what the local shell starts. ``connection`` is None where that is the kernel
    itself or a program that rkconf does not follow; ``kernel`` is None where no kernel is reached.
    """

    launch: Launch
    filled: Filled
    local: Reading
    local_shells: tuple[str, ...] = field(compare=False)
    launcher: Invocation | None = None
    connection: Connection | None = None
    handed_on: Excerpt | None = None
    remote: Reading | None = None
    remote_shells: tuple[str, ...] = field(default=(), compare=False)
    kernel: Kernel | None = None
    unfollowed: Word | None = None
    """A program that rkconf does not know, such as somebody's script, or an option that nothing attests.

    Nothing behind it is judged.
    """

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What the shells could not do, in the order of the journey."""
        return (*self.local.problems, *(self.remote.problems if self.remote else ()))

    @property
    def refused(self) -> bool:
        """Whether a shell cannot read the command and runs nothing of it."""
        return self.local.refused or bool(self.remote and self.remote.refused)

    @property
    def in_background(self) -> bool:
        """Whether the command ends while the kernel lives on: ``&``, or ``ssh -f`` or its setting."""
        if self.launcher and self.launcher.started.in_background:
            return True
        return bool(self.connection and self.connection.options_that(Effect.IN_BACKGROUND))

    @property
    def crosses_machines(self) -> bool:
        """Whether the kernel is, as far as the command tells, on another machine than the Front End."""
        return not (self.connection.is_here if self.connection else self.kernel is not None)

    @property
    def called(self) -> LinkName | None:
        """The link name that the kernel calls, where the text alone decides it (not ports chosen at random)."""
        flag = self.kernel.link.flag("LinkName") if self.kernel else None
        if not self.kernel or not flag or not flag.value:
            return None
        fixed = self.launch.listening and self.launch.listening.name
        return self.kernel.link.name if fixed or not self.carries_link(flag.value.value) else None

    @property
    def opened(self) -> tuple[int, ...]:
        """The ports that the side which waits opens, as far as the text tells; for parallel kernels examples of them.

        The kernel that starts parallel kernels opens others each time, and the link name holds them.
        """
        if not self.launch.is_parallel:
            return self.launch.listening.name.ports if self.launch.listening and self.launch.listening.name else ()
        told = next((item.value for item in self.filled.named(self.launch.link_placeholder)), None)
        name = link.parse_name(Source("", told.encode()).excerpt()) if told else None
        return name.ports if name else ()

    @property
    def tunnels(self) -> tuple[Forward, ...]:
        """The ports of the kernel's machine that lead back to the Front End's."""
        return self.connection.tunnels if self.connection else ()

    @property
    def inward(self) -> tuple[Forward, ...]:
        """The ports of the Front End's machine that lead to the same ones of the kernel's."""
        return self.connection.inward if self.connection else ()

    @property
    def tells_link(self) -> bool:
        """Whether the value of the link placeholder reaches the kernel's arguments or, unread, the launcher's."""
        told = self.kernel.arguments if self.kernel else self.launcher.words if self.launcher else ()
        return any(self.carries_link(word.value) for word in told)

    def carries_link(self, value: Excerpt) -> bool:
        """Say whether ``value`` came from the link placeholder."""
        return any(value.comes_from(item.raw.span) for item in self.filled.named(self.launch.link_placeholder))


def journeys(launch: Launch, target: Target) -> tuple[Journey, ...]:
    """Return every journey that the shells of ``target`` may take; without a command, one that goes nowhere."""
    if launch.command is None:
        nothing = Excerpt("", (), ())
        return (Journey(launch, Filled(nothing), Reading(nothing), target.local_shells),)
    filled = fill(launch.command, launch.placeholder_values(target.version))
    return tuple(
        journey
        for local, names in _readings(filled.text, target.local_shells, _HERE)
        for journey in _from_here(Journey(launch, filled, local, names), target)
    )


def _readings(
    text: Excerpt, names: tuple[str, ...], home: str, inert: frozenset[int] = frozenset()
) -> Iterator[tuple[Reading, tuple[str, ...]]]:
    """Read ``text`` with each shell; shells that agree share a reading."""
    variables = {"HOME": Excerpt.stand_in(home, text.span)}
    groups: list[tuple[Reading, list[str]]] = []
    for alike in _alike(text, names, inert):
        reading = _read(text, shells.load()[alike[0]], variables, inert)
        same = next((members for other, members in groups if other == reading), None)
        if same is None:
            groups.append((reading, alike))
        else:
            same.extend(alike)
    for reading, members in groups:
        yield reading, tuple(name for name in names if name in members)


def _read(text: Excerpt, shell: Shell, variables: Mapping[str, Excerpt], inert: frozenset[int]) -> Reading:
    if isinstance(shell, WindowsShell):
        from rkconf.command import cmd  # few ask for it

        return cmd.read(text, shell, variables, inert)
    assert isinstance(shell, UnixShell)  # noqa: S101 - there are two kinds
    return read(text, shell, variables, inert)


def _alike(text: Excerpt, names: tuple[str, ...], inert: frozenset[int]) -> list[list[str]]:
    """Group the shells that cannot but agree: one of them then speaks for all.

    That is so where no character means anything to any shell, and no name something of its own.
    """
    if inert or not _PLAIN.fullmatch(text.text):
        return [[name] for name in names]
    words = frozenset(text.text.split())
    alone = [name for name in names if words & shells.load()[name].words_of_its_own]
    together = [name for name in names if name not in alone]
    return [*([together] if together else []), *([name] for name in alone)]


def _from_here(journey: Journey, target: Target) -> Iterator[Journey]:
    """Follow the command to the program that the local shell starts, and on."""
    launcher = programs.find(journey.local, _remote_programs() | _kernel_words(target))
    if launcher is None:
        yield journey
        return
    journey = replace(journey, launcher=launcher)
    found = _launcher(launcher, journey.filled)
    if found:
        connection = connect(found[0], launcher, found[1])
        journey = replace(journey, connection=connection, unfollowed=connection.unattested)
        yield from (journey,) if journey.unfollowed else _from_there(journey, target)
    elif programs.is_kernel(launcher.program) or _is_filled(launcher.program, journey.filled, "kernel"):
        yield replace(journey, kernel=_kernel(launcher))
    else:
        yield replace(journey, unfollowed=launcher.program)


def _from_there(journey: Journey, target: Target) -> Iterator[Journey]:
    """Hand the command on to the login shell and find the kernel."""
    command = journey.connection.command if journey.connection else ()
    if not command:
        yield journey
        return
    # A blank stands where the word before it ends: never on a byte of a word that is not known.
    ends = (Span(word.raw.span.end, word.raw.span.end) for word in command)
    blanks = (Excerpt.stand_in(" ", end) for end in ends)
    pieces = [piece for pair in zip((word.value for word in command), blanks, strict=True) for piece in pair][:-1]
    handed_on = Excerpt.join(pieces, command[0].raw.span.start)
    # What a variable or a pattern holds is not known, but it is not the text that names it.
    inert = frozenset(start for word in command for unknown in word.unknown for start in unknown.raw.starts)
    for reading, names in _readings(handed_on, target.remote_shells, _THERE, inert):
        there = replace(journey, handed_on=handed_on, remote=reading, remote_shells=names)
        started = programs.find(reading, _kernel_words(target))
        if started and started.program.base in {"sh", *shells.load(), *_remote_programs()}:
            yield replace(there, unfollowed=started.program)
        else:
            yield replace(there, kernel=_kernel(started) if started else None)


def _remote_programs() -> frozenset[str]:
    return frozenset(program for known in facts()["remote"].values() for program in known["programs"])


def _kernel_words(target: Target) -> frozenset[str]:
    names = (program.lower() for program in facts()["kernel"]["programs"])
    return frozenset((*names, *target.kernel_version.start_flags))


def _kernel(started: Invocation) -> Kernel:
    return Kernel(started, link.read(word.argument for word in started.arguments))


def _launcher(launcher: Invocation, filled: Filled) -> tuple[str, tuple[Word, ...]] | None:
    """Return which launcher it is and the words behind it; None for any other program."""
    base = launcher.program.base.lower()
    for name, known in facts()["remote"].items():
        if base in known["programs"]:
            return name, launcher.arguments
    java = facts()["java"]
    if base in java["programs"] or _is_filled(launcher.program, filled, "java"):
        return _archive(launcher.arguments, java["archive_flag"])
    return None


def _archive(arguments: tuple[Word, ...], flag: str) -> tuple[str, tuple[Word, ...]] | None:
    for index, word in enumerate(arguments[:-1]):
        archive = arguments[index + 1]
        if word.text == flag and archive.base in facts()["remote"]["mathssh"]["programs"]:
            return "mathssh", arguments[index + 2 :]
    return None


def _is_filled(word: Word, filled: Filled, row: str) -> bool:
    names = facts()[row]["placeholders"]
    return any(word.value.comes_from(item.raw.span) for name in names for item in filled.named(name))
