"""The journey of a launch command: front end, local shell, ssh, remote shell, kernel, link.

`rkconf.command.follow` makes it.
"""

from dataclasses import dataclass, field
from functools import cached_property
from re import IGNORECASE
from re import compile as regex

from rkconf import link
from rkconf.command import invocation as programs
from rkconf.command.invocation import Invocation
from rkconf.command.launch import Launch
from rkconf.command.link_port import CHANNELS, LinkPort
from rkconf.command.placeholders import Filled
from rkconf.diagnostics import Problem
from rkconf.link import LinkArguments, LinkName
from rkconf.shell.interpreter import Reading
from rkconf.shell.words import Field
from rkconf.source import Excerpt, Source
from rkconf.ssh.connection import Connection, Forward
from rkconf.ssh.effects import Effect

_NAMED = regex(r"Mathematica[ _/\\-]?([0-9]+(?:\.[0-9]+)*)", IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kernel:
    """The kernel's own view: the program that is started for it and its arguments."""

    invocation: Invocation
    link: LinkArguments

    @property
    def program(self) -> Field:
        """The program; it may be a script that starts the kernel."""
        return self.invocation.program

    @property
    def arguments(self) -> tuple[Field, ...]:
        """What the program receives."""
        return self.invocation.arguments

    @property
    def named_version(self) -> Excerpt | None:
        """The number of the version that the program's path names."""
        named = _NAMED.search(self.program.text)
        return self.program.value[named.start(1) : named.end(1)] if named else None

    @property
    def is_known(self) -> bool:
        """Whether it is the kernel by its name, or is given flags as the kernel is; otherwise somebody's script."""
        return programs.is_kernel(self.program) or bool(self.link.flags)


@dataclass(frozen=True)
class Journey:
    """A launch command as ``local_shells`` and then ``remote_shells`` read it.

    ``launcher`` is what the local shell starts. ``connection`` is None where that is the kernel
    itself or a program that rkconf does not follow; ``kernel`` is None where no kernel is reached.
    """

    launch: Launch
    filled: Filled
    local: Reading
    local_shells: tuple[str, ...] = field(compare=False)
    launcher: Invocation | None = None
    connection: Connection | None = None
    handed_on: Excerpt | None = None
    remote: Reading | None = None
    remote_shells: tuple[str, ...] = field(default=(), compare=False)
    kernel: Kernel | None = None
    unfollowed: Field | None = None
    """A program that rkconf does not know, such as somebody's script, or an option that nothing attests.

    Nothing behind it is judged.
    """

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What the shells could not do, in the order of the journey."""
        return (*self.local.problems, *(self.remote.problems if self.remote else ()))

    @property
    def refused(self) -> bool:
        """Whether a shell cannot read the command and runs nothing of it."""
        return self.local.refused or bool(self.remote and self.remote.refused)

    @property
    def in_background(self) -> bool:
        """Whether the command ends while the kernel lives on: ``&``, or ``ssh -f`` or its setting."""
        if self.launcher and self.launcher.started.in_background:
            return True
        return bool(self.connection and self.connection.options_that(Effect.IN_BACKGROUND))

    @property
    def crosses_machines(self) -> bool:
        """Whether the kernel is, as far as the command tells, on another machine than the Front End."""
        return not (self.connection.is_here if self.connection else self.kernel is not None)

    @property
    def called(self) -> LinkName | None:
        """The link name that the kernel calls, where the text alone decides it (not ports chosen at random)."""
        return self.kernel.link.name if self.kernel and not any(port.is_told for port in self.calls) else None

    @cached_property
    def calls(self) -> tuple[LinkPort, ...]:
        """The ports that the kernel calls, as far as the text tells."""
        name = self.kernel.link.name if self.kernel else None
        return tuple(self.port(end.digits) for end in name.endpoints) if name else ()

    @cached_property
    def opens(self) -> tuple[LinkPort, ...]:
        """The ports that the side which waits opens: fixed ones, or those of the link name that the command is told.

        The kernel that starts parallel kernels opens others each time.
        """
        return tuple(map(LinkPort, self._fixed)) or tuple(
            LinkPort(port, is_told=True, place=place) for place, port in enumerate(self._told)
        )

    def port(self, digits: Excerpt) -> LinkPort:
        """Return the port that a part of the command names."""
        number = int(digits.text)
        if self._fixed or not self.carries_link(digits):
            return LinkPort(number)
        place = self._told.index(number) if number in self._told else None
        return LinkPort(number, is_told=True, place=place)

    @property
    def _fixed(self) -> tuple[int, ...]:
        """The ports that the MLOpen arguments fix."""
        listening = self.launch.listening
        return listening.name.ports if listening and listening.name else ()

    @cached_property
    def _told(self) -> tuple[int, ...]:
        """The ports of the link name that stands for every other one."""
        told = next((item.value for item in self.filled.named(self.launch.link_placeholder)), None)
        name = link.parse_name(Source("", told.encode()).excerpt()) if told else None
        return name.ports[:CHANNELS] if name else ()

    @cached_property
    def unreached(self) -> tuple[LinkPort, ...]:
        """The ports that the kernel calls and no ``-R`` begins at; nothing where there is none at all."""
        forwarded = {self.port(forward.entrance) for forward in self.tunnels}
        return tuple(port for port in self.calls if port not in forwarded) if forwarded else ()

    @property
    def turned(self) -> tuple[Forward, ...]:
        """The ``-L`` at ports that the kernel calls on its own machine, where no ``-R`` begins."""
        forwarded = {self.port(forward.entrance) for forward in self.tunnels}
        away = (forward for forward in self.connection.forwards if forward.letter == "L") if self.connection else ()
        return tuple(forward for forward in away if self.port(forward.entrance) in {*self.calls} - forwarded)

    @property
    def tunnels(self) -> tuple[Forward, ...]:
        """The ports of the kernel's machine that lead back to the Front End's."""
        return self.connection.tunnels if self.connection else ()

    @property
    def inward(self) -> tuple[Forward, ...]:
        """The ports of the Front End's machine that lead to the same ones of the kernel's."""
        return self.connection.inward if self.connection else ()

    @property
    def tells_link(self) -> bool:
        """Whether the value of the link placeholder reaches the kernel's arguments or, unread, the launcher's."""
        told = self.kernel.arguments if self.kernel else self.launcher.words if self.launcher else ()
        return any(self.carries_link(word.value) for word in told)

    def carries_link(self, value: Excerpt) -> bool:
        """Say whether ``value`` came from the link placeholder."""
        return any(value.comes_from(item.raw.span) for item in self.filled.named(self.launch.link_placeholder))
