"""Judge the keys with which the kernels log in: a key that ssh can use without a question must exist."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rkconf.doctor.machine.agent import Agent
from rkconf.doctor.machine.keys import KeyFile, Passphrase, public_part
from rkconf.doctor.machine.logins import SshLogin
from rkconf.doctor.machine.remarks import MachineRemark, remark
from rkconf.doctor.machine.system import System
from rkconf.record import record

_NONE = "none"
_VARIABLE = "SSH_AUTH_SOCK"


@record
class Credentials:
    """The keys of the account, and the agents."""

    keys: Mapping[Path, KeyFile]
    """The private keys by path."""
    agents: Mapping[str, Agent]
    """The agents that ssh asks, by the path of their socket."""
    may_have_ticket: bool = False
    """Whether there may be a Kerberos ticket."""
    has_keychain: bool = False
    """Whether ssh may know the passphrases: the Keychain of macOS can keep them."""


def judge_credentials(system: System, login: SshLogin, credentials: Credentials) -> Iterator[MachineRemark]:
    """Yield the remarks about the keys of one login."""
    identities = login.identities(system)
    if identities is None or _needs_no_key(login, credentials):
        return
    if not login.has_usual_identities:
        missing = (path for path in identities if not path.exists())
        yield from (remark("identity-missing", kernel=login.use.label, path=system.shown(path)) for path in missing)
    known = [credentials.keys[path] for path in identities if path in credentials.keys]
    agent = credentials.agents[agent_path(system, login)]
    if not _holds_a_key(agent, login, identities, known) and not any(_may_work(key, credentials) for key in known):
        yield from _unusable(system, login, known)


def _needs_no_key(login: SshLogin, credentials: Credentials) -> bool:
    """Return whether ssh may log in without a key file: a program answers, or there is another authentication."""
    has_ticket = login.is_on("gssapiauthentication") and credentials.may_have_ticket
    others = login.is_on("hostbasedauthentication") or bool(login.values.get("certificatefile"))
    return login.use.is_answered or has_ticket or others or login.value("pkcs11provider") not in {"", _NONE}


def _unusable(system: System, login: SshLogin, known: Iterable[KeyFile]) -> Iterator[MachineRemark]:
    """Yield why a login has no usable key; a key that others may read has its own remark."""
    name, host, file = login.use.label, login.use.host, system.shown(login.use.path)
    known = tuple(known)
    keys = ", ".join(system.shown(key.path) for key in known if key.passphrase is Passphrase.SET)
    if keys:
        yield remark("key-has-passphrase", kernel=name, host=host, file=file, keys=keys)
    elif not known:
        yield remark("key-missing", kernel=name, host=host, file=file)


def _may_work(key: KeyFile, credentials: Credentials) -> bool:
    """Return whether ssh can use a key without a question, as far as it is known."""
    if key.passphrase is Passphrase.SET:
        return credentials.has_keychain
    return key.passphrase is Passphrase.NONE or not key.is_too_open


def agent_path(system: System, login: SshLogin) -> str:
    """Return the socket of the agent that ssh asks for a login; empty if it asks none."""
    value = login.value("identityagent")
    if value == _NONE:
        return ""
    if value.startswith("$"):
        value = system.environment.get(value.strip("${}"), "")
    usual = system.environment.get(_VARIABLE, "")
    path = usual if value in {"", _VARIABLE} else value
    return f"{system.account_home}{path[1:]}" if path.startswith("~/") else path


def _holds_a_key(agent: Agent, login: SshLogin, identities: tuple[Path, ...], known: Iterable[KeyFile]) -> bool:
    """Return whether ssh may offer a key of the agent; with IdentitiesOnly, only those whose files are named."""
    if not login.is_on("identitiesonly"):
        return bool(agent.keys)
    publics = {*map(public_part, identities), *(key.public for key in known)}
    return any(key.public in publics for key in agent.keys)
