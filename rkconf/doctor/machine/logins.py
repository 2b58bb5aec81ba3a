"""The settings of ssh for the login of a kernel, as ``ssh -G`` prints them, which contacts nothing."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rkconf.doctor.machine.ssh_config import OWN_FILE, SshConfig, read_config
from rkconf.doctor.machine.system import Completed, System, Words
from rkconf.doctor.machine.uses import KernelUse
from rkconf.record import field, record, replace

_PLACE = re.compile(r"(?P<path>.+?):? line (?P<line>[0-9]+): (?P<message>.*)")
_SUMMARY = re.compile(r".*: terminating, \d+ bad configuration options?")
_OPTION = "command-line"
"""The name that ssh gives to the options of the command line in its messages."""
_COMMAND = "true"
"""The command of a login whose settings are asked for; ``ssh -G`` does not run it."""
_ANY_LOGIN = ("ssh", "-G", "--", "localhost")
_NEVER_RESOLVED = ("-o", "CanonicalizeHostname=no")
"""With canonical names, ``ssh -G`` would ask name servers."""
_TOKEN = re.compile(r"%(?!d)|\$\{")
_NONE = "none"
_DEFAULTS = frozenset({"id_rsa", "id_ecdsa", "id_ecdsa_sk", "id_ed25519", "id_ed25519_sk", "id_xmss", "id_dsa"})
"""The files that ssh tries where no IdentityFile is given (ssh_config(5))."""


@record
class ConfigError:
    """A line of a configuration file that ssh refuses."""

    path: str
    line: int
    message: str


@record
class SshLogin:
    """The login of a kernel: the use of the machine, and the settings of ssh."""

    use: KernelUse
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False)
    """The values of each keyword in lowercase; empty if they are unknown."""
    errors: tuple[ConfigError, ...] = ()
    """The lines that ssh refuses."""
    why_unknown: str = ""
    """Why the settings are unknown; empty if they are known, or if a line is refused."""

    def value(self, keyword: str) -> str:
        """Return the first value of a keyword; empty if ssh prints none."""
        return next(iter(self.values.get(keyword, ())), "")

    def is_on(self, keyword: str) -> bool:
        """Return whether a switch is on."""
        return self.value(keyword) in {"yes", "true"}

    @property
    def _identity_files(self) -> tuple[str, ...]:
        """The files of keys as they are written; with ``none`` there are none (ssh_config(5))."""
        return tuple(path for path in self.values.get("identityfile", ()) if path != _NONE)

    @property
    def has_usual_identities(self) -> bool:
        """Whether no file of the configuration or option of the command names the keys to use."""
        return {Path(path).name for path in self._identity_files} <= _DEFAULTS

    def identities(self, system: System) -> tuple[Path, ...] | None:
        """Return the paths of the keys that ssh offers; None where one depends on the login."""
        paths = self._identity_files
        if any(_TOKEN.search(path) for path in paths):
            return None
        home = str(system.account_home)
        expanded = (re.sub(r"^~(?=/)|%d", lambda _: home, path) for path in paths)
        return tuple(Path(home, path) for path in expanded)


@record
class _Answer:
    """The answer of ssh: the settings, the lines that it refuses, or another reason."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    errors: tuple[ConfigError, ...] = ()
    why_unknown: str = ""


def read_logins(system: System, config: SshConfig, uses: Iterable[KernelUse]) -> Iterator[SshLogin]:
    """Yield the login of each kernel that a client of ssh starts."""
    answers: dict[Words, _Answer] = {}
    for use in uses:
        if not use.client:
            continue
        own = _config_of(system, config, use)
        if not use.asks_settings:
            yield SshLogin(use, why_unknown=use.why_unknown)
        elif hazard := own.hazard:
            yield SshLogin(use, why_unknown=hazard)
        else:
            if use.asks_settings not in answers:
                answers[use.asks_settings] = _asked(system, own, use.asks_settings)
            answer = answers[use.asks_settings]
            yield SshLogin(use, answer.values, answer.errors, answer.why_unknown)


def _config_of(system: System, config: SshConfig, use: KernelUse) -> SshConfig:
    """Return the configuration that a command reads: the one that its option -F names, or the usual one."""
    words = use.asks_settings
    if OWN_FILE not in words:
        return config
    path = words[words.index(OWN_FILE) + 1]
    return read_config(replace(system, ssh_options=(OWN_FILE, path)))


def check_config(system: System, config: SshConfig) -> tuple[ConfigError, ...]:
    """Return the lines that ssh refuses, where no kernel needs its settings."""
    return () if config.hazard else _asked(system, config, _ANY_LOGIN).errors


def _asked(system: System, config: SshConfig, words: Words) -> _Answer:
    """Ask ssh for its settings with a command, as a kernel is started, and without if the configuration has one."""
    program, *rest = words
    asked = (program, *system.ssh_options, *_NEVER_RESOLVED, *rest)
    forms = ((*asked, _COMMAND), asked) if config.place("remotecommand") else ((*asked, _COMMAND),)
    runs: list[Completed] = []
    for form in forms:
        runs.append(system.completed(*form))
        if runs[-1].succeeded:
            return _Answer(_values(runs[-1].out))
    return _refused(runs[0])


def _refused(done: Completed) -> _Answer:
    """Return the lines of files that ssh refuses; any other message is the reason why its settings are unknown."""
    lines = [line.strip() for line in done.err.splitlines() if line.strip() and not _SUMMARY.fullmatch(line.strip())]
    places = [found for found in map(_PLACE.fullmatch, lines) if found and found["path"] != _OPTION]
    errors = tuple(ConfigError(found["path"], int(found["line"]), found["message"]) for found in places)
    return _Answer(errors=errors, why_unknown="" if errors else " / ".join(lines) or f"its status is {done.status}")


def _values(out: str) -> Mapping[str, tuple[str, ...]]:
    values: dict[str, tuple[str, ...]] = {}
    for line in out.splitlines():
        keyword, _, value = line.partition(" ")
        values[keyword] = (*values.get(keyword, ()), value)
    return values
