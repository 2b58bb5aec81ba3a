"""The keys that let ssh log in without a question: made once, never written over, and sent to each account."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from rkconf.resources import read_facts
from rkconf.setup.parts import Lines, Part, enumerated, on_each, proxies, starters
from rkconf.setup.remote import Remote
from rkconf.shell.quoting import UNIX


@dataclass(frozen=True, slots=True)
class Key:
    """A pair of keys: its kind, and where it stands on the machine that logs in."""

    is_old: bool
    path: str

    @property
    def file(self) -> str:
        """The path as a shell is told it, which expands a tilde at the beginning alone."""
        return f"~/{UNIX.word(self.path[2:])}" if self.path.startswith("~/") else UNIX.word(self.path)

    @property
    def make(self) -> str:
        """The command that makes it unless it is there."""
        make = _facts()["old" if self.is_old else "default"]["make"].format(file=self.file)
        return f"test -f {self.file} || {make}"

    @property
    def show(self) -> str:
        """The command that prints its public part if it has no passphrase."""
        return str(_facts()["show"].format(file=self.file))

    @property
    def away(self) -> str:
        """The command that moves it away."""
        return str(_facts()["away"].format(file=self.file))


@cache
def _facts() -> dict[str, Any]:
    return read_facts("setup/keys.toml")


def _usual(*, is_old: bool) -> Key:
    return Key(is_old, _facts()["old" if is_old else "default"]["file"])


def _key(remote: Remote) -> Key:
    """Return the key that logs in: the one that the launch command names, or the usual one."""
    return Key(is_old=False, path=remote.identity) if remote.identity else _usual(is_old=remote.uses_mathssh)


def _accounts(remote: Remote) -> Iterator[tuple[str, Key]]:
    """Yield the command that logs in to each machine on the way, and the key that ssh has for it."""
    asking = "-o BatchMode=no"
    yield from ((command, _usual(is_old=False)) for command in remote.ssh_to_gates(asking))
    yield remote.ssh(asking), _key(remote)


def keys(remotes: tuple[Remote, ...]) -> Iterator[Part]:
    """Yield how the keys are made."""
    machines = starters(remotes)
    needed = tuple(dict.fromkeys(key for remote in remotes for _, key in _accounts(remote)))
    here = f"On {enumerated(machines)}. " if len(machines) > 1 else ""
    yield f"{here}The key has no passphrase: there is nobody to type it when a kernel is started."
    yield from (Lines(key.make) for key in needed)
    yield from _with_a_passphrase(remotes, needed)
    if any(key.is_old for key in needed):
        yield (
            "mathssh knows RSA and DSA keys only. Where it looks for them is not known; the program WolframSSHKeyGen, "
            "which comes with Mathematica in SystemFiles/Java, makes keys too."
        )
    if _usual(is_old=False) in needed and _usual(is_old=True) not in needed:
        kind = _facts()["default"]["kind"]
        yield f"Where one of the machines has an ssh of before 2014, which knows no {kind} keys, this one too:"
        yield Lines(_usual(is_old=True).make)
    yield "For a new key in the place of an old one, as after a system upgrade, move the old pair away first:"
    yield from (Lines(key.away) for key in needed)
    yield (
        "Old instructions name `ssh-keygen -d` and authorized_keys2: a current ssh-keygen knows no -d, servers refuse "
        "such keys, and few still read that file."
    )


def _with_a_passphrase(remotes: Iterable[Remote], needed: Iterable[Key]) -> Iterator[Part]:
    yield "A key that was there before may have a passphrase. This prints the public key if it has none:"
    yield from (Lines(key.show) for key in needed)
    if any(not remote.uses_mathssh for remote in remotes):
        other = _facts()["other"]
        yield (
            "If it has one, leave it so: others may count on it. An ssh-agent is of no help where the Front End does "
            f'not inherit it. With ssh = {{ IdentityFile = "{other}" }} in the specification the launch command names '
            "another key, and these steps make and send that one. (By hand: make it as above, send it, and add "
            f"IdentityFile {other} to the stanza in ssh_config.)"
        )


def logins(remotes: tuple[Remote, ...]) -> Iterator[Part]:
    """Yield how each account is given the key."""
    yield (
        "This asks for a password, and whether the machine is the right one: the last time. It appends the key and "
        "leaves those that are there already."
    )
    # An empty line first: the last line of the file may have no end.
    append = '"umask 077; mkdir -p .ssh; echo >> .ssh/authorized_keys; cat >> .ssh/authorized_keys"'
    accounts = [(remote, *account) for remote in remotes for account in _accounts(remote)]
    yield from on_each(((remote, f"{log_in} {append} < {key.file}.pub") for remote, log_in, key in accounts), remotes)
    yield from proxies(remotes, "a login of its own must work without a question too.")
    if any(key == _usual(is_old=False) for _, _, key in accounts):
        yield f"To a machine with an ssh of before 2014, send {_usual(is_old=True).file}.pub instead."
