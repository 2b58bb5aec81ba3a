"""The forwards among the options of a client."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rkconf.link import is_loopback
from rkconf.link.name import LOOPBACK_ADDRESS
from rkconf.record import record
from rkconf.source import Excerpt, Span
from rkconf.ssh import forward_spec
from rkconf.ssh.forward_spec import ForwardSpec
from rkconf.ssh.options import SETTING, Option
from rkconf.ssh.scalars import port_number
from rkconf.ssh.settings import split

IPV6_LOOPBACK = "::1"
_LETTERS = {"remoteforward": "R", "localforward": "L"}


@record
class Forward:
    """``-R`` or ``-L``: ssh listens on one machine and connects to a host and port from the other."""

    letter: str
    address: str | None
    """The address on which it listens; None where it is not given."""
    listen_port: Excerpt
    host: str
    target_port: Excerpt
    option: Option

    @property
    def port(self) -> int:
        """The port on which it listens."""
        return port_number(self.listen_port.text) or 0

    @property
    def host_port(self) -> int:
        """The target port."""
        return port_number(self.target_port.text) or 0

    @property
    def is_straight(self) -> bool:
        """Whether it joins the same port of both machines, both on loopback."""
        listens_on_loopback = self.address is None or is_loopback(self.address)
        return self.port == self.host_port and is_loopback(self.host) and listens_on_loopback

    @property
    def family(self) -> str | None:
        """The loopback address, where the server listens on only one; None for both families (measured)."""
        return self.address if self.address in {LOOPBACK_ADDRESS, IPV6_LOOPBACK} else None

    @property
    def span(self) -> Span:
        """The option and its value."""
        return self.option.span


@record
class Proxy:
    """``-R`` without a target: a SOCKS proxy, which carries no link."""

    listen_port: Excerpt | None
    """The port on which it listens; None for a Unix socket."""
    option: Option

    @property
    def span(self) -> Span:
        """The option and its value."""
        return self.option.span


def repeated(forwards: Iterable[Forward]) -> Iterator[tuple[Forward, Forward]]:
    """Yield each forward for which the server cannot listen, since an earlier one has its port, with that one."""
    earlier: dict[str, dict[str | None, Forward]] = defaultdict(dict)
    for each in forwards:
        same = earlier[each.listen_port.text]
        taken = (other for family, other in same.items() if each.family is None or family in {None, each.family})
        if first := next(taken, None):
            yield each, first
        same.setdefault(each.family, each)


def read_forwards(options: Iterable[Option]) -> Iterator[tuple[Option, Forward | Proxy | None]]:
    """Yield every ``-R`` and ``-L`` whose text is known, and the settings with the same meaning.

    A forward is None where ssh refuses it; forwards from or to a Unix socket are left out.
    """
    for option in options:
        name, value = option.setting
        letter = _LETTERS.get(name or option.fact.keyword.lower())
        if not letter or not option.is_known or (name and not value.strip()):
            continue
        read = _of_setting if name else _of_option
        spec = read(letter, option.value or Excerpt("", (), ()))
        if spec is None:
            yield option, None
        elif spec.is_dynamic:
            yield option, Proxy(spec.listen_port, option)
        elif found := _forward(letter, spec, option):
            yield option, found


def _of_option(letter: str, value: Excerpt) -> ForwardSpec | None:
    return forward_spec.parse(value, is_remote=letter == "R")


def _of_setting(letter: str, value: Excerpt) -> ForwardSpec | None:
    """Return ``RemoteForward=[address:]port host:port``; without the target it is a proxy (measured)."""
    match = SETTING.fullmatch(value.text)
    words = split(match[2]) if match else None
    if not match or not words or len(words) > 2:  # noqa: PLR2004 - where it listens, and its target
        return None
    start = match.start(2)
    starts = [value.text.find(word, start) for word in words]
    parts = [value[at : at + len(word)] for at, word in zip(starts, words, strict=True)]
    if len(parts) == 1:
        return forward_spec.parse_dynamic(parts[0], is_remote=True) if letter == "R" else None
    colon = Excerpt.stand_in(":", parts[0].span)
    found = forward_spec.parse(Excerpt.join((parts[0], colon, parts[1])), is_remote=letter == "R")
    return None if found and found.is_dynamic else found


def _forward(letter: str, spec: ForwardSpec, option: Option) -> Forward | None:
    """Return a forward between two ports; None for a proxy, or with a Unix socket on a side."""
    if spec.listen_port is None or spec.target_port is None or spec.host is None:
        return None
    return Forward(letter, spec.address, spec.listen_port, spec.host, spec.target_port, option)
