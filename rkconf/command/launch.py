"""A launch command, its MLOpen arguments, and for whom they are judged."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from rkconf import link
from rkconf.command.placeholders import Filled, fill
from rkconf.edits import Edit
from rkconf.link import LinkArguments
from rkconf.source import Excerpt, Span
from rkconf.versions import Version


class World(StrEnum):
    """Who starts the kernel: the Front End, or a running kernel that wants help."""

    CONTROLLER = "controller"
    PARALLEL = "parallel"


@dataclass(frozen=True, slots=True)
class Target:
    """For whom a command is judged: versions and the shells that may read it."""

    version: Version
    kernel_version: Version
    local_shells: tuple[str, ...]
    remote_shells: tuple[str, ...]
    os: str | None = None
    """The operating system that the local shells are those of; None where somebody has chosen them."""


def _as_it_is(text: str) -> str:
    return text


@dataclass(frozen=True)
class Launch:
    """A launch command with the MLOpen arguments beside it; either may be missing.

    ``escape`` writes text in the way of the container that holds the command: a Wolfram string
    doubles backslashes, bare text changes nothing.
    """

    world: World
    command: Excerpt | None = None
    mlopen: Excerpt | None = None
    escape: Callable[[str], str] = field(default=_as_it_is, compare=False)
    in_foreground: bool = False
    """The template is meant to stay (``ConnectionType->LinkLaunch``)."""
    count: int = 1
    """How many kernels are started with it at once."""
    values: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Values for placeholders that the user gave; they win over the plausible ones."""

    @property
    def is_parallel(self) -> bool:
        """Whether it is a template for compute kernels."""
        return self.world is World.PARALLEL

    @cached_property
    def listening(self) -> LinkArguments | None:
        """The Front End's side of the link; None where it is not given."""
        return None if self.mlopen is None else link.read(link.split(self.mlopen))

    @cached_property
    def unfilled(self) -> Filled:
        """The command with its placeholders where they stand, and none of them filled in."""
        return fill(self.command or Excerpt("", (), ()), {})

    @property
    def link_placeholder(self) -> str:
        """The placeholder that stands for the link name."""
        return "2" if self.is_parallel else "linkname"

    def placeholder_values(self, version: Version) -> Mapping[str, str]:
        """Return what is put between the backticks: a plausible value for each known name."""
        if self.is_parallel:
            return {**version.plausible_slots, **self.values}
        known = {name: version.plausible[name] for name in version.placeholder_sightings}
        return {**known, **_link_name(self.listening, known), **self.values}

    def replace(self, span: Span, text: str) -> Edit:
        """Return the edit that writes ``text`` into the command in the place of ``span``."""
        return Edit.replace(span, self.escape(text))


def _link_name(listening: LinkArguments | None, known: Mapping[str, str]) -> Mapping[str, str]:
    """The value of the link name where the MLOpen arguments fix its ports or its host."""
    if not listening:
        return {}
    host = listening.host or known["ipaddress"]
    if not listening.name:
        ports = [part.partition("@")[0] for part in known["linkname"].split(",")]
        return {"linkname": ",".join(f"{port}@{host}" for port in ports)}
    ends = [replace(end, host=end.host or host) for end in listening.name.endpoints]
    return {"linkname": ",".join(map(str, ends))}
