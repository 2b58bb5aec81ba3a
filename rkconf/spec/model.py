"""The specification: the facts that a person writes down about kernels, without anything that follows from them.

The tables are records, so that `extract` and `convert` make them without pydantic. The specification of a person is
validated by `rkconf.spec.validation`, which makes models of pydantic from these records.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal

from rkconf.record import field, fields, record
from rkconf.spec.allowed_values import Limits
from rkconf.spec.value_checks import without_brackets
from rkconf.versions import DEFAULT

OperatingSystem = Literal["macos", "linux", "windows"]
ConnectionKind = Literal["direct", "fixed-ports", "tunnel"]
PortNumber = Annotated[int, Limits(1, 65535)]
Positive = Annotated[int, Limits(1)]
Ports = tuple[PortNumber, PortNumber]
Words = tuple[str, ...]
# ssh needs an IPv6 address without brackets, which people know from other programs.
Host = Annotated[str, without_brackets]

KERNEL_INIT = "rkconf-links.m"
EXAMPLE = "example"
"""The key of an example in the metadata of a field."""


def _such_as(value: object) -> Mapping[str, object]:
    """Return the metadata with an example of the value of a field."""
    return MappingProxyType({EXAMPLE: value})


@record(kw_only=True)
class FrontEnd:
    """The Front End for which entries are written."""

    version: str | None = field(default=None, metadata=_such_as(DEFAULT))
    """The version of the Front End, such as "7"; --version overrides it."""
    os: OperatingSystem | None = field(default=None, metadata=_such_as("linux"))
    """The operating system of the Front End's machine; default: that of this machine."""


@record(kw_only=True)
class Machine:
    """A kernel on another machine, and how to reach it."""

    name: str | None = field(default=None, metadata=_such_as("cluster"))
    """The name."""
    host: Host | None = field(default=None, metadata=_such_as("skye.local"))
    """The kernel's machine."""
    user: str | None = field(default=None, metadata=_such_as("username"))
    """The login name; default: the one that ssh uses."""
    port: PortNumber | None = field(default=None, metadata=_such_as(22))
    """The port of the ssh server; default: the one that ssh uses."""
    kernel: str | None = field(default=None, metadata=_such_as("/usr/local/bin/math"))
    """The path of the kernel, absolute or relative to the home directory; default: from os and kernel_version."""
    kernel_version: str | None = field(default=None, metadata=_such_as(DEFAULT))
    """The version of the kernel; default: that of the Front End."""
    os: OperatingSystem | None = field(default=None, metadata=_such_as("linux"))
    """The operating system of the kernel's machine."""
    connection: ConnectionKind = "direct"
    """How the link reaches the kernel."""
    ports: Ports | None = field(default=None, metadata=_such_as([53001, 53002]))
    """The two fixed ports of the link."""
    ssh: dict[str, str] = field(default_factory=dict, metadata=_such_as({"ProxyJump": "jump.example.org"}))
    """Options of ssh by name, such as ProxyJump = "jump.example.org"."""
    ssh_options: Words = field(default=(), metadata=_such_as(["-4", "-x"]))
    """Additional options of ssh, as a list of words, such as "-4"."""
    verbose: bool = False
    """Make ssh report what it does."""
    may_prompt: bool = False
    """Leave out the option BatchMode=yes, with which ssh exits instead of asking a question."""


@record(kw_only=True)
class Kernel(Machine):
    """A kernel that the Front End starts: one entry of its kernel menu."""

    name: str = field(metadata=_such_as("skye"))
    """The name in the menu."""
    host: Host | None = field(default=None, metadata=_such_as("skye.local"))
    """The kernel's machine; required unless launch_command is given."""
    transport: Literal["ssh", "mathssh"] = "ssh"
    """The program that logs in to the machine."""
    connection: ConnectionKind = "direct"
    """Direct, through two open ports in the firewall of the Front End's machine, or through an ssh tunnel."""
    ports: Ports | None = field(default=None, metadata=_such_as([53001, 53002]))
    """The two ports of the main link, for "fixed-ports" and "tunnel"."""
    links: Literal["all", "main"] = "all"
    """The links that a tunnel carries: all, or the main one alone where no tunnel carries the others (from 11.1 on)."""
    kernel_init: str = field(default=KERNEL_INIT, metadata=_such_as(KERNEL_INIT))
    """The path of the init file that a tunnel may need, depending on the version; relative to the home directory."""
    options: Literal["advanced", "basic"] = "advanced"
    """Advanced Options, or Basic Options: these have only host and user, and the Front End writes the command."""
    append_name: bool = False
    """Append the name of the kernel to In/Out prompts."""
    auto_start: bool = False
    """Start the kernel together with the Front End."""
    translate_returns: bool = True
    """The key TranslateReturns, which the Front End writes for every remote kernel."""
    mlopen_arguments: str | None = None
    """Verbatim arguments to MLOpen, which replace the generated ones."""
    launch_command: str | None = None
    """A verbatim launch command, which replaces the generated one."""
    extra: dict[str, str] = field(default_factory=dict, metadata=_such_as({"Option": "True"}))
    """Keys of the entry that rkconf does not know, each with its Wolfram text."""


@record(kw_only=True)
class Parallel(Machine):
    """Parallel kernels on another machine, started by a running kernel."""

    name: str | None = field(default=None, metadata=_such_as("cluster"))
    """The name for --name."""
    host: Host = field(metadata=_such_as("node1.example.org"))
    """The kernels' machine."""
    connection: ConnectionKind = "direct"
    """Direct, or through an ssh tunnel; "fixed-ports" is refused, since the kernel that starts them picks the ports."""
    ports: Ports | None = field(default=None, metadata=_such_as([53001, 53002]))
    """The two ports on the kernel's machine of a tunnel to one kernel; default: those of the link."""
    count: Positive = field(default=1, metadata=_such_as(4))
    """The number of kernels."""
    arguments: Words = field(default=(), metadata=_such_as(["-pwfile", "licence"]))
    """Additional arguments of the kernel, as a list of words, such as "-pwfile"."""
    timeout: Positive | None = field(default=None, metadata=_such_as(120))
    """The seconds to wait for the kernels (from 12.3 on); default: 15 for each kernel, and at least 60."""
    method: Literal["launch", "forward"] | None = field(default=None, metadata=_such_as("forward"))
    """How the link reaches a described kernel (from 12.3 on): over ssh's own input and output, or a forwarded port."""
    forward_port: PortNumber | None = field(default=None, metadata=_such_as(53003))
    """The port for the method "forward"; default: any."""
    command: str | None = None
    """A verbatim template, which replaces the generated one."""


@record(kw_only=True)
class Specification:
    """Kernels on other machines."""

    frontend: FrontEnd = FrontEnd()
    """The Front End for which entries are written."""
    kernels: tuple[Kernel, ...] = ()
    """The kernels that the Front End starts."""
    parallel: tuple[Parallel, ...] = ()
    """The machines with parallel kernels."""


def given_values(table: FrontEnd | Machine) -> dict[str, Any]:
    """Return the values of a table that are not defaults, by their keys."""
    return {each.name: getattr(table, each.name) for each in fields(table) if getattr(table, each.name) != each.initial}
