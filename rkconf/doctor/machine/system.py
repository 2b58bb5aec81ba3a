"""The machine to examine: its folders, its environment, and a way to run its programs.

Everything that depends on the machine is a field, so that a report can be made of a scratch home.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from rkconf.doctor.invoking_user import ChangedUser, changed_user
from rkconf.doctor.machine.agent import Agent, AgentState, ask
from rkconf.errors import RkconfError
from rkconf.record import field, record, replace

Words: TypeAlias = tuple[str, ...]
"""A program and its arguments."""

SECONDS = 10
"""The time limit of a program; each of them only reads files."""
_SYSTEMS = {"linux": "linux", "darwin": "macos"}


@record
class Completed:
    """The result of a program."""

    status: int | None
    """The exit status; None if the program did not run to its end."""
    out: str = ""
    """Its standard output."""
    err: str = ""
    """Its standard error; if there is no exit status, the reason."""
    is_missing: bool = False
    """Whether no such program was found."""

    @property
    def succeeded(self) -> bool:
        """Whether the exit status is 0."""
        return self.status == 0


LIBRARY_PATHS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""The variables with which a program may load the libraries of another one."""

Run: TypeAlias = Callable[[Words, Mapping[str, str]], Completed]
"""Runs a program with these environment variables and no input, and waits for its end."""


@record
class System:
    """One machine and one account."""

    os: str
    """The operating system: ``linux`` or ``macos``."""
    home: Path
    """The home directory of the Front End: HOME."""
    account_home: Path
    """The home directory of the account, where ssh looks for its files whatever HOME is."""
    environment: Mapping[str, str] = field(compare=False)
    """The environment variables of the Front End, as far as they are known."""
    run: Run = field(compare=False)
    ask_agent: Callable[[str], Agent] = field(default=ask, compare=False)
    """Asks the agent at a socket."""
    user: int = 0
    """The number of the account."""
    changed_user: ChangedUser | None = None
    """The change of the user in front of rkconf, such as by sudo."""
    environment_file: str = ""
    """The file with the environment variables; empty if they are those of rkconf."""
    root: Path = Path("/")
    """The folder whose files are those of the system."""
    ssh_options: Words = ()
    """Options for each run of ssh, such as another configuration file."""

    @property
    def ssh_folder(self) -> Path:
        """The folder with the keys and the configuration of ssh."""
        return self.account_home / ".ssh"

    def at_root(self, path: str) -> Path:
        """Return an absolute path of the system."""
        return self.root / path.lstrip("/")

    def expanded(self, path: str) -> Path:
        """Return a path of a table of facts: absolute, or in the home directory."""
        return self.home / path[2:] if path.startswith("~/") else self.at_root(path)

    def shown(self, path: str | Path) -> str:
        """Return a path, or a text that begins with one, as people write it: the home directory is a tilde."""
        text, inside = str(path), f"{self.home}/"
        if text.startswith(inside):
            return f"~/{text[len(inside) :]}"
        return text.removeprefix(str(self.root)) if self.root != Path("/") else text

    @property
    def without_library_path(self) -> "System":
        """The machine with an environment in which each program loads its usual libraries."""
        kept = {name: value for name, value in self.environment.items() if name not in LIBRARY_PATHS}
        return replace(self, environment=kept)

    def completed(self, *words: str) -> Completed:
        """Run a program."""
        return self.run(words, self.environment)


def run(words: Words, environment: Mapping[str, str]) -> Completed:
    """Run a program without input, and kill it if it takes too long."""
    # The messages of a program are read, so they must not be translated.
    variables = {**environment, "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 - an argument vector; no shell reads it
            words, stdin=subprocess.DEVNULL, capture_output=True, env=variables, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return Completed(None, err=f"it did not end within {SECONDS} seconds")
    except FileNotFoundError:
        return Completed(None, err="it is not on PATH", is_missing=True)
    except (OSError, ValueError) as error:
        return Completed(None, err=getattr(error, "strerror", None) or str(error))
    return Completed(done.returncode, os.fsdecode(done.stdout), os.fsdecode(done.stderr))


class Recorder:
    """Records the programs that would run, and runs none."""

    def __init__(self) -> None:
        self.commands: list[Words] = []

    def __call__(self, words: Words, _: Mapping[str, str]) -> Completed:
        """Record a program; it counts as one that could not run."""
        self.commands.append(words)
        return Completed(None, err="it was not run")

    def system(self, system: System) -> System:
        """Return a machine on which nothing runs, and no agent is asked."""
        return replace(system, run=self, ask_agent=lambda path: Agent(path, AgentState.NONE))


def this_machine(
    environment: Mapping[str, str] | None = None, environment_file: str = "", run_program: Run = run
) -> System:
    """Return the machine that runs rkconf.

    Args:
        environment: The environment variables of the Front End, if they differ from those of rkconf.
        environment_file: The file with these variables.
        run_program: Runs the programs.

    Raises:
        RkconfError: The operating system is not one that rkconf examines.
    """
    name = _SYSTEMS.get(sys.platform)
    if name is None:
        message = "rkconf doctor examines Linux and macOS only; on Windows, use `rkconf lint FILE` with the init.m"
        raise RkconfError(message)
    # Imported here because Windows has no such module.
    import pwd

    variables = os.environ if environment is None else environment
    user = os.getuid()
    try:
        account = pwd.getpwuid(user).pw_dir
    except KeyError:
        account = variables.get("HOME") or "/"
    home = Path(variables.get("HOME") or account)
    return System(
        name,
        home,
        Path(account),
        dict(variables),
        run_program,
        user=user,
        changed_user=changed_user(os.environ),
        environment_file=environment_file,
    )
