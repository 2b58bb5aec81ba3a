"""The report about a machine, as text and as JSON."""

from collections.abc import Iterable, Iterator
from typing import Any

from rkconf import __version__
from rkconf.doctor.machine import MachineReport
from rkconf.doctor.machine.agent import Agent, AgentState
from rkconf.doctor.machine.contents import FileState, PlacedFile
from rkconf.doctor.machine.judge_files import counted, shown_versions
from rkconf.doctor.machine.keys import KeyFile, Passphrase
from rkconf.doctor.machine.logins import SshLogin
from rkconf.doctor.machine.remarks import Level, MachineRemark
from rkconf.doctor.machine.ssh_config import ConfigFile
from rkconf.doctor.machine.uses import KernelUse, Start
from rkconf.printable import json_text, printable
from rkconf.reporters import Paint, plural
from rkconf.secrets import Mask

_BOLD, _DIM = 1, 2
_COLOURS = {Level.PROBLEM: 31, Level.UNKNOWN: 33, Level.NOTE: 34}
_TITLES = {Level.PROBLEM: "Problems", Level.UNKNOWN: "Not examined", Level.NOTE: "Notes"}
_SYSTEMS = {"linux": "Linux", "macos": "macOS"}
_PASSPHRASES = {
    Passphrase.NONE: "no passphrase",
    Passphrase.SET: "has a passphrase",
    Passphrase.UNKNOWN: "passphrase unknown",
}
_SETTINGS = ("user", "port", "hostname", "proxyjump", "proxycommand", "controlpath", "identityagent")
"""The settings of a login that the report shows."""
_USUAL = {"none", ""}
_STARTS = {
    Start.HERE: "on this machine",
    Start.BY_HAND: "no launch command",
    Start.UNKNOWN: "by a program that is not followed",
}
_GAP = 2


def as_text(machine: MachineReport, paint: Paint) -> str:
    """Return the report for people: the facts, then the remarks, then the next step."""
    sections = [
        ("Environment", [_environment(machine)]),
        ("Files of the Front End", _rows(_file_cells(machine, each) for each in machine.files)),
        ("Kernels", _rows(_kernel_cells(machine, each) for each in machine.uses)),
        ("Keys", _rows(_key_cells(machine, each) for each in machine.keys)),
        ("Agent", [_agent(machine)]),
        ("Configuration of ssh", _rows(_config_cells(machine, each) for each in machine.config.files)),
        ("Ports", list(_ports(machine))),
        *((_TITLES[level], _remarks(machine.of_level(level), paint)) for level in Level),
    ]
    heading = f"{_SYSTEMS[machine.system.os]}, {machine.ssh.err.strip() if machine.ssh.succeeded else 'no ssh'}"
    parts = [f"{paint(printable(heading), _BOLD)}\n"]
    for title, lines in sections:
        if lines:
            level = next((each for each in Level if _TITLES[each] == title), None)
            shown = paint(title, _BOLD, _COLOURS[level]) if level else paint(title, _BOLD)
            parts.append("\n".join((shown, *(f"  {line}" for line in lines))) + "\n")
    return machine.mask("\n".join([*parts, _end(machine)]))


def _end(machine: MachineReport) -> str:
    if machine.next_step:
        found = "" if machine.status else "Nothing wrong was found. "
        return f"{found}Next: {printable(machine.next_step)}\n"
    if machine.of_level(Level.PROBLEM):
        return f"Next: {printable(machine.remarks[0].advice)}.\n"
    if machine.of_level(Level.UNKNOWN):
        return "Nothing wrong was found, but a part could not be examined.\n"
    if machine.uses:
        return "Nothing wrong was found.\n"
    return "Nothing wrong was found, and no Front End of this account has a kernel. Next: rkconf new\n"


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
    values = ((name, login.value(name)) for name in _SETTINGS)
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


def _remarks(remarks: Iterable[MachineRemark], paint: Paint) -> list[str]:
    lines = []
    for number, each in enumerate(remarks, start=1):
        lines.append(f"{number}. {printable(each.message)} {paint(f'({each.id})', _DIM)}")
        texts = (f"seen: {each.evidence}" if each.evidence else "", f"{each.advice}", each.command)
        lines += [f"   {printable(text)}" for text in texts if text]
    return lines


def as_json(machine: MachineReport) -> str:
    """Return the report as one indented JSON object, which `schemas/machine.schema.json` describes."""
    return json_text(_masked(document(machine), machine.mask), indent=2) + "\n"


def _masked(value: Any, mask: Mask) -> Any:  # noqa: ANN401 - any JSON
    """Return a value with the passwords in its texts masked."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {key: _masked(each, mask) for key, each in value.items()}
    return [_masked(each, mask) for each in value] if isinstance(value, list) else value


def document(machine: MachineReport) -> dict[str, Any]:
    """Return the report as `json.dumps` takes it."""
    ports = machine.ports
    return {
        "format": 1,
        "rkconf": __version__,
        "outcome": ("works", "fails", "unknown")[machine.status],
        "system": machine.system.os,
        "environment": machine.system.environment_file or None,
        "files": [_file(each) for each in machine.files],
        "kernels": [_kernel(machine, each) for each in machine.uses],
        "ssh": machine.ssh.err.strip() if machine.ssh.succeeded else None,
        "agent": _agent_data(machine.agent),
        "keys": [_key(each) for each in machine.keys],
        "ssh_config": [_config(each) for each in machine.config.files],
        "ports": {
            "assigned": [ports.assigned.start, ports.assigned.stop - 1] if ports.assigned else None,
            "listening": {str(port): list(addresses) for port, addresses in sorted(ports.listening.items())},
        },
        "remarks": [_remark(each) for each in machine.remarks],
        "next": machine.next_step or None,
    }


def _file(found: PlacedFile) -> dict[str, Any]:
    place = found.place
    return {
        "path": found.path,
        "scope": place.scope,
        "versions": [version.name for version in place.versions],
        "variable": place.variable or None,
        "replaced_by": place.replaced_by or None,
        "state": found.state.value,
        "why": found.why or None,
        "link": found.link or None,
        "entries": found.entries,
        "diagnostics": [each.as_dict() for each in found.diagnostics],
    }


def _kernel(machine: MachineReport, use: KernelUse) -> dict[str, Any]:
    login = next((each for each in machine.logins if each.use == use), None)
    settings = {name: list(login.values[name]) for name in _SETTINGS if name in login.values} if login else {}
    return {
        "path": use.path,
        "name": use.name,
        "start": use.start.value,
        "client": use.client or None,
        "host": use.host or None,
        "ports": list(use.ports),
        "settings": settings,
    }


def _agent_data(agent: Agent) -> dict[str, Any]:
    keys = [{"kind": key.kind, "public": key.public, "comment": key.comment} for key in agent.keys]
    return {"socket": agent.socket or None, "state": agent.state.value, "why": agent.why or None, "keys": keys}


def _key(key: KeyFile) -> dict[str, Any]:
    private = {"mode": f"{key.mode:o}", "passphrase": key.passphrase.value} if key.is_private else {}
    return {"path": key.path, "private": key.is_private, **private}


def _config(file: ConfigFile) -> dict[str, Any]:
    is_read = file.is_there and not file.why_unread
    return {"path": file.path, "mode": f"{file.mode:o}" if is_read else None, "why": file.why_unread or None}


def _remark(each: MachineRemark) -> dict[str, Any]:
    return {
        "id": each.id,
        "level": each.level.value,
        "message": each.message,
        "evidence": each.evidence or None,
        "advice": each.advice,
        "command": each.command or None,
        "kernel": each.kernel,
    }
