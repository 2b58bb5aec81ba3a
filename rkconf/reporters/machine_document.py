"""The report about a machine as JSON."""

from typing import Any

from rkconf import __version__
from rkconf.doctor.machine import MachineReport
from rkconf.doctor.machine.agent import Agent
from rkconf.doctor.machine.contents import PlacedFile
from rkconf.doctor.machine.keys import KeyFile
from rkconf.doctor.machine.remarks import MachineRemark
from rkconf.doctor.machine.ssh_config import ConfigFile
from rkconf.doctor.machine.uses import KernelUse
from rkconf.printable import json_text
from rkconf.secrets import Mask

SETTINGS = ("user", "port", "hostname", "proxyjump", "proxycommand", "controlpath", "identityagent")
"""The settings of a login that a report shows."""


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
    settings = {name: list(login.values[name]) for name in SETTINGS if name in login.values} if login else {}
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
