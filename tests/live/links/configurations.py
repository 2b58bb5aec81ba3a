"""The files of a person after ``rkconf render`` and ``rkconf setup``: real files, written by the real program.

The Front End reads its init.m with a small separate reader here, so that it does not share mistakes with rkconf's.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import tomli_w

HOST = "skye.local"
INIT = "init.m"
MAIN_LINK_ALONE = "RK819"
"""The rule that reports a tunnel in a version whose other links no tunnel carries."""
# As a Front End leaves it: there is something to keep, and no kernel yet.
_BEFORE = 'SetOptions[$FrontEnd, \nVersionsLaunched->{{"{version}"}},\nShowAtStartup->"NewDocument"\n]\n'
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:(?P<line>\n)|:(?P<code>[0-9a-f]{4})|(?P<itself>[\"\\])|(?P<tab>t))")


@dataclass(frozen=True)
class Row:
    """A kernel, or a group of parallel kernels, as in a specification."""

    name: str
    connection: str
    kernel: Path
    parallel: bool = False
    ports: tuple[int, ...] = ()
    kernel_init: str = "rkconf-links.m"
    links: str = ""

    def table(self) -> dict[str, object]:
        """Return it in the words of a specification."""
        common = {"name": self.name, "host": HOST, "kernel": str(self.kernel), "connection": self.connection}
        ports = {"ports": list(self.ports)} if self.ports else {}
        init = {"kernel_init": self.kernel_init} if ports and not self.parallel else {}
        return {**common, **ports, **init, **({"links": self.links} if self.links else {})}


@dataclass(frozen=True)
class Finding:
    """A finding of ``rkconf lint``, and the kernel that it is about."""

    entry: str
    code: str
    severity: str


@dataclass(frozen=True)
class Configured:
    """The two texts that start a kernel; parallel kernels have no MLOpen arguments."""

    command: str
    mlopen: str | None


@dataclass(frozen=True)
class Opening:
    """A rule for the firewall of a machine."""

    machine: str
    rule: str
    is_fixed: bool
    """Whether it names ports."""

    @property
    def kind(self) -> str:
        """The ports that it opens: ``ports`` of the Front End's machine, or every port of the named machine."""
        return "ports" if self.is_fixed else self.machine


@dataclass(frozen=True)
class Files:
    """A folder with what one version needs, for a Front End on one operating system."""

    folder: Path
    version: str
    system: str = "linux"

    @property
    def deliveries(self) -> Iterator[str]:
        """The commands among the steps of ``rkconf setup`` that put an init file on the kernel's machine."""
        texts = (path.read_text(encoding="utf-8") for path in self.folder.glob("setup/steps.txt"))
        lines = chain.from_iterable(text.splitlines() for text in texts)
        return (line.strip() for line in lines if re.fullmatch(r"\s+ssh .* < \S+\.m", line))

    def openings(self, name: str) -> Sequence[Opening]:
        """Return the rules of ``rkconf setup`` for nftables beside those of ssh; addresses here are IPv4."""
        steps = self._rkconf("setup", self.folder / "skye.kernels.toml", "--name", name)
        _, *machines = re.split(r"\n   ([^\n]+) must allow these connections:", steps)
        return [
            Opening("kernel" if machine == HOST else "front-end", rule, is_fixed="{" in rule)
            for machine, said in zip(machines[::2], machines[1::2], strict=True)
            for rule in re.findall(r"nft '(insert rule (?!.*ip6).+?)'", said)
            if "{ 22 }" not in rule
        ]

    def write(self, rows: Sequence[Row]) -> Mapping[str, Configured]:
        """Let rkconf write everything, lint what it wrote, and read that as the Front End does."""
        self.folder.mkdir()
        controllers = [row for row in rows if not row.parallel]
        groups = [row for row in rows if row.parallel]
        return {
            **(self._entries(controllers) if controllers else {}),
            **(self._templates(groups) if groups else {}),
        }

    def _entries(self, rows: Sequence[Row]) -> Mapping[str, Configured]:
        specification = self._specify("skye", kernels=rows)
        init = self.folder / INIT
        init.write_text(_BEFORE.format(version=self.version), encoding="utf-8")
        self._rkconf("render", specification, "--into", init, "--in-place")
        self._rkconf("setup", specification, "--output", self.folder / "setup")
        loud = self._loud(init)
        assert {each.entry for each in loud} == {row.name for row in rows if row.links}
        assert {each.code for each in loud} <= {MAIN_LINK_ALONE}
        return {row.name: read_entry(init, row.name) for row in rows}

    def _templates(self, rows: Sequence[Row]) -> Mapping[str, Configured]:
        path = self.folder / "parallel.wl"
        path.write_text(self._rkconf("render", self._specify("parallel", parallel=rows), "--as", "wl"), "utf-8")
        assert self._loud(path) == []
        return dict(_read_templates(path, rows))

    def _loud(self, path: Path) -> Sequence[Finding]:
        return [each for each in self.findings(path) if each.severity != "info"]

    def findings(self, path: Path) -> Sequence[Finding]:
        """Return what ``rkconf lint`` reports."""
        local_shell = "cmd" if self.system == "windows" else "sh"
        report = self._rkconf("lint", path, "--exit-zero", "--format", "json", "--local-shell", local_shell)
        return [Finding(each["entry"], each["code"], each["severity"]) for each in json.loads(report)["diagnostics"]]

    def notes(self, name: str) -> str:
        """Return the notes with which ``rkconf render`` writes a kernel."""
        return self._run("render", self.folder / "skye.kernels.toml", "--name", name, status=0).stderr

    def refusal(self, row: Row) -> str:
        """Return why ``rkconf render`` does not write a kernel."""
        run = self._run("render", self._specify("refused", kernels=[row]), status=1)
        assert run.stdout == ""
        return run.stderr

    def _specify(self, name: str, **tables: Iterable[Row]) -> Path:
        path = self.folder / f"{name}.kernels.toml"
        lists = {key: [row.table() for row in rows] for key, rows in tables.items()}
        path.write_text(tomli_w.dumps({"frontend": {"version": self.version, "os": self.system}, **lists}), "utf-8")
        return path

    def _rkconf(self, command: str, path: Path, *options: str | Path) -> str:
        return self._run(command, path, *options, status=0).stdout

    def _run(self, command: str, path: Path, *options: str | Path, status: int) -> subprocess.CompletedProcess[str]:
        words = (sys.executable, "-m", "rkconf", command, path, "--version", self.version, *options)
        run = subprocess.run(words, capture_output=True, text=True, check=False)
        assert run.returncode == status, run.stdout + run.stderr
        return run


def read_entry(init: Path, name: str) -> Configured:
    """Read the texts of an entry from a file, as the Front End does."""
    strings = list(_strings(init))
    start = strings.index(name)
    mlopen, command = (strings[strings.index(key, start) + 1] for key in ("MLOpenArguments", "LoginScript"))
    return Configured(command, mlopen)


def _read_templates(path: Path, rows: Iterable[Row]) -> Iterator[tuple[str, Configured]]:
    strings = list(_strings(path))
    commands = strings[strings.index(HOST) + 1 :: 2] if HOST in strings else []
    for row, command in zip(rows, commands, strict=True):
        yield row.name, Configured(command, None)


def _strings(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    return (_ESCAPE.sub(_meaning, found[1]) for found in _STRING.finditer(text))


def _meaning(escape: re.Match[str]) -> str:
    if escape["code"]:
        return chr(int(escape["code"], 16))
    return "\t" if escape["tab"] else escape["itself"] or ""
