"""A launch command, its MLOpen arguments, and the target for which they are checked."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import cached_property

from rkconf import link, versions
from rkconf.command.gaps import Gap, gaps
from rkconf.command.placeholders import Filled, Placeholder, fill
from rkconf.edits import Edit
from rkconf.link import LinkArguments
from rkconf.record import field, record, replace
from rkconf.shell.words import shown
from rkconf.source import Excerpt, Span
from rkconf.versions import Version


class LaunchKind(StrEnum):
    """Which program starts the kernel: the Front End, a kernel that starts others, or the caller of a script."""

    CONTROLLER = "controller"
    PARALLEL = "parallel"
    SCRIPT = "script"


@record
class Target:
    """The target of a launch: the versions, and the shells that may read the command."""

    version: Version
    kernel_version: Version
    local_shells: tuple[str, ...]
    remote_shells: tuple[str, ...]
    os: str | None = None
    """The operating system of the local shells; None if they were chosen."""


def _unchanged(text: str) -> str:
    return text


@record
class Launch:
    """A launch command with the MLOpen arguments beside it; either may be missing.

    ``escape`` escapes text for the container of the command: a Wolfram string doubles backslashes, bare text changes
    nothing.
    """

    kind: LaunchKind
    command: Excerpt | None = None
    mlopen: Excerpt | None = None
    escape: Callable[[str], str] = field(default=_unchanged, compare=False)
    in_foreground: bool = False
    """Whether the template command runs as long as the kernel (``ConnectionType->LinkLaunch``)."""
    for_one_machine: bool = False
    """Whether the template is given for one machine only, so that it may contain its host."""
    count: int = 1
    """The number of kernels that it starts at once."""
    editable: tuple[Span, ...] | None = None
    """The places where the command may be edited; None for all of it.

    A command that a file keeps in names may be used for other purposes too.
    """
    is_computed: bool = False
    """Whether the command is None because the file computes it."""
    own: tuple[Span, ...] | None = None
    """The places of the user's words in a command that the Front End writes; None if the user wrote all of it."""
    exposed: tuple[Span, ...] = field(default=(), compare=False)
    """The places of passwords in the user's words; the command that the Front End writes may not show them as such."""
    is_typed: bool = False
    """Whether it was typed on the command line, where the user's own shell has read it first."""
    shell: str = ""
    """For a script, the name of the shell that reads it."""
    values: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Values of placeholders that the user gave; they take precedence over the example values."""
    environment: Mapping[str, str] | None = field(default=None, compare=False)
    """The variables of the local shell, whose characters are bytes as in a source; None for example values."""

    @property
    def is_parallel(self) -> bool:
        """Whether it is a template for compute kernels."""
        return self.kind is LaunchKind.PARALLEL

    @property
    def is_script(self) -> bool:
        """Whether it is a script, whose placeholders are backticks of the shell."""
        return self.kind is LaunchKind.SCRIPT

    def filled(self, version: Version) -> Filled:
        """Return the command with its placeholders filled in; a script has none, and gets the link as arguments."""
        text = self.command or Excerpt("", (), ())
        if not self.is_script:
            return fill(text, self.placeholder_values(version))
        return Filled(text, (Placeholder("linkname", self._mark, self.placeholder_values(version)["linkname"]),))

    def arguments(self, version: Version) -> tuple[Excerpt, ...]:
        """Return example arguments of a script: the flags of the kernel; empty for other launches."""
        if not self.is_script:
            return ()
        values, (mark, rest) = self.placeholder_values(version), (self._mark, self._line)
        words = dict.fromkeys(("-mathlink", "-LinkMode", "Connect", "-LinkProtocol", "TCPIP", "-LinkName"), rest)
        words |= {values["linkname"]: mark, "-LinkHost": rest, values["ipaddress"]: rest}
        return tuple(Excerpt.stand_in(text, place.span) for text, place in words.items())

    @property
    def _mark(self) -> Excerpt:
        """The ``#`` of the first line: the place of the link name that a script gets."""
        text = self.command or Excerpt("", (), ())
        at = text.text.index("#!")
        return text[at : at + 1]

    @property
    def _line(self) -> Excerpt:
        """The ``!`` of the first line: the place of the other arguments."""
        text = self.command or Excerpt("", (), ())
        at = text.text.index("#!") + 1
        return text[at : at + 1]

    @cached_property
    def listening(self) -> LinkArguments | None:
        """The MLOpen arguments; None if they are missing."""
        return None if self.mlopen is None else link.read(link.split(self.mlopen))

    @cached_property
    def unfilled(self) -> Filled:
        """The command with its placeholders found, and none of them filled in."""
        return fill(self.command or Excerpt("", (), ()), {})

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps that the user's own shell left in a typed command where it replaced placeholders."""
        return gaps(self.command, is_parallel=self.is_parallel) if self.is_typed and self.command else ()

    @property
    def has_later_word(self) -> bool:
        """Whether the command has a word of the kernels of later versions than the default: a program or a flag."""
        text = self.command.text.lower() if self.command else ""
        return any(word in text for word in versions.later_words())

    @property
    def link_placeholder(self) -> str:
        """The name of the placeholder of the link name."""
        return "2" if self.is_parallel else "linkname"

    def placeholder_values(self, version: Version) -> Mapping[str, str]:
        """Return an example value for each known placeholder."""
        if self.is_parallel:
            return {**version.plausible_slots, **self.values}
        known = {name: version.plausible[name] for name in version.placeholder_sightings}
        return {**known, **_link_name(self.listening, known), **self.values}

    def may_change(self, edits: Iterable[Edit]) -> bool:
        """Return whether edits change the command only where it may be edited."""
        places, mlopen = self.editable, self.mlopen
        if places is None:
            return True
        inside = (*places, mlopen.span) if mlopen else places
        return all(any(place.covers(edit.span) for place in inside) for edit in edits)

    def is_about_user(self, span: Span) -> bool:
        """Return whether a place begins and ends in the user's words; a login begins in one and ends in another."""
        ends = (Span(span.start, span.start), Span(span.end, span.end))
        is_inside = all(any(place.covers(end) for place in self.own or ()) for end in ends)
        return self.own is None or (is_inside and span.start < span.end)

    def replace(self, span: Span, text: str) -> Edit:
        """Return the edit that replaces ``span`` of the command by ``text``."""
        return Edit.replace(span, self.escape(text))

    def source_text(self, span: Span) -> str:
        """Return the part of the command at ``span``, as it is typed into the dialog."""
        text = self.command or Excerpt("", (), ())
        if self.editable is None:
            return text.text[bisect_left(text.starts, span.start) : bisect_right(text.ends, span.end)]
        # A text from several places need not be in their order.
        places = enumerate(zip(text.starts, text.ends, strict=True))
        inside = [index for index, (start, end) in places if span.start <= start and end <= span.end]
        return shown(text.text[inside[0] : inside[-1] + 1]) if inside else ""


def _link_name(listening: LinkArguments | None, known: Mapping[str, str]) -> Mapping[str, str]:
    """Return the example link name with the host and the ports that the MLOpen arguments fix."""
    if not listening:
        return {}
    host = listening.host or known["ipaddress"]
    if not listening.name:
        ports = [part.partition("@")[0] for part in known["linkname"].split(",")]
        return {"linkname": ",".join(f"{port}@{host}" for port in ports)}
    ends = [replace(end, host=end.host or host) for end in listening.name.endpoints]
    return {"linkname": ",".join(map(str, ends))}
