"""Scratch homes for the report about a machine: nothing of the machine that runs the tests is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rkconf import versions
from rkconf.doctor.machine import Completed, MachineReport, System, examine
from rkconf.doctor.machine.system import Words
from rkconf.settings import Lookup

INIT = ".Mathematica/FrontEnd/init.m"
KEY = ".ssh/id_ed25519"
PRIVATE_KEY = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n"
TUNNEL = (
    "ssh -o BatchMode=yes -o ExitOnForwardFailure=yes -R 127.0.0.1:31415:127.0.0.1:31415 -R "
    "127.0.0.1:31416:127.0.0.1:31416 skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName "
    "31415@127.0.0.1,31416@127.0.0.1"
)
DIRECT = (
    "ssh -o BatchMode=yes skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` "
    "-LinkHost `ipaddress`"
)
RANDOM_PORTS = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"
FIXED_PORTS = f"{RANDOM_PORTS} -LinkName 31415@127.0.0.1,31416@127.0.0.1"


def init_file(command: str = DIRECT, mlopen: str = RANDOM_PORTS) -> str:
    """Return the `init.m` of a Front End with one remote kernel, `skye`; with fixed ports it is one of 5.2."""
    launched = 'VersionsLaunched->{"5.2.0"}, ' if mlopen == FIXED_PORTS else ""
    entry = f'"skye"->{{"RemoteMachine"->True, "MLOpenArguments"->"{mlopen}", "LoginScript"->"{command}"}}'
    return f'SetOptions[$FrontEnd, {launched}EvaluatorNames->{{"Local"->{{"AutoStartOnLaunch"->True}}, {entry}}}]\n'


@dataclass
class ScratchHome:
    """A home directory, a root directory, and programs that print what a test expects of them."""

    folder: Path
    settings: str = ""
    """The lines that `ssh -G` prints besides the usual ones."""
    refusal: str = ""
    """The messages of `ssh -G` if it fails."""
    passphrases: frozenset[str] = frozenset()
    """The names of the keys with a passphrase."""
    variables: Mapping[str, str] = field(default_factory=dict)
    os: str = "linux"
    programs: dict[str, Completed] = field(default_factory=dict)
    """The answers of other programs, by their name."""
    ran: list[Words] = field(default_factory=list)

    @classmethod
    def build(cls, folder: Path) -> "ScratchHome":
        """Return a machine with one key without a passphrase, and free ports."""
        (folder / "home").mkdir()
        scratch = cls(folder)
        scratch.write(KEY, PRIVATE_KEY)
        scratch.write("/proc/sys/net/ipv4/ip_local_port_range", "32768\t60999\n")
        scratch.write("/proc/net/tcp", "header\n")
        return scratch

    def write(self, path: str, text: str = "", mode: int = 0o600) -> Path:
        """Write a file of the home directory, or of the root directory if the path is absolute."""
        file = self.folder / "root" / path[1:] if path.startswith("/") else self.folder / "home" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        file.chmod(mode)
        return file

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def system(self) -> System:
        user = self.folder.stat().st_uid
        return System(self.os, self.home, self.home, self.variables, self.run, user=user, root=self.folder / "root")

    def run(self, words: Words, _: Mapping[str, str]) -> Completed:
        self.ran.append(words)
        name = Path(words[0]).name
        if name in self.programs:
            return self.programs[name]
        if words == ("ssh", "-V"):
            return Completed(0, err="OpenSSH_9.9p1\n")
        if name == "ssh":
            usual = "user fred\nhostname skye.local\nport 22\n"
            identities = "" if "identityfile" in self.settings else "identityfile ~/.ssh/id_ed25519\n"
            return (
                Completed(255, err=self.refusal) if self.refusal else Completed(0, usual + identities + self.settings)
            )
        if name == "ssh-keygen":
            protected = Path(words[-1]).name in self.passphrases
            wrong = "Load key: incorrect passphrase supplied to decrypt private key"
            return Completed(255, err=wrong) if protected else Completed(0, "ssh-ed25519 QUJD a comment\n")
        raise AssertionError(words)

    def examined(self, **settings: str) -> MachineReport:
        """Return the report; ``settings`` are those of the command line."""
        return examine(self.system, Lookup(settings), versions.known())


def found(machine: MachineReport) -> list[str]:
    """Return the ids of the remarks."""
    return [each.id for each in machine.remarks]
