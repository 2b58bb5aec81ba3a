"""What is known about one version of Mathematica; every fact stands in a TOML file beside this module."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

# pydantic reads this when the tests validate the files and `rkconf schema version` describes them.
_DESCRIBED = {"extra": "forbid", "use_attribute_docstrings": True}


@dataclass(frozen=True, slots=True)
class LinkFact:
    """One link between Front End and kernel."""

    __pydantic_config__: ClassVar = _DESCRIBED

    name: str
    """What it is called: main, preemptive or service."""
    listener: Literal["front-end", "kernel"]
    """The side that opens the ports and waits."""
    channels: int
    """The number of TCP channels: one port each."""


# Facts hold mappings, so a version is compared and hashed by identity: `load` makes each one once.
@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Version:
    """A version of Mathematica.

    ``placeholders`` holds what is attested in this version, ``placeholder_sightings`` what is attested anywhere.
    Paths are given by operating system: ``macos``, ``linux``, ``windows``; one that is missing is not known.
    """

    __pydantic_config__: ClassVar = _DESCRIBED

    name: str
    """As it is written on the command line and in specifications, such as 5.2 or 7."""
    extends: str | None = None
    """The version whose facts hold where this one gives none."""
    front_end: bool
    """Whether rkconf knows the Front End; otherwise it is a kernel to be reached from another version."""
    links: tuple[LinkFact, ...]
    """The links between Front End and kernel, the main one first."""
    start_flags: tuple[str, ...]
    """The flags that make a kernel talk through a link; one of them is needed."""
    network_protocols: tuple[str, ...]
    """The link protocols that cross machines."""
    protocols: tuple[str, ...]
    """All link protocols."""
    parallel_head: Literal["LaunchSlave", "RemoteMachine"]
    """What describes a parallel kernel."""
    parallel_load: str
    """The expression that loads the package for remote parallel kernels."""
    parallel_launch: str
    """The line that launches one machine; `{machine}` stands for the described machine."""
    remote_machine_arguments: tuple[int, ...]
    """How many arguments `RemoteMachine` may have, options aside; none where it does not exist."""
    subkernel_flag: bool
    """Whether parallel kernels are started with `-subkernel`."""
    mathssh_kernels: tuple[str, ...]
    """The kernel versions that this Front End's own ssh client is attested to reach."""
    tunnel: Literal["reverse", "kernel-init"]
    """What a tunnel needs: two `-R`, or also four `-L` and an init file for the kernel."""
    quoted_link_name_fails: bool
    """Whether double quotes around the link name break fixed ports."""
    menu: Literal["Kernel", "Evaluation"]
    """The menu that holds Kernel Configuration Options."""
    placeholders: Mapping[str, str]
    """The names between backticks that this Front End is attested to fill in, and what each stands for."""
    placeholder_sightings: Mapping[str, str]
    """Every name that some Front End fills in, and the version where that is attested."""
    link_placeholders: tuple[str, ...]
    """The placeholders that have a value only once the Front End has opened its end of the link."""
    plausible: Mapping[str, str]
    """An example value for each placeholder, for traces."""
    slots: Mapping[str, str]
    """The numbers between backticks of a parallel template, and what each stands for."""
    plausible_slots: Mapping[str, str]
    """An example value for each slot, for traces."""
    kernel_path: Mapping[str, str]
    """Where the kernel is installed, by operating system."""
    files: Mapping[str, str]
    """Where the Front End keeps its `init.m`, by operating system."""

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @property
    def order(self) -> tuple[int, ...]:
        """Major and minor number: versions sort by it."""
        major, _, minor = self.name.partition(".")
        return int(major), int(minor or 0)

    @property
    def kernel_channels(self) -> int:
        """The number of TCP channels of the links that the kernel opens: one port each, on its own machine."""
        return sum(link.channels for link in self.links if link.listener == "kernel")

    @property
    def unattested_placeholders(self) -> Mapping[str, str]:
        """The names that other versions fill in, and the version where that is attested."""
        return {name: seen for name, seen in self.placeholder_sightings.items() if name not in self.placeholders}
