"""What ssh (or rsh, or mathssh) makes of its words: options, a host and a command for the far side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from re import compile as regex

from rkconf.link import is_loopback
from rkconf.programs import facts
from rkconf.shell.words import Field
from rkconf.source import Excerpt, Span
from rkconf.ssh import effects
from rkconf.ssh import settings as ssh_settings
from rkconf.ssh.effects import Cause, Effect
from rkconf.ssh.options import Option, OptionReader
from rkconf.ssh.settings import Refusal

SSH_PORT = 22
"""Where an ssh server listens unless somebody says otherwise (sshd_config(5))."""
_FORWARD = regex(
    r"(?:(?P<address>\[[^\]]*\]|[^:\s\[\]/]*):)?(?P<port>[0-9]{1,9})[:\s](?P<host>\[[^\]]+\]|[^:\s\[\]]+):(?P<host_port>[0-9]{1,9})"
)
_PORT_BEHIND = regex(r"(?<=[^:]):([0-9]+)$")
_NUMBER = regex(r"[0-9]{1,9}")
_FORWARD_SETTINGS = {"remoteforward": "R", "localforward": "L"}


@dataclass(frozen=True, slots=True)
class Forward:
    """``-R`` or ``-L``: a port on one machine that leads to a host and port seen from the other.

    ``address`` is the one that is listened on, None where it is not given.
    """

    letter: str
    address: str | None
    entrance: Excerpt
    host: str
    exit: Excerpt
    option: Option

    @property
    def port(self) -> int:
        """The port that is listened on."""
        return int(self.entrance.text)

    @property
    def host_port(self) -> int:
        """The port that it leads to."""
        return int(self.exit.text)

    @property
    def span(self) -> Span:
        """The option and its value."""
        return self.option.span


@dataclass(frozen=True)
class Connection:
    """A launcher's words in their parts."""

    launcher: str
    """``ssh``, ``rsh`` or ``mathssh``."""
    program: Field
    options: tuple[Option, ...] = ()
    destination: Field | None = None
    command: tuple[Field, ...] = ()
    unknown: tuple[Field, ...] = ()
    """Options that the launcher does not know."""
    incomplete: tuple[Option, ...] = ()
    """Options whose value is missing."""
    unattested: Field | None = None
    """An option that nothing attests, or versions differ about: what it and the words behind it mean is not known."""

    def given(self, letter: str) -> tuple[Option, ...]:
        """Return the options of that letter."""
        return tuple(option for option in self.options if option.letter == letter)

    def setting(self, name: str) -> str | None:
        """Return the value of ``-o name=value``; names ignore case and the first one counts (ssh_config(5))."""
        return self.settings.get(name.lower(), (None, None))[0]

    @cached_property
    def settings(self) -> Mapping[str, tuple[str, Option]]:
        """All ``-o`` settings by lower-case name, each with what ssh reads in its value."""
        found: dict[str, tuple[str, Option]] = {}
        for option in self.given("o"):
            name, value = option.setting
            if name:
                found.setdefault(name, (ssh_settings.meant(name, value), option))
        return found

    @cached_property
    def refusals(self) -> tuple[Refusal, ...]:
        """The settings that ssh refuses."""
        return tuple(ssh_settings.refusals(self.options)) if self.launcher == "ssh" else ()

    @cached_property
    def effects(self) -> tuple[tuple[Cause, Option], ...]:
        """What options and settings make of the launch, besides carrying it; of a setting its first value counts."""
        letters = ((effects.of_option(option.letter, self.launcher), option) for option in self.options)
        settings = (
            (effects.of_setting(option.text.lstrip()[: len(name)], value, self.launcher), option)
            for name, (value, option) in self.settings.items()
        )
        return tuple((cause, option) for cause, option in (*letters, *settings) if cause)

    def options_that(self, *wanted: Effect) -> tuple[tuple[Cause, Option], ...]:
        """Return what has one of these effects, each with its option."""
        return tuple((cause, option) for cause, option in self.effects if cause.effect in wanted)

    @property
    def obstacle(self) -> str | None:
        """What is known to keep the launcher from handing a command on, or None."""
        return None if self.unattested else next(self._obstacles(), None)

    def _obstacles(self) -> Iterator[str]:
        yield from (f"{self.launcher} does not know the option {word.text}" for word in self.unknown)
        yield from (f"the value of {self.launcher}'s option -{option.letter} is missing" for option in self.incomplete)
        yield from (refusal.message for refusal in self.refusals if refusal.is_certain)
        if not self.host:
            yield f"{self.launcher} is given no host"
        yield from (cause.message for cause, _ in self.options_that(*effects.ENDING))
        if not self.command:
            yield f"{self.launcher} is given no command"

    @property
    def user(self) -> str | None:
        """Who logs in, where the command says so."""
        before, at, _ = self._login.rpartition("@")
        return self._first("l", "user", before if at else None)

    @property
    def port(self) -> int | None:
        """The port of the far machine's ssh, where the command says so."""
        text = self._first("p", "port", next(iter(_PORT_BEHIND.findall(self._address or "")), None))
        return int(text) if text and _NUMBER.fullmatch(text) else None

    def _first(self, letter: str, setting: str, destination: str | None) -> str | None:
        """Return what comes first: an option, a setting, or a part of the destination (measured)."""
        told = [(option.span.start, option.text) for option in self.given(letter)]
        if setting in self.settings:
            text, option = self.settings[setting]
            told.append((option.span.start, text))
        if destination is not None and self.destination:
            told.append((self.destination.raw.span.start, destination))
        return min(told)[1] if told else None

    @property
    def host(self) -> str:
        """The machine, without user and port; empty where there is none."""
        return self._login.rpartition("@")[2]

    @property
    def _login(self) -> str:
        text = self.destination.text if self.destination else ""
        return text if self._address is None else _PORT_BEHIND.sub("", self._address)

    @property
    def _address(self) -> str | None:
        """User, host and port of ``ssh://user@host:port``; None for a plain destination."""
        text = self.destination.text if self.destination else ""
        return text[len("ssh://") :].partition("/")[0] if text.lower().startswith("ssh://") else None

    @cached_property
    def forwards(self) -> tuple[Forward, ...]:
        """The ``-R`` and ``-L`` that can be read."""
        return tuple(forward for _, _, forward in self._forwards() if forward)

    @cached_property
    def bad_forwards(self) -> tuple[Option, ...]:
        """The ``-R`` and ``-L`` that ssh cannot read (a lone port of ``-R`` is a proxy: no tunnel either)."""
        return tuple(option for option, _, forward in self._forwards() if not forward)

    def _forwards(self) -> Iterator[tuple[Option, str, Forward | None]]:
        for option in self.options:
            name, value = option.setting
            letter = _FORWARD_SETTINGS.get(name) if name else option.letter
            if letter in {"R", "L"}:
                text = value if name else option.text
                yield option, letter, _forward(letter, option.text.rindex(text), option)

    @property
    def tunnels(self) -> tuple[Forward, ...]:
        """The ``-R``: ports of the far machine that lead back here."""
        return tuple(forward for forward in self.forwards if forward.letter == "R")

    @property
    def inward(self) -> tuple[Forward, ...]:
        """The ``-L`` that lead to a port of the far machine itself, from the same port of this one alone."""
        return tuple(
            forward
            for forward in self.forwards
            if forward.letter == "L"
            and forward.port == forward.host_port
            and is_loopback(forward.host)
            and (forward.address is None or is_loopback(forward.address))
        )

    @property
    def is_here(self) -> bool:
        """Whether the host is this very machine."""
        return is_loopback(self.host)


def _forward(letter: str, start: int, option: Option) -> Forward | None:
    """Read what begins at a place of the value of an option."""
    match = _FORWARD.fullmatch(option.text, start)
    if not match or not option.value:
        return None
    address = match["address"]
    entrance, exit_ = (option.value[slice(*match.span(part))] for part in ("port", "host_port"))
    host = match["host"].strip("[]")
    return Forward(letter, None if address is None else address.strip("[]"), entrance, host, exit_, option)


def connect(launcher: str, program: Field, words: tuple[Field, ...]) -> Connection:
    """Sort ``words`` (what stands behind the launcher) as the launcher does."""
    known = facts()["remote"][launcher]
    reader = OptionReader(known, words)
    reader.run()
    return Connection(
        launcher,
        program,
        tuple(reader.options),
        reader.destination,
        words[reader.at :],
        tuple(reader.unknown),
        tuple(reader.incomplete),
        reader.unattested,
    )
