"""A report about this machine: nothing is contacted, and nothing is changed.

The report is made in three steps: facts are read (`places`, `contents`, `uses`, `ssh_config`, `logins`, `keys`,
`kerberos`, `agent`, `ports`), judged (`judge_files`, `judge_logins`, `judge_credentials`, `judge_machine`), and printed
by `rkconf/reporters/machine.py`.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from rkconf.doctor.machine.contents import read
from rkconf.doctor.machine.judge_credentials import Credentials, agent_path
from rkconf.doctor.machine.judge_files import judge_files
from rkconf.doctor.machine.judge_logins import judge_logins
from rkconf.doctor.machine.judge_machine import (
    judge_account,
    judge_agent,
    judge_config,
    judge_keys,
    judge_ports,
    judge_program,
)
from rkconf.doctor.machine.kerberos import may_have_ticket
from rkconf.doctor.machine.keys import read_keys
from rkconf.doctor.machine.logins import ConfigError, SshLogin, check_config, read_logins
from rkconf.doctor.machine.model import MachineReport, sorted_by_level
from rkconf.doctor.machine.places import places
from rkconf.doctor.machine.ports import read_ports
from rkconf.doctor.machine.remarks import MachineRemark
from rkconf.doctor.machine.ssh_config import SshConfig, read_config
from rkconf.doctor.machine.system import Completed, Recorder, System, Words, this_machine
from rkconf.doctor.machine.uses import uses
from rkconf.record import replace
from rkconf.settings import Lookup
from rkconf.versions import Version

__all__ = ["Completed", "MachineReport", "System", "Words", "commands", "examine", "this_machine"]


def examine(system: System, lookup: Lookup, versions: Iterable[Version]) -> MachineReport:
    """Return the report about a machine.

    Args:
        system: The machine, with its home and a way to run programs.
        lookup: The settings of each file, with those of the command line.
        versions: The versions whose places are examined, oldest first.

    Raises:
        SettingsError: A settings file near an `init.m` has an error.
    """
    known = tuple(versions)
    files = tuple(read(place, lookup) for place in places(system, known))
    used = tuple(use for file in files if file.place.versions for use in uses(file))
    ssh = system.completed("ssh", "-V")
    config = read_config(system)
    # The other programs must run even where the environment of the Front End breaks ssh.
    plain = system.without_library_path
    logins = () if ssh.is_missing else tuple(read_logins(plain, config, used))
    errors = () if ssh.is_missing else _config_errors(plain, config, logins)
    agent = system.ask_agent(system.environment.get("SSH_AUTH_SOCK", ""))
    keys = read_keys(plain, (path for login in logins for path in login.identities(system) or ()))
    ports = read_ports(plain)
    machine = MachineReport(system, known, files, used, ssh, config, errors, logins, agent, keys, ports)
    return replace(machine, remarks=sorted_by_level(_remarks(machine)))


def commands(system: System, lookup: Lookup, versions: Iterable[Version]) -> tuple[Words, ...]:
    """Return the commands that `examine` would run, without their passwords; none of them runs."""
    recorder = Recorder()
    mask = examine(recorder.system(system), lookup, versions).mask
    return tuple(dict.fromkeys(tuple(map(mask, words)) for words in recorder.commands))


def _config_errors(system: System, config: SshConfig, logins: tuple[SshLogin, ...]) -> tuple[ConfigError, ...]:
    """Return the lines that ssh refuses; where no login asks, ssh reads its configuration for this machine."""
    if any(login.use.asks_settings for login in logins):
        return tuple(dict.fromkeys(error for login in logins for error in login.errors))
    return check_config(system, config)


def _remarks(machine: MachineReport) -> Iterator[MachineRemark]:
    system = machine.system
    yield from judge_account(system)
    yield from judge_files(system, machine.files, machine.versions)
    yield from judge_program(system, machine.ssh)
    yield from judge_config(system, machine.config, machine.config_errors)
    yield from judge_logins(system, machine.config, machine.logins, _credentials(machine))
    yield from judge_keys(system, machine.keys)
    yield from judge_agent(system, machine.agent)
    yield from judge_ports(system, machine.ports, machine.uses)


def _credentials(machine: MachineReport) -> Credentials:
    """Return the keys and agents; an agent that only the configuration names is asked too."""
    system, own = machine.system, machine.agent
    paths = {agent_path(system, login) for login in machine.logins}
    agents = {path: own if path == own.socket else system.ask_agent(path) for path in paths}
    private = {Path(key.path): key for key in machine.keys if key.is_private}
    return Credentials(private, agents, may_have_ticket(system), machine.config.has_keychain)
