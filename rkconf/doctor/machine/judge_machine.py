"""Judge the parts of a machine that belong to no kernel: its keys and files of ssh, the agent, and the ports."""

from collections.abc import Iterable, Iterator

from rkconf.doctor.machine.agent import Agent, AgentState
from rkconf.doctor.machine.keys import KeyFile, Passphrase, why_unlisted
from rkconf.doctor.machine.logins import ConfigError
from rkconf.doctor.machine.ports import Ports
from rkconf.doctor.machine.remarks import MachineRemark, remark
from rkconf.doctor.machine.ssh_config import SshConfig
from rkconf.doctor.machine.system import LIBRARY_PATHS, Completed, System
from rkconf.doctor.machine.uses import KernelUse

_ADMINISTRATOR = 0
_CANONICAL = "canonicalizehostname"
_ASKS_NAME_SERVERS = ("yes", "true", "always")


def judge_account(system: System) -> Iterator[MachineRemark]:
    """Yield a remark if this is the account of another user than the one who has started rkconf."""
    if changed := system.changed_user:
        yield remark("other-account", account=changed.account, invoking=changed.invoking)


def judge_program(system: System, ssh: Completed) -> Iterator[MachineRemark]:
    """Yield a remark if there is no ssh, or if it does not start."""
    if ssh.status is None:
        yield remark("ssh-missing", why=ssh.err)
    elif not ssh.succeeded:
        why = next(iter(ssh.err.strip().splitlines()), f"its status is {ssh.status}")
        variable = next((name for name in LIBRARY_PATHS if name in system.environment), None)
        yield remark("library-path" if variable else "ssh-fails", variable=variable or "", why=why)


def judge_config(system: System, config: SshConfig, errors: Iterable[ConfigError]) -> Iterator[MachineRemark]:
    """Yield the remarks about the lines and the permissions of configuration files."""
    for error in errors:
        place = f"{system.shown(error.path)}:{error.line}"
        yield remark("ssh-config-invalid", place=place, why=error.message)
    canonical = (line for line in config.lines if line.keyword == _CANONICAL)
    asking = (line for line in canonical if line.value.lower() in _ASKS_NAME_SERVERS)
    yield from (remark("ssh-config-canonical", place=system.shown(line.place)) for line in asking)
    for each in config.files:
        path = system.shown(each.path)
        if each.is_refused:
            yield remark("ssh-config-permissions", path=path, mode=f"{each.mode:o}")
        elif each.why_unread:
            yield remark("ssh-config-unread", path=path, why=each.why_unread)


def judge_agent(system: System, agent: Agent) -> Iterator[MachineRemark]:
    """Yield a remark if an agent is named that does not answer."""
    if agent.state in {AgentState.UNREACHABLE, AgentState.LOCKED}:
        yield remark("agent-unreachable", path=system.shown(agent.socket), why=agent.why)


def judge_keys(system: System, keys: Iterable[KeyFile]) -> Iterator[MachineRemark]:
    """Yield the remarks about keys and their folder."""
    why = why_unlisted(system.ssh_folder)
    if why:
        yield remark("ssh-folder-unread", path=system.shown(system.ssh_folder), why=why)
    for key in keys:
        path = system.shown(key.path)
        if not key.is_private:
            yield remark("public-key-alone", path=path)
        elif key.is_too_open:
            yield remark("key-permissions", path=path, mode=f"{key.mode:o}")
        elif key.passphrase is Passphrase.UNKNOWN:
            yield remark("key-unknown", path=path, why=key.why_unknown)


def judge_ports(system: System, ports: Ports, uses: Iterable[KernelUse]) -> Iterator[MachineRemark]:
    """Yield the remarks about the fixed ports of the kernels."""
    for why in ports.unknown:
        yield remark("ports-unknown", why=why)
    users: dict[int, KernelUse] = {}
    for use in uses:
        for port in use.ports:
            yield from _port(system, ports, use, port)
            other = users.setdefault(port, use)
            if other.path == use.path and other != use:
                yield remark("ports-shared", kernel=other.label, other=use.label, port=port)


def _port(system: System, ports: Ports, use: KernelUse, port: int) -> Iterator[MachineRemark]:
    name = use.label
    if port in ports.listening:
        yield remark("port-taken", kernel=name, port=port, addresses=", ".join(ports.listening[port]))
    if port < ports.first_unprivileged and system.user != _ADMINISTRATOR:
        yield remark("port-privileged", kernel=name, port=port, first=ports.first_unprivileged)
    if ports.may_be_assigned(port):
        assigned = f"{ports.assigned.start} to {ports.assigned.stop - 1}"
        yield remark("port-may-be-taken", kernel=name, port=port, assigned=assigned)
