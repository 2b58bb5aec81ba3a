"""The journey of a launch command: front end, local shell, ssh, remote shell, kernel, link.

`rkconf.command.follow` makes it.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from rkconf import link
from rkconf.command.hop import Hop, deciding, unknown_pieces
from rkconf.command.invocation import Call, Invocation, Kernel
from rkconf.command.launch import Launch
from rkconf.command.link_forwards import link_forwards
from rkconf.command.link_port import CHANNELS, LinkPort
from rkconf.command.paths import Path, call_of
from rkconf.command.placeholders import Filled
from rkconf.diagnostics import Problem
from rkconf.link import LinkName
from rkconf.shell.execution import Condition, Evaluation, Execution, Occurrence
from rkconf.shell.facts import WindowsShell
from rkconf.shell.words import Field
from rkconf.source import Excerpt, Source, Span
from rkconf.ssh.connection import Connection
from rkconf.ssh.forwards import Forward
from rkconf.ssh.scalars import port_number


@dataclass(frozen=True)
class Journey:
    """A launch command as ``local_shells`` and then ``remote_shells`` read it.

    ``path`` leads from the local shell to the kernel, or as far as it can be followed.
    """

    launch: Launch
    filled: Filled
    path: Path
    local_shells: tuple[str, ...] = field(compare=False)
    remote_shells: tuple[str, ...] = field(default=(), compare=False)

    @cached_property
    def hops(self) -> tuple[Hop, ...]:
        """Every shell on the way, the local one first."""
        return tuple(Hop(*step) for step in self.path)

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """What the programs on the way do with their words."""
        return tuple(hop.call for hop in self.hops if hop.call)

    @property
    def local(self) -> Evaluation:
        """What the local shell makes of the command."""
        return self.hops[0].evaluation

    @property
    def is_read_by_windows(self) -> bool:
        """Whether the local shell is cmd.exe."""
        return isinstance(self.local.shell, WindowsShell)

    @property
    def execution(self) -> Execution | None:
        """The program that the local shell starts and that leads on."""
        return self.hops[0].execution

    @cached_property
    def launcher(self) -> Invocation | None:
        """The program that leads to the other machine: a client of ssh, else what the local shell starts."""
        clients = (call.invocation for call in self.calls if call.connection)
        return next(clients, self.calls[0].invocation if self.calls else None)

    @cached_property
    def connections(self) -> tuple[Connection, ...]:
        """The clients of ssh on the way, in order."""
        return tuple(call.connection for call in self.calls if call.connection)

    @cached_property
    def tunnel_connections(self) -> tuple[Connection, ...]:
        """The clients whose forwards the kernel may use: its own, and those that were opened before and stay open."""
        beside: list[Connection] = []
        for hop in self.hops:
            for execution in hop.evaluation.executions:
                if execution is hop.execution:
                    break
                if (call := call_of(execution)) and call.connection and call.stays_open(execution):
                    beside.append(call.connection)
        return (*beside, *((self.connection,) if self.connection else ()))

    @property
    def connection(self) -> Connection | None:
        """The client that logs in to the kernel's machine: the last one."""
        return self.connections[-1] if self.connections else None

    @property
    def handed_on(self) -> Excerpt | None:
        """The text that the login shell of the kernel's machine reads."""
        return next((call.handed_on for call in reversed(self.calls) if call.connection), None)

    @property
    def remote(self) -> Evaluation | None:
        """What the login shell of the kernel's machine makes of it."""
        return next(
            (hop.evaluation for hop in reversed(self.hops) if hop.evaluation.machine and hop.evaluation.is_login), None
        )

    @property
    def kernel(self) -> Kernel | None:
        """The kernel that is started; None where none is seen."""
        return self.calls[-1].kernel if self.calls else None

    @property
    def unfollowed(self) -> Field | None:
        """A program that rkconf does not know, such as somebody's script, or an option that is not documented.

        Nothing after it is judged.
        """
        return self.calls[-1].unfollowed if self.calls else None

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What the shells could not do, in the order of the journey."""
        return tuple(problem for hop in self.hops for problem in hop.evaluation.problems)

    @property
    def refused(self) -> bool:
        """Whether a shell cannot read the command and runs nothing of it."""
        return any(hop.evaluation.refused for hop in self.hops)

    @cached_property
    def reached(self) -> tuple[Occurrence, Condition | None]:
        """Whether the end of the way is reached, and what decides it where that is not certain."""
        narrowest = min(
            (hop.execution for hop in self.hops if hop.execution), key=lambda each: each.occurs, default=None
        )
        if narrowest is None or narrowest.occurs is Occurrence.ALWAYS:
            doubt = next((call.doubt for call in self.calls if call.doubt), None)
            return (Occurrence.PERHAPS, doubt) if doubt else (Occurrence.ALWAYS, None)
        return narrowest.occurs, narrowest.condition

    @property
    def leads_on(self) -> bool:
        """Whether the way ends at a kernel, at another machine, or at a program that may be either."""
        return bool(self.kernel or self.unfollowed or any(call.handed_on for call in self.calls))

    @property
    def only_prepares(self) -> bool:
        """Whether the local shell runs no program, or only such as prepare what follows."""
        started = (call_of(each) for each in self.local.executions)
        return not self.local.unfollowed and all(call is None or call.only_prepares for call in started)

    @cached_property
    def unknown_pieces(self) -> tuple[Excerpt, ...]:
        """What only the machine knows among the words of the programs on the way, each place once."""
        words = (word for call in self.calls for word in deciding(call))
        return tuple({piece.span: piece for word in words for piece in unknown_pieces(word)}.values())

    def is_harmless(self, problem: Problem) -> bool:
        """Return whether a problem is only that a variable has no value, in what the kernel gets behind its link."""
        last = next((call for call in self.calls[-1:] if call.kernel), None)
        if problem.rule != "unset-variable" or last is None or last.kernel is None:
            return False
        behind = last.kernel.invocation.words[len(deciding(last)) :]
        return any(piece.span == problem.span for word in behind for piece in unknown_pieces(word))

    @property
    def hides_words(self) -> bool:
        """Whether some words of the command are not known, or not followed."""
        unknown = (problem.rule == "not-understood" for problem in self.problems)
        words = (word for hop in self.hops for each in hop.evaluation.executions for word in each.words)
        return (
            any(unknown) or any(hop.evaluation.unfollowed for hop in self.hops) or any(not word.known for word in words)
        )

    def source_text(self, raw: Excerpt) -> str:
        """Return what is written in the command at the place of ``raw``."""
        text, span = self.launch.command or raw, raw.span
        return text.text[bisect_left(text.starts, span.start) : bisect_right(text.ends, span.end)]

    @property
    def is_remote(self) -> bool:
        """Whether the kernel is, as far as the command tells, on another machine than the Front End."""
        if not self.connections:
            return self.kernel is None
        return not all(connection.is_here for connection in self.connections)

    @property
    def crosses_machines(self) -> bool:
        """Whether the kernel is, as far as the command tells, on another machine than the Front End."""
        return self.is_remote

    @property
    def called(self) -> LinkName | None:
        """The link name that the kernel calls, where the text alone decides it (not ports chosen at random)."""
        return self.kernel.link.name if self.kernel and not any(port.is_told for port in self.called_ports) else None

    @cached_property
    def called_ports(self) -> tuple[LinkPort, ...]:
        """The ports that the kernel calls, as far as the text tells."""
        name = self.kernel.link.name if self.kernel else None
        return tuple(self.port(end.digits) for end in name.endpoints) if name else ()

    @cached_property
    def listening_ports(self) -> tuple[LinkPort, ...]:
        """The ports that the side which waits opens: fixed ones, or those of the link name that the command is told.

        The kernel that starts parallel kernels opens others each time.
        """
        return tuple(map(LinkPort, self._fixed)) or tuple(
            LinkPort(port, is_told=True, place=place) for place, port in enumerate(self._told)
        )

    def port(self, digits: Excerpt) -> LinkPort:
        """Return the port that a part of the command names."""
        number = port_number(digits.text) or 0
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
    def unforwarded_ports(self) -> tuple[LinkPort, ...]:
        """The ports that the kernel calls and no ``-R`` begins at; nothing where there is none at all."""
        forwarded = {self.port(forward.listen_port) for forward in self.remote_forwards}
        if not forwarded or self.has_unknown_forwards:
            return ()
        return tuple(port for port in self.called_ports if port not in forwarded)

    @property
    def reversed_forwards(self) -> tuple[Forward, ...]:
        """The ``-L`` at ports that the kernel calls on its own machine, where no ``-R`` begins."""
        forwarded = {self.port(forward.listen_port) for forward in self.remote_forwards}
        away = (forward for forward in self.connection.forwards if forward.letter == "L") if self.connection else ()
        return tuple(forward for forward in away if self.port(forward.listen_port) in {*self.called_ports} - forwarded)

    @cached_property
    def remote_forwards(self) -> tuple[Forward, ...]:
        """The ports of the kernel's machine that lead back to the Front End's, as far as they concern the link."""
        return link_forwards(self) if self.connection else ()

    @property
    def has_unknown_forwards(self) -> bool:
        """Whether a forward, or a word that may be one, depends on the machine: nobody knows what is forwarded."""
        where = self.connection.destination if self.connection else None
        loose = where and any(not expansion.quoted for expansion in where.unknown)
        return bool(loose) or any(connection.unknown_forwards for connection in self.tunnel_connections)

    @property
    def local_forwards(self) -> tuple[Forward, ...]:
        """The ports of the Front End's machine that lead to the same ones of the kernel's."""
        return tuple(forward for connection in self.tunnel_connections for forward in connection.local_forwards)

    @cached_property
    def tells_link(self) -> bool:
        """Whether the value of the link placeholder reaches the kernel's arguments or, unread, another program's."""
        if self.kernel:
            return any(self.carries_link(word.value) for word in self.kernel.arguments)
        raws = [excerpt for hop in self.hops for excerpt in hop.evaluation.unfollowed]
        words = [word for hop in self.hops for each in hop.evaluation.executions for word in each.words]
        return any(self.carries_link(text) for text in (*raws, *(word.value for word in words)))

    def carries_link(self, value: Excerpt) -> bool:
        """Say whether ``value`` came from the link placeholder."""
        return any(value.comes_from(span) for span in self._link_spans)

    @cached_property
    def _link_spans(self) -> tuple[Span, ...]:
        return tuple(item.raw.span for item in self.filled.named(self.launch.link_placeholder))
