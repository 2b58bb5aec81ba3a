"""Follow a launch command from reader to reader.

Each step is a small pure function from one value to the next, and every word keeps the bytes that
it came from. Shells that make the same of a command share a journey; where they differ there is
one for each reading.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from re import compile as regex

from rkconf import link
from rkconf.command import invocation as programs
from rkconf.command.invocation import Invocation
from rkconf.command.journey import Journey, Kernel
from rkconf.command.launch import Launch, Target
from rkconf.command.placeholders import Filled, fill
from rkconf.programs import facts
from rkconf.shell import facts as shells
from rkconf.shell.facts import Shell, UnixShell, WindowsShell
from rkconf.shell.interpreter import Reading, read
from rkconf.shell.words import Field
from rkconf.source import Excerpt, Span
from rkconf.ssh.connection import connect

_PLAIN = regex(r"[A-Za-z0-9./][A-Za-z0-9_@+:,./ -]*")
_HERE = "/home/here"
_THERE = "/home/there"
"""Example home folders: a word with one in it tells which machine's `~` it was."""


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
        from rkconf.shell.cmd import interpreter as cmd  # few ask for it

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
    if not programs.is_one_name(launcher.program):
        yield replace(journey, unfollowed=launcher.program)
        return
    found = _launcher(launcher, journey.filled)
    if found:
        connection = connect(found[0], launcher.program, found[1])
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
        if started and started.program.is_named({"sh", *shells.load(), *_remote_programs()}):
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


def _launcher(launcher: Invocation, filled: Filled) -> tuple[str, tuple[Field, ...]] | None:
    """Return which launcher it is and the words behind it; None for any other program."""
    for name, known in facts()["remote"].items():
        if launcher.program.is_named(known["programs"]):
            return name, launcher.arguments
    java = facts()["java"]
    if launcher.program.is_named(java["programs"]) or _is_filled(launcher.program, filled, "java"):
        return _archive(launcher.arguments, java["archive_flag"])
    return None


def _archive(arguments: tuple[Field, ...], flag: str) -> tuple[str, tuple[Field, ...]] | None:
    for index, word in enumerate(arguments[:-1]):
        archive = arguments[index + 1]
        if word.text == flag and archive.is_named(facts()["remote"]["mathssh"]["programs"]):
            return "mathssh", arguments[index + 2 :]
    return None


def _is_filled(word: Field, filled: Filled, row: str) -> bool:
    names = facts()[row]["placeholders"]
    return any(word.value.comes_from(item.raw.span) for name in names for item in filled.named(name))
