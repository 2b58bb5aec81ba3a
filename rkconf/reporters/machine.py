"""The report about a machine as text."""

from collections.abc import Iterable, Iterator

from rkconf.doctor.machine import MachineReport
from rkconf.doctor.machine.agent import AgentState
from rkconf.doctor.machine.contents import FileState, PlacedFile
from rkconf.doctor.machine.judge_files import counted, shown_versions
from rkconf.doctor.machine.keys import KeyFile, Passphrase
from rkconf.doctor.machine.logins import SshLogin
from rkconf.doctor.machine.remarks import Level, MachineRemark
from rkconf.doctor.machine.ssh_config import ConfigFile
from rkconf.doctor.machine.uses import KernelUse, Start
from rkconf.printable import printable
from rkconf.reporters import Paint, plural
from rkconf.reporters.machine_document import SETTINGS
from rkconf.reporters.wrapping import TOGETHER, wrapped

_BOLD, _DIM = 1, 2
_COLOURS = {Level.PROBLEM: 31, Level.UNKNOWN: 33, Level.NOTE: 34}
_TITLES = {Level.PROBLEM: "Problems", Level.UNKNOWN: "Not examined", Level.NOTE: "Notes"}
_SYSTEMS = {"linux": "Linux", "macos": "macOS"}
_PASSPHRASES = {
    Passphrase.NONE: "no passphrase",
    Passphrase.SET: "has a passphrase",
    Passphrase.UNKNOWN: "passphrase unknown",
}
_USUAL = {"none", ""}
_STARTS = {
    Start.HERE: "on this machine",
    Start.BY_HAND: "no launch command",
    Start.UNKNOWN: "by a program that is not followed",
}
_GAP = 2
_INDENT, _DEEPER = "  ", "   "
"""The indents of the lines of a section, and of those below the first one of a remark."""
UNLIMITED = 10_000
"""The characters of a line in a file, where nothing is wrapped."""


def as_text(machine: MachineReport, paint: Paint, width: int = UNLIMITED) -> str:
    """Return the report for people: the facts, then the remarks, then the next step.

    A command is never wrapped, so that it can be copied.
    """
    room = width - len(_INDENT)
    facts = (
        ("Environment", [_environment(machine)]),
        ("Files of the Front End", _rows(_file_cells(machine, each) for each in machine.files)),
        ("Kernels", _rows(_kernel_cells(machine, each) for each in machine.uses)),
        ("Keys", _rows(_key_cells(machine, each) for each in machine.keys)),
        ("Agent", [_agent(machine)]),
        ("Configuration of ssh", _rows(_config_cells(machine, each) for each in machine.config.files)),
        ("Ports", list(_ports(machine))),
    )
    shown = ((paint(title, _BOLD), _fitting(lines, room)) for title, lines in facts)
    remarks = (
        (paint(title, _BOLD, _COLOURS[level]), _remarks(machine.of_level(level), paint, room))
        for level, title in _TITLES.items()
    )
    sections = ((title, lines) for title, lines in (*shown, *remarks) if lines)
    blocks = ("\n".join((title, *(f"{_INDENT}{line}" for line in lines))) for title, lines in sections)
    parts = (*(f"{each}\n" for each in (_heading(machine, paint, width), *blocks)), _end(machine, width))
    return machine.mask("\n".join(parts))


def _heading(machine: MachineReport, paint: Paint, width: int) -> str:
    ssh = machine.ssh.err.strip() if machine.ssh.succeeded else "no ssh"
    return "\n".join(paint(each, _BOLD) for each in wrapped(printable(f"{_SYSTEMS[machine.system.os]}, {ssh}"), width))


def _fitting(lines: Iterable[str], room: int) -> list[str]:
    return [each for line in lines for each in wrapped(line, room, _INDENT)]


def _end(machine: MachineReport, width: int) -> str:
    found = "Nothing wrong was found"
    if machine.next_step:
        return f"{'' if machine.status else f'{found}. '}Next: {printable(machine.next_step)}\n"
    if machine.of_level(Level.PROBLEM):
        text = f"Next: {printable(machine.remarks[0].advice)}."
    elif machine.of_level(Level.UNKNOWN):
        text = f"{found}, but a part could not be examined."
    elif machine.uses:
        text = f"{found}."
    else:
        command = TOGETHER.join(("Next:", "rkconf", "new"))
        text = f"{found}, and no Front End of this account has a kernel. {command}"
    return "\n".join(wrapped(text, width)) + "\n"


