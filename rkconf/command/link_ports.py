"""The ports of the link as a command names them: as numbers, or as parts of the link name."""

from dataclasses import dataclass, field
from functools import cached_property

from rkconf import link
from rkconf.command.invocation import StartedKernel
from rkconf.command.launch import Launch
from rkconf.command.placeholders import Filled
from rkconf.source import Excerpt, Source, Span
from rkconf.ssh.scalars import port_number

_ORDINALS = ("first", "second")
CHANNELS = len(_ORDINALS)
"""The number of channels of a link: one for data and one for urgent messages."""


@dataclass(frozen=True, slots=True)
class LinkPort:
    """A port that is called, opened or forwarded.

    Two ports are equal if the text makes them equal: a number never equals a dynamic port, whatever the example value.
    """

    number: int
    """The port; an example value if it is dynamic."""
    is_dynamic: bool = False
    """Whether it is part of a link name with random ports, so that it changes from launch to launch."""
    index: int | None = field(default=None, compare=False)
    """The index of a dynamic port in the link, from 0; None if it combines several ports, or is part of one."""

    def __str__(self) -> str:
        """Return the number, or a description of a dynamic port."""
        if not self.is_dynamic:
            return str(self.number)
        return "a part of the link name" if self.index is None else f"the {_ORDINALS[self.index]} port of the link"


@dataclass(frozen=True)
class LinkPorts:
    """The ports on both sides of the link."""

    launch: Launch
    filled: Filled
    kernel: StartedKernel | None

    @cached_property
    def called(self) -> tuple[LinkPort, ...]:
        """The ports that the kernel calls, as far as the text determines them."""
        name = self.kernel.link.name if self.kernel else None
        return tuple(self.port(end.digits) for end in name.endpoints) if name else ()

    @cached_property
    def listening(self) -> tuple[LinkPort, ...]:
        """The ports that the listening side opens: fixed ones, or those of the link name that the command receives.

        The kernel that starts parallel kernels opens others each time.
        """
        dynamic = (LinkPort(port, is_dynamic=True, index=index) for index, port in enumerate(self._example))
        return tuple(map(LinkPort, self._fixed)) or tuple(dynamic)

    @cached_property
    def uses_loopback(self) -> bool:
        """Whether one side of a link with random ports uses its own loopback address, which needs a tunnel."""
        sides = (self.launch.listening, self.kernel.link if self.kernel else None)
        hosts = (host for side in sides if side for host in side.hosts)
        return self.are_dynamic and any(host and link.is_loopback(host) for host in hosts)

    @property
    def are_dynamic(self) -> bool:
        """Whether the listening side chooses its ports at random."""
        return any(port.is_dynamic for port in self.listening)

    def port(self, digits: Excerpt) -> LinkPort:
        """Return the port that a part of the command names."""
        number = port_number(digits.text) or 0
        if self._fixed or not self.derives_from_link_name(digits):
            return LinkPort(number)
        index = self._example.index(number) if number in self._example else None
        return LinkPort(number, is_dynamic=True, index=index)

    def derives_from_link_name(self, value: Excerpt) -> bool:
        """Return whether a value contains text from the link placeholder."""
        return any(value.comes_from(span) for span in self._spans)

    @property
    def _fixed(self) -> tuple[int, ...]:
        """The ports that the MLOpen arguments fix."""
        listening = self.launch.listening
        return listening.name.ports if listening and listening.name else ()

    @cached_property
    def _example(self) -> tuple[int, ...]:
        """The ports of the example link name."""
        value = next((item.value for item in self.filled.named(self.launch.link_placeholder)), None)
        name = link.parse_name(Source("", value.encode()).excerpt()) if value else None
        return name.ports[:CHANNELS] if name else ()

    @cached_property
    def _spans(self) -> tuple[Span, ...]:
        return tuple(item.raw.span for item in self.filled.named(self.launch.link_placeholder))
