"""The journey of a launch command: Front End, local shell, ssh, remote shell, kernel, link."""

from collections.abc import Mapping
from functools import cached_property

from rkconf.command.hop import Hop, deciding, unknown_pieces
from rkconf.command.invocation import Call, Invocation, StartedKernel
from rkconf.command.launch import Launch
from rkconf.command.link_ports import LinkPort, LinkPorts, dead_ends, link_forwards
from rkconf.command.paths import LaunchPath, call_of
from rkconf.command.placeholders import Filled
from rkconf.diagnostics import Problem
from rkconf.link import LinkName
from rkconf.record import field, record
from rkconf.shell.execution import Condition, Evaluation, Execution, Occurrence
from rkconf.shell.facts import WindowsShell
from rkconf.shell.words import UNKNOWN, Field, shown
from rkconf.source import Excerpt, Span
from rkconf.ssh.connection import Connection
from rkconf.ssh.forwards import Forward


@record
class Journey:
    """A launch command as ``local_shells`` and then ``remote_shells`` read it.

    ``path`` runs from the local shell to the kernel, or as far as it can be followed.
    """

    launch: Launch
    filled: Filled
    path: LaunchPath
    local_shells: tuple[str, ...] = field(compare=False)
    remote_shells: tuple[str, ...] = field(default=(), compare=False)

    @cached_property
    def hops(self) -> tuple[Hop, ...]:
        """The shells on the path, the local one first."""
        return tuple(Hop(*step) for step in self.path)

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """The effects of the programs on the path."""
        return tuple(hop.call for hop in self.hops if hop.call)

    @property
    def local(self) -> Evaluation:
        """The evaluation of the command by the local shell."""
        return self.hops[0].evaluation

    @property
    def is_read_by_windows(self) -> bool:
        """Whether the local shell is cmd.exe."""
        return isinstance(self.local.shell, WindowsShell)

    @property
    def execution(self) -> Execution | None:
        """The program that the local shell starts and that continues the path."""
        return self.hops[0].execution

    @cached_property
    def launcher(self) -> Invocation | None:
        """The first client of ssh on the path; without one, the program that the local shell starts."""
        clients = (call.invocation for call in self.calls if call.connection)
        return next(clients, self.calls[0].invocation if self.calls else None)

    @cached_property
    def connections(self) -> tuple[Connection, ...]:
        """The clients of ssh on the path, in order."""
        return tuple(call.connection for call in self.calls if call.connection)

    @cached_property
    def tunnel_connections(self) -> tuple[Connection, ...]:
        """The clients whose forwards the kernel may use: its own, and earlier ones that stay open."""
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
        """The client that logs in to the kernel's machine: the last one on the path."""
        return self.connections[-1] if self.connections else None

    @property
    def remote_command(self) -> Excerpt | None:
        """The command that the login shell of the kernel's machine reads."""
        return next((call.remote_command for call in reversed(self.calls) if call.connection), None)

    @property
    def remote(self) -> Evaluation | None:
        """The evaluation of that command."""
        return next(
            (hop.evaluation for hop in reversed(self.hops) if hop.evaluation.machine and hop.evaluation.is_login), None
        )

    @property
    def kernel(self) -> StartedKernel | None:
        """The kernel that is started; None if none is found."""
        return self.calls[-1].kernel if self.calls else None

    @property
    def starts_kernel(self) -> bool:
        """Whether the path ends at a kernel whose path no space splits."""
        return self.kernel is not None and not self.kernel.is_cut

    @property
    def unfollowed(self) -> Field | None:
        """An unknown program, such as a script, or an undocumented option; nothing after it is checked."""
        return self.calls[-1].unfollowed if self.calls else None

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The problems that the shells have with the command, in the order of the path."""
        return tuple(problem for hop in self.hops for problem in hop.evaluation.problems)

    @property
    def refused(self) -> bool:
        """Whether a shell cannot read the command and runs none of it."""
        return any(hop.evaluation.refused for hop in self.hops)

    @cached_property
    def reached(self) -> tuple[Occurrence, Condition | None]:
        """Whether the end of the path is reached, and the condition if that is uncertain."""
        narrowest = min(
            (hop.execution for hop in self.hops if hop.execution), key=lambda each: each.occurs, default=None
        )
        if narrowest is None or narrowest.occurs is Occurrence.ALWAYS:
            doubt = next((call.doubt for call in self.calls if call.doubt), None)
            return (Occurrence.PERHAPS, doubt) if doubt else (Occurrence.ALWAYS, None)
        return narrowest.occurs, narrowest.condition

    @property
    def leads_on(self) -> bool:
        """Whether the path ends at a kernel, at another machine, or at a program that may be or reach one."""
        return bool(self.kernel or self.unfollowed or any(call.remote_command for call in self.calls))

    @property
    def only_prepares(self) -> bool:
        """Whether the local shell runs no program, or only programs that prepare the launch."""
        started = (call_of(each) for each in self.local.executions)
        return not self.local.unfollowed and all(call is None or call.only_prepares for call in started)

    @cached_property
    def unseen(self) -> Condition | None:
        """The reason why a program in the last shell of the path may start a kernel that no word names."""
        calls = (call_of(each) for each in self.hops[-1].evaluation.executions if each.occurs is not Occurrence.NEVER)
        return next((call.unseen for call in calls if call and call.unseen), None)

    @cached_property
    def unknown_pieces(self) -> tuple[Excerpt, ...]:
        """The pieces of the deciding words that depend on the machine, each place once."""
        words = (word for call in self.calls for word in deciding(call))
        return tuple({piece.span: piece for word in words for piece in unknown_pieces(word)}.values())

    def is_local(self, problem: Problem) -> bool:
        """Return whether a problem is one of the local shell."""
        return problem in self._local_problems

    @cached_property
    def _local_problems(self) -> frozenset[Problem]:
        return frozenset(self.local.problems)

    @cached_property
    def sources(self) -> tuple[Mapping[tuple[Span, int], Excerpt], ...]:
        """The source text of every word that a shell passes to the next one, by place and length; the last shell first.

        If two words have the same place and length, the first one counts.
        """
        return tuple(
            {(word.value.span, len(word.value)): word.raw for word in reversed(hop.passed_words) if word.value}
            for hop in reversed(self.hops)
        )

    def is_harmless(self, problem: Problem) -> bool:
        """Return whether a problem is only an unset variable in the kernel's arguments after its link flags."""
        last = next((call for call in self.calls[-1:] if call.kernel), None)
        if problem.rule != "unset-variable" or last is None or last.kernel is None:
            return False
        rest = last.kernel.invocation.words[len(deciding(last)) :]
        return any(piece.span == problem.span for word in rest for piece in unknown_pieces(word))

    @property
    def hides_words(self) -> bool:
        """Whether some words of the command are unknown or not followed."""
        unknown = (problem.rule == "not-understood" for problem in self.problems)
        words = (word for hop in self.hops for each in hop.evaluation.executions for word in each.words)
        return (
            any(unknown) or any(hop.evaluation.unfollowed for hop in self.hops) or any(not word.known for word in words)
        )

    def source_text(self, raw: Excerpt) -> str:
        """Return the text of the launch command at a place."""
        return self.launch.source_text(raw.span) if self.launch.command else raw.text

    def unknown_value(self, raw: Excerpt) -> str:
        """Return the words for a value that the text does not give, or for a part that no text names."""
        text = self.source_text(raw)
        return "a part of the command" if text == shown(UNKNOWN) else f"the value of {text}"

    @property
    def is_remote(self) -> bool:
        """Whether the kernel runs on another machine than the Front End, as far as the command shows."""
        if not self.connections:
            return self.kernel is None
        return not all(connection.is_here for connection in self.connections)

    @cached_property
    def link_ports(self) -> LinkPorts:
        """The ports of the link."""
        return LinkPorts(self.launch, self.filled, self.kernel)

    @property
    def called_link(self) -> LinkName | None:
        """The link name that the kernel calls, if the text alone decides it: not with ports chosen at random."""
        is_dynamic = any(port.is_dynamic for port in self.called_ports)
        return self.kernel.link.name if self.kernel and not is_dynamic else None

    @property
    def called_ports(self) -> tuple[LinkPort, ...]:
        """The ports that the kernel calls, as far as the text determines them."""
        return self.link_ports.called

    @property
    def listening_ports(self) -> tuple[LinkPort, ...]:
        """The ports that the listening side opens."""
        return self.link_ports.listening

    def port(self, digits: Excerpt) -> LinkPort:
        """Return the port that a part of the command names."""
        return self.link_ports.port(digits)

    @cached_property
    def unforwarded_ports(self) -> tuple[LinkPort, ...]:
        """The ports that the kernel calls without a ``-R``; empty if no ``-R`` carries the link."""
        forwarded = {self.port(forward.listen_port) for forward in self.remote_forwards}
        if not forwarded or self.has_unknown_forwards:
            return ()
        return tuple(port for port in self.called_ports if port not in forwarded)

    @property
    def reversed_forwards(self) -> tuple[Forward, ...]:
        """The ``-L`` at ports that the kernel calls on its own machine and that have no ``-R``."""
        forwarded = {self.port(forward.listen_port) for forward in self.remote_forwards}
        away = (forward for forward in self.connection.forwards if forward.letter == "L") if self.connection else ()
        return tuple(forward for forward in away if self.port(forward.listen_port) in {*self.called_ports} - forwarded)

    @cached_property
    def remote_forwards(self) -> tuple[Forward, ...]:
        """The forwards from the kernel's machine back to the Front End's that carry the link."""
        return link_forwards(self.link_ports, self.connections, self.tunnel_connections)

    @property
    def dead_end_forwards(self) -> tuple[Forward, ...]:
        """The ``-R`` that the kernel may call and that end on a machine in between."""
        return dead_ends(self.link_ports, self.connections)

    @property
    def has_unknown_forwards(self) -> bool:
        """Whether a forward, or a word that may be one, depends on the machine."""
        where = self.connection.destination if self.connection else None
        loose = where and any(not expansion.quoted for expansion in where.unknown)
        return bool(loose) or any(connection.unknown_forwards for connection in self.tunnel_connections)

    @property
    def local_forwards(self) -> tuple[Forward, ...]:
        """The forwards from ports of the Front End's machine to the same ports of the kernel's."""
        return tuple(forward for connection in self.tunnel_connections for forward in connection.local_forwards)

    @cached_property
    def passes_link_name(self) -> bool:
        """Whether the kernel's arguments contain the link name; without a kernel, whether any word does."""
        if self.kernel:
            return any(self.derives_from_link_name(word.value) for word in self.kernel.arguments)
        raws = [excerpt for hop in self.hops for excerpt in hop.evaluation.unfollowed]
        words = [word for hop in self.hops for each in hop.evaluation.executions for word in each.words]
        return any(self.derives_from_link_name(text) for text in (*raws, *(word.value for word in words)))

    def derives_from_link_name(self, value: Excerpt) -> bool:
        """Return whether a value contains text from the link placeholder."""
        return self.link_ports.derives_from_link_name(value)
