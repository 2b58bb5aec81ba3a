"""The specification: the facts that a person writes down about kernels, without anything that follows from them."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from rkconf.spec.value_checks import without_brackets
from rkconf.versions import DEFAULT

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema

OperatingSystem = Literal["macos", "linux", "windows"]
ConnectionKind = Literal["direct", "fixed-ports", "tunnel"]
PortNumber = Annotated[int, Field(ge=1, le=65535)]
# TOML has lists where the model has tuples; the elements are still validated strictly.
Ports = Annotated[tuple[PortNumber, PortNumber], Field(strict=False)]
Words = Annotated[tuple[str, ...], Field(strict=False)]
# ssh needs an IPv6 address without brackets, which people know from other programs.
Host = Annotated[str, AfterValidator(without_brackets)]

KERNEL_INIT = "rkconf-links.m"


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: "CoreSchema", handler: "GetJsonSchemaHandler") -> dict[str, Any]:
        # Imported here because no command makes this schema: `rkconf schema` prints the file.
        from rkconf.spec.docstrings import docstrings

        made = handler(schema)
        fields = handler.resolve_ref_schema(made)["properties"]
        for name, text in docstrings(cls).items():
            fields[name]["description"] = text
        return made


class FrontEnd(_Table):
    """The Front End for which entries are written."""

    version: str | None = Field(default=None, examples=[DEFAULT])
    """The version of the Front End, such as "7"; --version overrides it."""
    os: OperatingSystem | None = Field(default=None, examples=["linux"])
    """The operating system of the Front End's machine; default: that of this machine."""


class Machine(_Table):
    """A kernel on another machine, and how to reach it."""

    name: str | None = Field(default=None, examples=["cluster"])
    """The name."""
    host: Host | None = Field(default=None, examples=["skye.local"])
    """The kernel's machine."""
    user: str | None = Field(default=None, examples=["username"])
    """The login name; default: the one that ssh uses."""
    port: PortNumber | None = Field(default=None, examples=[22])
    """The port of the ssh server; default: the one that ssh uses."""
    kernel: str | None = Field(default=None, examples=["/usr/local/bin/math"])
    """The path of the kernel, absolute or relative to the home directory; default: from os and kernel_version."""
    kernel_version: str | None = Field(default=None, examples=[DEFAULT])
    """The version of the kernel; default: that of the Front End."""
    os: OperatingSystem | None = Field(default=None, examples=["linux"])
    """The operating system of the kernel's machine."""
    connection: ConnectionKind = "direct"
    """How the link reaches the kernel."""
    ports: Ports | None = Field(default=None, examples=[[53001, 53002]])
    """The two fixed ports of the link."""
    ssh: dict[str, str] = Field(default_factory=dict, examples=[{"ProxyJump": "jump.example.org"}])
    """Options of ssh by name, such as ProxyJump = "jump.example.org"."""
    ssh_options: Words = Field(default=(), examples=[["-4", "-x"]])
    """Additional options of ssh, as a list of words, such as "-4"."""
    verbose: bool = False
    """Make ssh report what it does."""


class Kernel(Machine):
    """A kernel that the Front End starts: one entry of its kernel menu."""

    name: str = Field(examples=["skye"])
    """The name in the menu."""
    host: Host | None = Field(default=None, examples=["skye.local"])
    """The kernel's machine; required unless launch_command is given."""
    transport: Literal["ssh", "mathssh"] = "ssh"
    """The program that logs in to the machine."""
    connection: ConnectionKind = "direct"
    """Direct, through two open ports in the firewall of the Front End's machine, or through an ssh tunnel."""
    ports: Ports | None = Field(default=None, examples=[[53001, 53002]])
    """The two ports of the main link, for "fixed-ports" and "tunnel"."""
    links: Literal["all", "main"] = "all"
    """The links that a tunnel carries: all, or the main one alone where no tunnel carries the others (from 11.1 on)."""
    kernel_init: str = Field(default=KERNEL_INIT, examples=[KERNEL_INIT])
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
    extra: dict[str, str] = Field(default_factory=dict)
    """Keys of the entry that rkconf does not know, each with its Wolfram text."""


class Parallel(Machine):
    """Parallel kernels on another machine, started by a running kernel."""

    name: str | None = Field(default=None, examples=["cluster"])
    """The name for --name."""
    host: Host = Field(examples=["node1.example.org"])
    """The kernels' machine."""
    connection: ConnectionKind = "direct"
    """Direct, or through an ssh tunnel; "fixed-ports" is refused, since the kernel that starts them picks the ports."""
    ports: Ports | None = Field(default=None, examples=[[53001, 53002]])
    """The two ports on the kernel's machine of a tunnel to one kernel; default: those of the link."""
    count: Annotated[int, Field(ge=1)] = Field(default=1, examples=[4])
    """The number of kernels."""
    arguments: Words = Field(default=(), examples=[["-pwfile", "licence"]])
    """Additional arguments of the kernel, as a list of words, such as "-pwfile"."""
    timeout: Annotated[int, Field(ge=1)] | None = Field(default=None, examples=[120])
    """The seconds to wait for the kernels (from 12.3 on); default: 15 for each kernel, and at least 60."""
    method: Literal["launch", "forward"] | None = Field(default=None, examples=["forward"])
    """How the link reaches a described kernel (from 12.3 on): over ssh's own input and output, or a forwarded port."""
    forward_port: PortNumber | None = Field(default=None, examples=[53003])
    """The port for the method "forward"; default: any."""
    command: str | None = None
    """A verbatim template, which replaces the generated one."""


class Specification(_Table):
    """Kernels on other machines."""

    frontend: FrontEnd = FrontEnd()
    """The Front End for which entries are written."""
    kernels: Annotated[tuple[Kernel, ...], Field(strict=False)] = ()
    """The kernels that the Front End starts."""
    parallel: Annotated[tuple[Parallel, ...], Field(strict=False)] = ()
    """The machines with parallel kernels."""


def revised(kernel: Kernel, **changes: object) -> Kernel:
    """Return the kernel with other values; a key with its default value does not count as given."""
    return Kernel.model_validate({**kernel.model_dump(exclude_defaults=True), **changes})
