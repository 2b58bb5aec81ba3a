"""The words of ssh (or rsh, or mathssh) in their parts: options, a host, and a command for the other machine."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from rkconf.deferred import pattern
from rkconf.link import is_loopback
from rkconf.record import record
from rkconf.shell.words import Field
from rkconf.ssh import effects
from rkconf.ssh.clients import Client, clients
from rkconf.ssh.destination import SCHEME, is_uri
from rkconf.ssh.effects import Effect, OptionEffect
from rkconf.ssh.forwards import Forward, Proxy, read_forwards, repeated
from rkconf.ssh.keywords import keywords
from rkconf.ssh.options import Option, OptionReader
from rkconf.ssh.refusals import Refusal, is_forward, refusals, wrong_addresses
from rkconf.ssh.scalars import port_number
from rkconf.ssh.settings import meant

SSH_PORT = 22
"""The default port of an ssh server (sshd_config(5))."""
_PORT_AT_END = pattern(r"(?<=[^:]):([0-9]+)$")


@record
class Connection:
    """The words of a client in their parts."""

    launcher: str
    """The name of the client: ``ssh``, ``autossh``, ``plink``, ``rsh`` or ``mathssh``."""
    program: Field
    options: tuple[Option, ...] = ()
    destination: Field | None = None
    command: tuple[Field, ...] = ()
    unknown: tuple[Field, ...] = ()
    """Options that the launcher does not know."""
    incomplete: tuple[Option, ...] = ()
    """Options whose value is missing."""
    undocumented_option: Field | None = None
    """An option that is not documented, or ambiguous between versions: the words after it are not checked."""

    @property
    def client(self) -> Client:
        """The facts about the client."""
        return clients()[self.launcher]

    def given(self, letter: str) -> tuple[Option, ...]:
        """Return the options of that letter."""
        return tuple(option for option in self.options if option.letter == letter)

    def meaning(self, keyword: str) -> tuple[Option, ...]:
        """Return the options with the meaning of a keyword of ssh_config(5)."""
        return tuple(option for option in self.options if option.fact.keyword == keyword)

    def setting(self, name: str) -> str | None:
        """Return the value of ``-o name=value``; case is ignored, and the first one counts (ssh_config(5))."""
        return self.settings.get(name.lower(), (None, None))[0]

    @cached_property
    def settings(self) -> Mapping[str, tuple[str, Option]]:
        """All ``-o`` settings by name in lowercase, each with the value that ssh reads, and its option."""
        found: dict[str, tuple[str, Option]] = {}
        for option in self.given("o"):
            name, value = option.setting
            if name:
                found.setdefault(name, (meant(name, value), option))
        return found

    @cached_property
    def refusals(self) -> tuple[Refusal, ...]:
        """The options and the destination that OpenSSH refuses; of other clients, only a wrong address."""
        if self.client.is_openssh:
            return tuple(refusals(self.options, self.destination))
        return tuple(wrong_addresses(self.destination)) if self.destination else ()

    @cached_property
    def effects(self) -> tuple[tuple[OptionEffect, Option], ...]:
        """The effects of options and settings on the launch; of a setting the first value counts."""
        letters = ((self.client.effect_of(option.letter), option) for option in self.options)
        known = ((keywords().get(name), value, option) for name, (value, option) in self.settings.items())
        settings = ((keyword.effect_of(value, self.launcher), option) for keyword, value, option in known if keyword)
        return tuple((effect, option) for effect, option in (*letters, *settings) if effect)

    def options_that(self, *wanted: Effect) -> tuple[tuple[OptionEffect, Option], ...]:
        """Return the options with one of these effects."""
        return tuple((effect, option) for effect, option in self.effects if effect.effect in wanted)

    @property
    def obstacle(self) -> str | None:
        """The reason why the client does not pass a command on, or None where none is known."""
        return None if self.undocumented_option else next(self._obstacles(), None)

    def _obstacles(self) -> Iterator[str]:
        yield from (f"{self.launcher} does not know the option {word.text}" for word in self.unknown)
        yield from (f"the value of {self.launcher}'s option -{option.letter} is missing" for option in self.incomplete)
        yield from (refusal.message for refusal in self.refusals if refusal.is_certain)
        yield from (f"ssh cannot read the forward {option.text}" for option in self.bad_forwards)
        if not self.host:
            yield f"{self.launcher} is given no host"
        yield from (effect.message for effect, _ in self.options_that(*effects.ENDING))
        if not self.command:
            yield f"{self.launcher} is given no command"

    @property
    def user(self) -> str | None:
        """The login name, where the command gives one."""
        before, at, _ = self._login.rpartition("@")
        return self._first("User", before if at else None)

    @property
    def port(self) -> int | None:
        """The port of the ssh server, where the command gives one."""
        text = self._first("Port", next(iter(_PORT_AT_END.findall(self._address or "")), None))
        return port_number(text) or None if text else None

    def _first(self, keyword: str, destination: str | None) -> str | None:
        """Return the first value of an option, a setting, or a part of the destination (measured)."""
        given = [(option.span.start, option.text) for option in self.meaning(keyword)]
        if keyword.lower() in self.settings:
            text, option = self.settings[keyword.lower()]
            given.append((option.span.start, text))
        if destination is not None and self.destination:
            given.append((self.destination.raw.span.start, destination))
        return min(given)[1] if given else None

    @property
    def host(self) -> str:
        """The host, without user and port; empty where there is none."""
        return self._login.rpartition("@")[2]

    @property
    def _login(self) -> str:
        text = self.destination.text if self.destination else ""
        return text if self._address is None else _PORT_AT_END.sub("", self._address)

    @property
    def _address(self) -> str | None:
        """User, host and port of ``ssh://user@host:port``; None for a plain destination."""
        text = self.destination.text if self.destination else ""
        return text[len(SCHEME) :].partition("/")[0] if is_uri(text) else None

    @cached_property
    def _read_forwards(self) -> tuple[tuple[Option, Forward | Proxy | None], ...]:
        return tuple(read_forwards(self.options))

    @cached_property
    def forwards(self) -> tuple[Forward, ...]:
        """The ``-R`` and ``-L`` between two ports."""
        return tuple(found for _, found in self._read_forwards if isinstance(found, Forward))

    @cached_property
    def bad_forwards(self) -> tuple[Option, ...]:
        """The ``-R`` and ``-L`` that ssh refuses."""
        return tuple(option for option, found in self._read_forwards if found is None)

    @property
    def unknown_forwards(self) -> tuple[Option, ...]:
        """The ``-R`` and ``-L`` with a part that depends on the machine."""
        return tuple(option for option in self.options if not option.is_known and is_forward(option))

    @cached_property
    def proxies(self) -> tuple[Proxy, ...]:
        """The ``-R`` without a target."""
        return tuple(found for _, found in self._read_forwards if isinstance(found, Proxy))

    @cached_property
    def remote_forwards(self) -> tuple[Forward, ...]:
        """The ``-R``, which listen on the other machine. Of several for one port ssh opens the first (measured)."""
        return tuple(each for each in self.forwards if each.letter == "R" and each not in self.repeated_forwards)

    @cached_property
    def repeated_forwards(self) -> Mapping[Forward, Forward]:
        """The ``-R`` with the address and port of an earlier one, each with that one.

        ssh warns and continues without them (measured).
        """
        return dict(repeated(each for each in self.forwards if each.letter == "R"))

    @property
    def local_forwards(self) -> tuple[Forward, ...]:
        """The ``-L`` that join the same port of this machine and of the other one, both on loopback."""
        return tuple(each for each in self.forwards if each.letter == "L" and each.is_straight)

    @property
    def is_here(self) -> bool:
        """Whether the host is this very machine."""
        return is_loopback(self.host)


def connect(launcher: str, program: Field, words: tuple[Field, ...]) -> Connection:
    """Return the connection of a client with the ``words`` that follow its name."""
    reader = OptionReader(clients()[launcher], words)
    reader.run()
    return Connection(
        launcher,
        program,
        tuple(reader.options),
        reader.destination,
        words[reader.at :],
        tuple(reader.unknown),
        tuple(reader.incomplete),
        reader.undocumented,
    )
