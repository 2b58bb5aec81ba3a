"""Judge the settings of ssh for the logins of the kernels."""

from collections import Counter
from collections.abc import Iterable, Iterator

from rkconf.doctor.machine.judge_credentials import Credentials, judge_credentials
from rkconf.doctor.machine.logins import SshLogin
from rkconf.doctor.machine.remarks import MachineRemark, remark
from rkconf.doctor.machine.ssh_config import SshConfig, listening_port
from rkconf.doctor.machine.system import System
from rkconf.ssh.effects import Effect
from rkconf.ssh.keywords import keywords

_EFFECTS = {
    Effect.NO_COMMAND: "config-no-command",
    Effect.ONE_COMMAND: "config-one-command",
    Effect.IN_BACKGROUND: "config-in-background",
    Effect.NO_FORWARDS: "config-no-forwards",
}
_REMOTE = "remoteforward"
_FORWARDS = ("localforward", "dynamicforward", _REMOTE)
_TERMINAL = ("yes", "true", "force")
_NONE = "none"


def judge_logins(
    system: System, config: SshConfig, logins: Iterable[SshLogin], credentials: Credentials
) -> Iterator[MachineRemark]:
    """Yield the remarks about the logins, in the order of the kernels."""
    for login in logins:
        if login.why_unknown:
            yield remark("login-unknown", kernel=login.use.label, why=system.shown(login.why_unknown))
        if login.values:
            yield from _settings(system, config, login)
            yield from _forwards(system, config, login)
            yield from judge_credentials(system, login, credentials)


def _settings(system: System, config: SshConfig, login: SshLogin) -> Iterator[MachineRemark]:
    for name, values in login.values.items():
        keyword = keywords().get(name)
        effect = keyword.effect_of(values[0]) if keyword else None
        if effect and _matters(effect.effect, login):
            place = system.shown(config.place(name, values[0]))
            yield remark(_EFFECTS[effect.effect], place, login.use.label, why=effect.message)
    terminal = login.value("requesttty")
    if terminal in _TERMINAL:
        is_in_link = login.use.is_description and terminal == "force"
        name = "config-terminal-in-link" if is_in_link else "config-terminal"
        yield remark(name, system.shown(config.place("requesttty", terminal)), login.use.label, value=terminal)
    path = login.value("controlpath")
    if path not in {"", _NONE} and login.use.forwards:
        yield remark(
            "forwards-swallowed",
            system.shown(config.place("controlpath")),
            login.use.label,
            value=f"ControlPath {path}",
        )


def _matters(effect: Effect, login: SshLogin) -> bool:
    if effect is Effect.NO_FORWARDS:
        return bool(login.use.forwards)
    if effect is Effect.IN_BACKGROUND:
        return login.use.is_controller
    return effect in _EFFECTS


def _forwards(system: System, config: SshConfig, login: SshLogin) -> Iterator[MachineRemark]:
    """Yield the forwards of the configuration that meet those of the command, or those of another connection."""
    own = login.use.forwards
    for keyword in _FORWARDS:
        ports = Counter(port for value in login.values.get(keyword, ()) if (port := listening_port(value)) is not None)
        ports.subtract(each.port for each in own if each.keyword == keyword)
        is_remote = keyword == _REMOTE
        needed = {each.port for each in own if each.keyword == _REMOTE} if is_remote else set(login.use.ports)
        where = f"of {login.use.host}" if is_remote else "of this machine"
        for port in +ports:
            place = system.shown(config.place_of_forward(keyword, port))
            name = "config-forwards-repeated" if login.is_on("exitonforwardfailure") else "config-forwards"
            name = "config-forward-collides" if port in needed else name
            yield remark(name, place, login.use.label, port=port, where=where)
