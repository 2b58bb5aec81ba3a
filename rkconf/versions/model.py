"""The facts about one version of Mathematica, as the TOML files beside this module give them."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from rkconf.record import record

# pydantic reads this for the JSON Schema of a version.
_DESCRIBED = {"extra": "forbid", "use_attribute_docstrings": True}


@record
class Default:
    """The version to assume where none is given."""

    name: str
    """A version that has a file."""


@record
class Released:
    """The versions that were released."""

    names: tuple[str, ...]
    """Their names, oldest first."""


@record
class LinkFact:
    """One link between Front End and kernel."""

    __pydantic_config__: ClassVar = _DESCRIBED

    name: Literal["main", "preemptive", "service"]
    """Its name: main, preemptive or service."""
    listener: Literal["front-end", "kernel"]
    """The side that opens the ports and waits for the other."""
    channels: int
    """The number of TCP channels; each has one port."""


# A version holds mappings, so it is compared and hashed by identity: `load` makes each version once.
@record(eq=False, kw_only=True)
class Version:
    """A version of Mathematica.

    ``placeholders`` are those of this version, ``placeholder_sightings`` those of any version. Paths are given by
    operating system: ``macos``, ``linux``, ``windows``; a missing path is unknown.
    """

    __pydantic_config__: ClassVar = _DESCRIBED

    name: str
    """The version as the command line and specifications write it, such as 5.2 or 7."""
    extends: str | None = None
    """The version from which a missing field is inherited."""
    front_end: bool
    """Whether its Front End is documented; otherwise it is treated like that of the version after it."""
    links: tuple[LinkFact, ...]
    """The links between Front End and kernel, the main one first."""
    start_flags: tuple[str, ...]
    """The flags that make a kernel use a link; a launch command needs one of them."""
    network_protocols: tuple[str, ...]
    """The link protocols that connect two machines, the usual one first."""
    protocols: tuple[str, ...]
    """All link protocols."""
    legacy_protocols: tuple[str, ...]
    """Protocols of older versions that still connect two machines if both sides use them."""
    server_ports: Mapping[str, int]
    """The ports on which programs that come with Mathematica listen by default, by the program."""
    parallel_head: Literal["LaunchSlave", "RemoteMachine"]
    """The head of the expression that describes a parallel kernel."""
    parallel_load: str
    """The expression that loads the package for remote parallel kernels."""
    parallel_launch: str
    """The line that launches the kernels of one machine; `{machine}` is replaced by its description."""
    parallel_functions: Mapping[str, str]
    """The functions for parallel kernels that other versions do not have, each with their name for it or nothing."""
    parallel_read: tuple[str, ...]
    """The versions whose parallel package was read: its refusals are certain there, and likely in the others."""
    parallel_language: int
    """The language version of the parallel package, or a number that it is not below; a kernel with a higher one is
    refused. 0 is unknown."""
    refused_kernels: str
    """The newest version whose kernels the parallel package refuses as too old; empty where that is unknown."""
    subkernel_required: bool
    """Whether the parallel package is known to refuse a kernel that was started without `-subkernel`."""
    host_with_count: bool
    """Whether `LaunchKernels` takes a host and a number of kernels as two arguments."""
    remote_machine_arguments: tuple[int, ...]
    """The numbers of arguments that `RemoteMachine` may have, without options; empty where it does not exist."""
    saved_machine_arguments: tuple[int, ...]
    """The numbers of arguments that `RemoteMachine` may have in a saved list of the dialog; empty where unknown."""
    called_machine_arguments: tuple[int, ...]
    """The numbers of arguments that `RemoteMachine` may have in a call of `LaunchKernels`, without options; empty where
    that is unknown."""
    default_template: Mapping[str, str]
    """The launch command of parallel kernels that name none, by operating system; a missing one is unknown."""
    configured_list_documented: bool
    """Whether there is a list `$ConfiguredKernels`; false where that is unknown."""
    default_kernels: str
    """The list of kernels that `LaunchKernels[]` launches; empty where there is none."""
    parallel_description: str
    """The head that describes parallel kernels for ssh by an address and options; empty where a template does that."""
    kernel_options: Mapping[str, Mapping[str, str]]
    """The options of a kernel that ssh starts: for each head, rkconf's names with the names in that version."""
    kernel_defaults: Mapping[str, str]
    """The documented defaults of these options by rkconf's names, with spaces between words; others are unknown."""
    kernel_programs: Mapping[str, str]
    """The default program of a kernel that ssh starts, by the name of its system; a missing one is unknown."""
    kernel_schemes: tuple[str, ...]
    """The schemes of the addresses that describe a kernel; empty where no function takes an address."""
    subkernel_flag: bool
    """Whether parallel kernels are started with `-subkernel`."""
    mathssh_kernels: tuple[str, ...]
    """The kernel versions that mathssh, the Front End's own ssh client, is known to reach."""
    tunnel: Literal["reverse", "kernel-init", "main-only"]
    """The parts of a tunnel: two `-R` alone, or also four `-L` and an init file for the kernel; with `main-only`, two
    `-R` carry the main link, and nothing can carry the others."""
    remote_kernels_reported: bool
    """Whether there is a report of a kernel on another machine in the menu of this version."""
    quoted_link_name_fails: bool
    """Whether a link with fixed ports fails with double quotes around its name."""
    menu: Literal["Kernel", "Evaluation"]
    """The menu with the item Kernel Configuration Options."""
    placeholders: Mapping[str, str]
    """The names between backticks that this Front End is known to replace, each with its meaning."""
    placeholder_sightings: Mapping[str, str]
    """The names that the Front End of any version replaces, each with the version where that was observed."""
    link_placeholders: tuple[str, ...]
    """The placeholders that have a value only once the Front End has opened its end of the link."""
    plausible: Mapping[str, str]
    """An example value for each placeholder, for traces."""
    slots: Mapping[str, str]
    """The numbers between backticks of a parallel template, each with its meaning."""
    plausible_slots: Mapping[str, str]
    """An example value for each slot, for traces."""
    kernel_path: Mapping[str, str]
    """The path of the installed kernel, by operating system; `{version}` is replaced by the major and minor number."""
    console_path: Mapping[str, str]
    """The path of the installed kernel without a window, by operating system; `{version}` as in `kernel_path`."""
    files: Mapping[str, str]
    """The path of the Front End's `init.m`, by operating system."""
    shared_files: Mapping[str, str]
    """The path of the `init.m` that is for all users of the machine, by operating system."""
    folder_variables: Mapping[Literal["user", "shared"], str]
    """The environment variable that moves the folder of `FrontEnd/init.m`: that of the user, that for all users."""
    versioned_file: str
    """The name of the file instead of `init.m` where the option `VersionedPreferences` is on, with `{version}` for the
    major and minor number; empty where the option is unknown."""

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @property
    def order(self) -> tuple[int, int]:
        """The major and the minor number, by which versions are sorted."""
        return _numbers(self.name)

    def is_parallel_package_read(self) -> bool:
        """Whether the refusals of its parallel package are certain."""
        return self.name in self.parallel_read

    def finds_too_old(self, kernel: "Version") -> bool:
        """Return whether a master kernel of this version is known to refuse a parallel kernel as too old."""
        newest = self.refused_kernels
        return bool(newest) and kernel.order <= _numbers(newest)

    def finds_too_new(self, kernel: "Version") -> bool:
        """Return whether a master kernel of this version is known to refuse a parallel kernel as too new."""
        return 0 < self.parallel_language < kernel.parallel_language

    @property
    def kernel_channels(self) -> int:
        """The number of TCP channels of the links that the kernel opens; each has one port on the kernel's machine."""
        return sum(link.channels for link in self.links if link.listener == "kernel")

    @property
    def random_links(self) -> tuple[str, ...]:
        """The names of the links for which the kernel calls the Front End on ports that nobody can choose."""
        return tuple(link.name for link in self.links[1:] if link.listener == "front-end")

    @property
    def program_names(self) -> frozenset[str]:
        """The names of its kernel programs in lowercase, without folders and ``.exe``; empty where they are unknown."""
        return names_of_programs(*self.kernel_path.values(), *self.console_path.values())

    @property
    def install_roots(self) -> Mapping[str, str]:
        """The folders that hold its installation folder, which is named after the version, by operating system."""
        number = ".".join(map(str, self.order))
        return {os: path.partition(number)[0] for os, path in self.kernel_path.items() if number in path}

    @property
    def kernel_facts(self) -> tuple[object, ...]:
        """The facts about a kernel of this version; two versions with the same ones behave alike as kernels."""
        return self.links, self.start_flags, self.network_protocols, self.protocols, self.subkernel_flag

    @property
    def undocumented_placeholders(self) -> Mapping[str, str]:
        """The names that only other versions are known to replace, each with the version where that was observed."""
        return {name: seen for name, seen in self.placeholder_sightings.items() if name not in self.placeholders}


def _numbers(name: str) -> tuple[int, int]:
    major, _, minor = name.partition(".")
    return int(major), int(minor or 0)


def names_of_programs(*paths: str) -> frozenset[str]:
    """Return the names of programs in lowercase, without folders and ``.exe``."""
    return frozenset(path.replace("\\", "/").rpartition("/")[2].lower().removesuffix(".exe") for path in paths)
