"""The specification: what a person writes down about kernels, and nothing that follows from it."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from rkconf.spec.wording import without_brackets

OperatingSystem = Literal["macos", "linux", "windows"]
Connection = Literal["direct", "fixed-ports", "tunnel"]
Port = Annotated[int, Field(ge=1, le=65535)]
# TOML has lists where the model has tuples; their elements stay strict.
Ports = Annotated[tuple[Port, Port], Field(strict=False)]
Words = Annotated[tuple[str, ...], Field(strict=False)]
# ssh wants an IPv6 address bare, whatever people are used to from elsewhere.
Host = Annotated[str, AfterValidator(without_brackets)]

KERNEL_INIT = "rkconf-links.m"


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)


class FrontEnd(_Table):
    """The Front End for which the entries are written."""

    version: str | None = None
    """Its version, such as "7"; --version overrides it."""
    os: OperatingSystem | None = None
    """The operating system of its machine; default: this machine's."""


class Machine(_Table):
    """A kernel on another machine, and the way there."""

    name: str | None = None
    """What it is called."""
    host: Host | None = None
    """The kernel's machine."""
    user: str | None = None
    """The login name; default: none written."""
    port: Port | None = None
    """The port of the ssh server; default: none written."""
    kernel: str | None = None
    """The kernel program, absolute or relative to the login folder; default: from os and kernel_version."""
    kernel_version: str | None = None
    """The kernel's version; default: the Front End's."""
    os: OperatingSystem | None = None
    """The operating system of the kernel's machine."""
    connection: Connection = "direct"
    """How the link reaches the kernel."""
    ports: Ports | None = None
    """The two fixed ports of the link."""
    ssh: dict[str, str] = Field(default_factory=dict)
    """Options of ssh by name, such as ProxyJump = "gate"."""
    ssh_options: Words = ()
    """Further options of ssh, one word each, such as "-4"."""
    verbose: bool = False
    """Make ssh say what it does."""


class Kernel(Machine):
    """A kernel that the Front End starts: one entry of its kernel menu."""

    name: str
    """The name in the menu."""
    host: Host | None = None
    """The kernel's machine; required unless launch_command is given."""
    transport: Literal["ssh", "mathssh"] = "ssh"
    """The program that reaches the machine."""
    connection: Connection = "direct"
    """Direct, through a firewall with two open ports on the Front End's machine, or through an ssh tunnel."""
    ports: Ports | None = None
    """The two ports of the main link, for fixed-ports and tunnel."""
    kernel_init: str = KERNEL_INIT
    """For a tunnel where the version needs it: the kernel's init file, relative to the login folder."""
    options: Literal["advanced", "basic"] = "advanced"
    """Advanced Options, or Basic Options: host and user alone, the Front End makes the command."""
    append_name: bool = False
    """Append the name to In/Out prompts."""
    auto_start: bool = False
    """Start the kernel together with the Front End."""
    translate_returns: bool = True
    """The key TranslateReturns, which the Front End writes for every remote kernel."""
    mlopen_arguments: str | None = None
    """Arguments to MLOpen, verbatim, instead of the generated ones."""
    launch_command: str | None = None
    """The launch command, verbatim, instead of the generated one."""
    extra: dict[str, str] = Field(default_factory=dict)
    """Keys of the entry that rkconf does not know, with their Wolfram text."""


class Parallel(Machine):
    """Parallel kernels on another machine, started by a running kernel."""

    name: str | None = None
    """A name for --name."""
    host: Host
    """The kernels' machine."""
    connection: Connection = "direct"
    """Direct, or through an ssh tunnel; "fixed-ports" is refused: the kernel that starts them picks the ports."""
    ports: Ports | None = None
    """For a tunnel to one kernel: its two ports on the kernel's machine; default: those of the link."""
    count: Annotated[int, Field(ge=1)] = 1
    """How many kernels."""
    command: str | None = None
    """The template, verbatim, instead of the generated one."""


class Specification(_Table):
    """Kernels on other machines, as a person writes them down."""

    frontend: FrontEnd = FrontEnd()
    """The Front End for which the entries are written."""
    kernels: Annotated[tuple[Kernel, ...], Field(strict=False)] = ()
    """The kernels that the Front End starts."""
    parallel: Annotated[tuple[Parallel, ...], Field(strict=False)] = ()
    """The machines with parallel kernels."""


def revised(kernel: Kernel, **changes: object) -> Kernel:
    """Return the kernel with other values; what is at its default does not count as given."""
    return Kernel.model_validate({**kernel.model_dump(exclude_defaults=True), **changes})
