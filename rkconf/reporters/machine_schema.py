"""The structure of the JSON report about a machine, for `schemas/machine.schema.json`; only tests import it."""

from typing import Any, Literal

from pydantic import Field

from rkconf.doctor.machine.agent import AgentState
from rkconf.doctor.machine.contents import FileState
from rkconf.doctor.machine.keys import Passphrase
from rkconf.doctor.machine.places import Scope
from rkconf.doctor.machine.remarks import Level
from rkconf.doctor.machine.uses import Start
from rkconf.reporters.schema import ReportedDiagnostic, StrictModel


class ReportedFile(StrictModel):
    """A file in which a Front End may keep entries."""

    path: str
    """Its absolute path."""
    scope: Scope
    """Whether it belongs to one user, or to all users of the machine."""
    versions: tuple[str, ...]
    """The versions that read it, oldest first."""
    variable: str | None
    """The environment variable that names its base folder; null for the usual folder."""
    replaced_by: str | None
    """The environment variable because of which no version reads it."""
    state: FileState
    """Whether it was read."""
    why: str | None
    """Why it could not be read."""
    link: str | None
    """The part of its path that is a symbolic link, and the target."""
    entries: int = Field(ge=0)
    """The number of entries."""
    diagnostics: tuple[ReportedDiagnostic, ...]
    """The findings of `rkconf lint`."""


class ReportedKernel(StrictModel):
    """A kernel of one of these files, and the parts of the machine that it uses."""

    path: str
    """The file with its entry."""
    name: str | None
    """The name of its entry; for a parallel kernel, its host. Null if it depends on the machine."""
    start: Start
    """The way in which it is started, as far as its command can be followed."""
    client: str | None
    """The client that logs in, such as ssh; null if there is no login."""
    host: str | None
    """The host that it logs in to, as written."""
    ports: tuple[int, ...]
    """The ports of this machine that must be free."""
    settings: dict[str, tuple[str, ...]]
    """Settings of ssh for this login by keyword, as `ssh -G` prints them; empty if they are unknown."""


class ReportedAgentKey(StrictModel):
    """A key that the agent holds."""

    kind: str
    """Its algorithm."""
    public: str
    """The public key in base64."""
    comment: str


class ReportedAgent(StrictModel):
    """The ssh-agent that SSH_AUTH_SOCK names."""

    socket: str | None
    """The path of its socket."""
    state: AgentState
    """Whether it answers."""
    why: str | None
    """Why it does not answer."""
    keys: tuple[ReportedAgentKey, ...]
    """The keys that it holds."""


class ReportedKey(StrictModel):
    """A key in the folder of ssh, or one that the configuration names."""

    path: str
    private: bool
    """Whether it is a private key; otherwise it is a public key without one."""
    mode: str | None = None
    """The permissions of a private key in octal."""
    passphrase: Passphrase | None = None
    """Whether a private key has a passphrase."""


class ReportedConfigFile(StrictModel):
    """A configuration file of ssh."""

    path: str
    mode: str | None
    """The permissions in octal; null if it was not read."""
    why: str | None
    """Why it could not be read; null if it was read, or does not exist."""


class ReportedPorts(StrictModel):
    """The ports of the machine."""

    assigned: tuple[int, int] | None
    """The first and the last port that the system assigns to any program; null if they are unknown."""
    listening: dict[str, tuple[str, ...]]
    """The ports on which a program listens, each with its addresses."""


class ReportedRemark(StrictModel):
    """Something that a person should know."""

    id: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    """Its kind; ids do not change."""
    level: Level
    """How it counts: a problem, a part that could not be examined, or a note."""
    message: str
    """The fact and its consequence."""
    evidence: str | None
    """Where it was seen."""
    advice: str
    """The step to take."""
    command: str | None
    """The command to type next."""
    kernel: str | None
    """The kernel that it is about; null if it is about the machine."""


class JsonMachineReport(StrictModel):
    """The output of `rkconf doctor --format json` without a kernel."""

    format: Literal[1]
    """The version of this form."""
    rkconf: str
    """The version of rkconf."""
    outcome: Literal["works", "fails", "unknown"]
    """Whether a problem was found; unknown if there is none, but a part could not be examined."""
    system: Literal["linux", "macos"]
    """The operating system."""
    environment: str | None
    """The file with the environment of the Front End; null if the environment is that of rkconf."""
    files: tuple[ReportedFile, ...]
    """Every place of the Front End's entries."""
    kernels: tuple[ReportedKernel, ...]
    """The kernels of these files."""
    ssh: str | None
    """The version of ssh as it prints it; null if there is none."""
    agent: ReportedAgent
    keys: tuple[ReportedKey, ...]
    """The keys of ssh, by path."""
    ssh_config: tuple[ReportedConfigFile, ...]
    """The configuration files of ssh, in the order in which ssh reads them."""
    ports: ReportedPorts
    remarks: tuple[ReportedRemark, ...]
    """Problems, then parts that could not be examined, then notes."""
    next: str | None
    """The command to type next."""


def describe() -> dict[str, Any]:
    """Return the JSON Schema of a report about a machine."""
    return JsonMachineReport.model_json_schema(mode="serialization")