def _environment(machine: MachineReport) -> str:
    file = machine.system.environment_file
    if file:
        return printable(f"from {machine.system.shown(file)}")
    return "of this shell; the Front End may have another one (rkconf doctor --print-capture)"


def _rows(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Return lines whose cells are aligned."""
    every = [tuple(map(printable, row)) for row in rows]
    widths = [max(map(len, column)) for column in zip(*every, strict=True)]
    return [
        "".join(f"{cell:<{width + _GAP if width else 0}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in every
    ]


def _file_cells(machine: MachineReport, found: PlacedFile) -> tuple[str, ...]:
    place = found.place
    readers = f"read by {shown_versions(place.versions, machine.versions)}" if place.versions else "read by none"
    if place.is_versioned and place.versions:
        readers += " (VersionedPreferences)"
    notes = [_content(found)]
    if place.variable:
        notes.append(f"moved by {place.variable}")
    if place.replaced_by:
        notes.append(f"replaced by {place.replaced_by}")
    if found.link:
        notes.append(f"symbolic link {machine.system.shown(found.link)}")
    return machine.system.shown(place.path), readers, "; ".join(notes)


def _content(found: PlacedFile) -> str:
    if found.state is not FileState.READ:
        return f"{found.state.value.replace('-', ' ')}{f': {found.why}' if found.why else ''}"
    entries = plural(found.entries, "entry")
    return f"{entries}: {counted(found)}" if found.diagnostics else entries


def _kernel_cells(machine: MachineReport, use: KernelUse) -> tuple[str, ...]:
    login = next((each for each in machine.logins if each.use == use), None)
    reached = f"{use.client} to {use.host or 'an unknown host'}" if use.start is Start.LOGIN else _STARTS[use.start]
    ports = f"ports {', '.join(map(str, use.ports))}" if use.ports else "no fixed ports"
    files = {each.path for each in machine.uses}
    where = f"in {machine.system.shown(use.path)}" if len(files) > 1 else ""
    return use.label, where, reached, ports, _settings(login) if login else ""


def _settings(login: SshLogin) -> str:
    values = ((name, login.value(name)) for name in SETTINGS)
    return ", ".join(f"{name} {value}" for name, value in values if value not in _USUAL)


def _key_cells(machine: MachineReport, key: KeyFile) -> tuple[str, ...]:
    path = machine.system.shown(key.path)
    if not key.is_private:
        return path, "", "public key alone"
    return path, f"{key.mode:o}", _PASSPHRASES[key.passphrase]


def _agent(machine: MachineReport) -> str:
    agent = machine.agent
    if agent.state is AgentState.NONE:
        return "none: SSH_AUTH_SOCK is not set"
    if agent.state is not AgentState.ANSWERS:
        return printable(f"{machine.system.shown(agent.socket)}: {agent.why}")
    keys = ", ".join(f"{key.kind} {key.comment}".strip() for key in agent.keys)
    return printable(f"{machine.system.shown(agent.socket)}: {plural(len(agent.keys), 'key')} {keys}".rstrip())


def _config_cells(machine: MachineReport, file: ConfigFile) -> tuple[str, ...]:
    state = file.why_unread or (f"{file.mode:o}" if file.is_there else "absent")
    return machine.system.shown(file.path), state


def _ports(machine: MachineReport) -> Iterator[str]:
    assigned = machine.ports.assigned
    if assigned:
        yield f"the system assigns {assigned.start} to {assigned.stop - 1} to any program"
    used = sorted({port for use in machine.uses for port in use.ports} & machine.ports.listening.keys())
    if used:
        yield f"a program listens on {', '.join(map(str, used))}"


def _remarks(remarks: Iterable[MachineRemark], paint: Paint, room: int) -> list[str]:
    lines = []
    for number, each in enumerate(remarks, start=1):
        mark = f"({each.id})"
        message = wrapped(f"{number}. {printable(each.message)} {mark}", room, _DEEPER)
        lines += [*message[:-1], message[-1].removesuffix(mark) + paint(mark, _DIM)]
        texts = (f"seen: {each.evidence}" if each.evidence else "", each.advice)
        lines += [f"{_DEEPER}{line}" for text in texts for line in wrapped(printable(text), room - len(_DEEPER))]
        # Never wrapped, so that it can be copied.
        lines += [f"{_DEEPER}{printable(each.command)}"] if each.command else []
    return lines
