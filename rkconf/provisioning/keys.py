"""The keys with which ssh logs in without a question: created once, never overwritten, and sent to each account."""

from collections.abc import Iterable, Iterator
from functools import cache

from rkconf import tables
from rkconf.diagnostics import enumeration
from rkconf.provisioning.blocks import Block, CodeBlock, on_each, proxies, starters
from rkconf.provisioning.remote import Remote
from rkconf.record import record
from rkconf.shell.quoting import UNIX


@record
class KeyKind:
    """A kind of key; ``{file}`` in a command is replaced by the path of the key."""

    kind: str
    """Its name."""
    file: str
    """The usual path of such a key."""
    make: str
    """The command that creates one without a passphrase."""


@record
class KeyTable:
    """The kinds of keys, and the commands that serve for all; ``{file}`` is replaced by the path of the key."""

    show: str
    """The command that prints the public key if the key has no passphrase."""
    away: str
    """The command that moves a pair of keys away, and fails rather than overwrite another pair."""
    other: str
    """The path of a key for this purpose alone."""
    default: KeyKind
    """The kind to use."""
    old: KeyKind
    """The kind for old programs and old machines."""


@cache
def _table() -> KeyTable:
    return tables.read(KeyTable, "provisioning/keys.toml")


@record
class Key:
    """A pair of keys: its kind, and its path on the machine that logs in."""

    kind: KeyKind
    path: str

    @property
    def file(self) -> str:
        """The path as a word for a shell, which expands only a tilde at the beginning."""
        return f"~/{UNIX.word(self.path[2:])}" if self.path.startswith("~/") else UNIX.word(self.path)

    @property
    def make(self) -> str:
        """The command that creates it unless it exists."""
        return f"test -f {self.file} || {self.kind.make.format(file=self.file)}"

    @property
    def show(self) -> str:
        """The command that prints its public key if it has no passphrase."""
        return _table().show.format(file=self.file)

    @property
    def away(self) -> str:
        """The command that moves it away."""
        return _table().away.format(file=self.file)


def _usual(kind: KeyKind) -> Key:
    return Key(kind, kind.file)


def _key(remote: Remote) -> Key:
    """Return the key that logs in: the one that the launch command names, or the usual one."""
    if remote.login.identity:
        return Key(_table().default, remote.login.identity)
    return _usual(_table().old if remote.uses_mathssh else _table().default)


def _accounts(remote: Remote) -> Iterator[tuple[str, Key]]:
    """Yield the command that logs in to each machine on the route, and the key that ssh uses there."""
    asking = "-o BatchMode=no"
    yield from ((command, _usual(_table().default)) for command in remote.login.ssh_to_jump_hosts(asking))
    yield remote.login.ssh(asking), _key(remote)


def create(remotes: Iterable[Remote]) -> Iterator[tuple[Remote, str]]:
    """Yield the command that creates each key, unless it exists."""
    return ((remote, key.make) for remote in remotes for _, key in _accounts(remote))


def send(remotes: Iterable[Remote]) -> Iterator[tuple[Remote, str]]:
    """Yield the command that appends the key to those of each account."""
    # An empty line first: the last line of the file may lack its end.
    append = '"umask 077; mkdir -p .ssh; echo >> .ssh/authorized_keys; cat >> .ssh/authorized_keys"'
    accounts = ((remote, *account) for remote in remotes for account in _accounts(remote))
    return ((remote, f"{log_in} {append} < {key.file}.pub") for remote, log_in, key in accounts)


def keys(remotes: tuple[Remote, ...]) -> Iterator[Block]:
    """Yield how to create the keys."""
    machines, default, old = starters(remotes), _table().default, _table().old
    needed = tuple(dict.fromkeys(key for remote in remotes for _, key in _accounts(remote)))
    here = f"On {enumeration(machines)}. " if len(machines) > 1 else ""
    yield f"{here}The key has no passphrase, since nobody can enter it when a kernel starts."
    yield from (CodeBlock(key.make) for key in needed)
    yield from _passphrases(remotes, needed)
    if any(key.kind is old for key in needed):
        yield (
            "mathssh knows only RSA and DSA keys. It is unknown where mathssh looks for them. The program "
            "WolframSSHKeyGen, which comes with Mathematica in SystemFiles/Java, creates keys too."
        )
    if _usual(default) in needed and _usual(old) not in needed:
        yield f"If a machine has an ssh from before 2014, which lacks {default.kind} keys, create this key too:"
        yield CodeBlock(_usual(old).make)
    yield "To replace an old key, for example after a system upgrade, move the old pair away first:"
    yield from (CodeBlock(key.away) for key in needed)
    yield (
        "Old instructions mention `ssh-keygen -d` and authorized_keys2: ignore both. ssh-keygen no longer has -d (DSA "
        "keys, which servers refuse), and few servers still read authorized_keys2."
    )


def _passphrases(remotes: Iterable[Remote], needed: Iterable[Key]) -> Iterator[Block]:
    yield "An existing key may have a passphrase. This command prints the public key only if the key has none:"
    yield from (CodeBlock(key.show) for key in needed)
    if any(not remote.uses_mathssh for remote in remotes):
        other = _table().other
        yield (
            "Do not remove the passphrase of an existing key; use a separate key for the kernel. (An ssh-agent works "
            f'only if the Front End inherits its environment.) Add ssh = {{ IdentityFile = "{other}" }} to the '
            "specification, and run rkconf setup again: the launch command then uses that key, and these steps create "
            "and send it. (By hand: create and send the key as in steps 1 and 2, and add IdentityFile "
            f"{other} to the stanza in ssh_config.)"
        )


def logins(remotes: tuple[Remote, ...]) -> Iterator[Block]:
    """Yield how to send the key to each account."""
    yield (
        "This command asks for a password, and possibly whether to trust the host key, for the last time. It appends "
        "the key to those that the account already has."
    )
    yield from on_each(send(remotes), starters(remotes))
    yield from proxies(remotes, "if it logs in to one, that login must work without a question too.")
    if any(key == _usual(_table().default) for remote in remotes for _, key in _accounts(remote)):
        yield f"To a machine with an ssh from before 2014, send {_usual(_table().old).file}.pub instead."
