"""The end of a report for people: the numbers of fixes, the repaired command, and the next step."""

import shlex
from pathlib import Path

import pytest

from rkconf import inputs
from rkconf.command import Launch
from rkconf.entries import LocatedEntry
from rkconf.source import Source
from tests.conftest import SAMPLES, Program

LINK = "-mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"
GOOD = f"ssh -o BatchMode=yes h ./math.sh {LINK}"
BOTH = f"ssh -o BatchMode=yes h:22 ./math.sh {LINK}".replace("-LinkName", "-LinkNmae")
MLOPEN = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"


def entry(command: str) -> str:
    text = f'{{"RemoteMachine" -> True, "MLOpenArguments" -> "{MLOPEN}", "LoginScript" -> "{command}"}}'
    return f'SetOptions[$FrontEnd, EvaluatorNames -> {{"Local" -> {{}}, "skye" -> {text}}}]'


@pytest.mark.parametrize(
    ("command", "clause"),
    [
        pytest.param(BOTH, "--fix fixes 1, --unsafe-fixes 1 more", id="both"),
        pytest.param(GOOD.replace(" h ", " h:22 "), "--fix fixes 1.", id="safe fixes only"),
        pytest.param(GOOD.replace("-LinkName", "-LinkNmae"), "--fix --unsafe-fixes fixes 1.", id="unsafe fixes only"),
    ],
)
def test_the_summary_counts_what_each_option_fixes(rkconf: Program, command: str, clause: str) -> None:
    assert clause in rkconf("lint", "--launch", command).out


def test_the_repaired_command_is_printed_once_and_uncut(rkconf: Program) -> None:
    repaired = rkconf("lint", "--fix", "--launch", BOTH).out.splitlines()[0]
    assert rkconf("lint", "--launch", BOTH).out.splitlines().count(repaired) == 1
    assert "-p 22 h" in repaired


def test_the_repaired_command_of_a_file_is_as_typed_into_the_dialog(rkconf: Program, tmp_path: Path) -> None:
    init = tmp_path / "init.m"
    init.write_text(entry(GOOD.replace(" h ", " h:22 ").replace("./math.sh", '\\"./math.sh\\"')))
    assert (
        GOOD.replace(" h ", " -p 22 h ").replace("./math.sh", '"./math.sh"')
        in rkconf("lint", str(init)).out.splitlines()
    )


def test_a_password_is_masked_in_the_repaired_command(rkconf: Program) -> None:
    out = rkconf("lint", "--launch", f"ssh h:22 ./math.sh {LINK} ; sshpass -p hunter2 ssh h ./math.sh").out
    assert "after --fix" in out
    assert "hunter2" not in out


@pytest.mark.parametrize(
    ("command", "step"),
    [
        pytest.param(GOOD.replace(" h ", " h:22 "), "copy it into the dialog", id="all errors have a safe fix"),
        pytest.param(BOTH, "rkconf explain RK105", id="an error has no safe fix"),
        pytest.param(f"ssh {LINK}", "rkconf explain RK409", id="an error has no fix"),
        pytest.param(GOOD, "rkconf doctor", id="no findings"),
    ],
)
def test_a_command_ends_with_the_next_step(rkconf: Program, command: str, step: str) -> None:
    assert f"Next: {step}" in rkconf("lint", "--launch", command).out.splitlines()[-1]


def test_the_trial_of_a_template_names_the_value_that_a_person_gives(rkconf: Program) -> None:
    template = GOOD.replace(" h ", " `1` ").replace(
        LINK, "-mathlink -subkernel -noinit -linkmode Connect `4` -linkname `2`"
    )
    last = rkconf("lint", "--version", "7", "--parallel", f"{template} > /dev/null 2>&1 &").out.splitlines()[-1]
    assert last.startswith("Next: rkconf doctor with the same options and --set 1=HOST ")
    assert rkconf("doctor", "--version", "7", "--parallel", f"{template} &", "--set", "1=h", "--dry-run").status == 0


def test_the_next_step_of_a_file_can_be_typed(rkconf: Program, tmp_path: Path) -> None:
    init = tmp_path / "my init.m"
    init.write_text(entry(GOOD.replace(" h ", " h:22 ")))
    assert rkconf("lint", str(init)).out.splitlines()[-1] == f"Next: rkconf lint --fix '{init}'"
    init.write_text(entry(GOOD))
    assert rkconf("lint", str(init)).out.splitlines()[-1] == f"Next: rkconf doctor '{init}'"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("skye", " skye", id="the first of several kernels"),
        pytest.param("my skye", " 'my skye'", id="a name with a space"),
        pytest.param("me:hunter2@skye", "", id="a name with a password"),
    ],
)
def test_a_file_with_several_kernels_needs_the_name_of_one(
    rkconf: Program, tmp_path: Path, name: str, words: str
) -> None:
    init = tmp_path / "init.m"
    one = entry(GOOD).partition('"skye" -> ')[2].removesuffix("}]")
    init.write_text(entry(GOOD).replace('"skye"', f'"{name}"').replace("}]", f', "other" -> {one}}}]'))
    outcome = rkconf("lint", "--ignore", "RK402", str(init))
    assert outcome.out.splitlines()[-1] == f"Next: rkconf doctor {init}{words}"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("two.m", 'LaunchKernels[{"ssh://node1", "ssh://node2"}]', id="descriptions"),
        pytest.param(
            "two.toml",
            '[frontend]\nversion = "7"\n[[kernels]]\nname = "node1"\nhost = "a"\nos = "linux"\n'
            '[[parallel]]\nhost = "node2"\nos = "linux"\n',
            id="a specification",
        ),
    ],
)
def test_the_trial_of_several_kernels_names_one(rkconf: Program, tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    assert rkconf("lint", str(tmp_path / name)).out.splitlines()[-1] == f"Next: rkconf doctor {tmp_path / name} node1"


def test_a_specification_that_cannot_be_rendered_ends_with_its_error(rkconf: Program, tmp_path: Path) -> None:
    path = tmp_path / "kernels.toml"
    path.write_text('[frontend]\nversion = "7"\n[[parallel]]\nhost = "h"\n')
    assert rkconf("lint", str(path)).out.splitlines()[-1] == "Next: rkconf explain RK006"
    assert rkconf("lint", "--ignore", "RK006", str(path)).out.splitlines()[-1] == f"Next: rkconf doctor {path}"


def test_the_trial_gets_the_versions_and_shells_of_the_check(rkconf: Program, tmp_path: Path) -> None:
    init = tmp_path / "init.m"
    init.write_text(entry(GOOD))
    options = ("--version", "6", "--kernel-version", "5.2", "--remote-shell", "bash")
    assert rkconf("lint", *options, str(init)).out.splitlines()[-1] == f"Next: rkconf doctor {init} {' '.join(options)}"


@pytest.mark.parametrize("options", [["--format", "concise"], ["-q"], ["--fix"]], ids=["concise", "quiet", "fixed"])
def test_other_reports_have_no_next_step(rkconf: Program, options: list[str]) -> None:
    assert "Next:" not in rkconf("lint", *options, "--launch", BOTH).out


def test_a_script_is_not_printed_as_a_command(rkconf: Program, tmp_path: Path) -> None:
    script = tmp_path / "math.sh"
    script.write_text("#!/bin/sh\n/opt/math $*\n")
    out = rkconf("lint", str(script)).out
    assert "--fix fixes" in out
    assert "after --fix" not in out


CALLS = {
    "machine.m": 'LaunchKernels[RemoteMachine["node1", 4]]',
    "address.m": 'LaunchKernels["ssh://fred@node1//opt/wolfram?4"]',
    "hosts.m": '$ConfiguredKernels = {"node1", "node2"}',
    "cluster.m": 'LaunchKernels[SGE["node1"], 10]',
    "basic.m": 'SetOptions[$FrontEnd, EvaluatorNames -> {"x" -> {"HostName" -> "h", "RemoteMachine" -> True}}]',
    "local.m": 'SetOptions[$FrontEnd, EvaluatorNames -> {"x" -> {"AutoStartOnLaunch" -> True}}]',
    "with space.m": entry(GOOD),
    "names.m": entry(GOOD).replace('"skye"', '"my skye"').replace('"Local" -> {}', '"b" -> {}'),
    "wrong.m": entry(BOTH),
    "unsafe.m": entry(GOOD.replace("-LinkName", "-LinkNmae")),
    "math.sh": "#!/bin/sh\n/opt/math $*\n",
}
"""Inputs of each kind, by the names of their files."""
SAMPLED = sorted(path.relative_to(SAMPLES) for path in (SAMPLES / "kernels").glob("*.toml"))
RENDERED = [path.relative_to(SAMPLES) for path in sorted((SAMPLES / "kernels").glob("[bm]*s*/5.2.wl"))]


@pytest.mark.parametrize(
    "name",
    [
        *(pytest.param(name, id=name) for name in CALLS),
        *(pytest.param(str(path), id=str(path)) for path in (*SAMPLED, *RENDERED)),
    ],
)
def test_the_next_step_is_a_command_that_runs(rkconf: Program, tmp_path: Path, name: str) -> None:
    """A trial is only planned, and a fix changes a copy; a refusal of the command line has status 2."""
    file = tmp_path / Path(name).name
    file.write_bytes(CALLS[name].encode() if name in CALLS else (SAMPLES / name).read_bytes())
    last = rkconf("lint", "--version", "7", str(file)).out.splitlines()[-1]
    if last.startswith("Next: rkconf "):
        command, *words = shlex.split(last.removeprefix("Next: rkconf "))
        outcome = rkconf(command, *words, *(["--dry-run"] if command == "doctor" else []))
        assert outcome.status != 2, outcome.err


@pytest.mark.parametrize("number", [0, 1, 2, 9])
def test_a_file_is_read_up_to_its_second_command_to_know_whether_it_has_one(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = ", ".join(f'"k{at}" -> {{"LoginScript" -> "ssh h{at} math"}}' for at in range(number))
    checked = inputs.read(Source("init.m", f"SetOptions[$FrontEnd, EvaluatorNames -> {{{entries}}}]".encode()))
    read: list[str] = []

    def launch(entry: LocatedEntry) -> Launch | None:
        read.append(entry.name)
        found: Launch | None = original(entry)
        return found

    original = LocatedEntry.launch.fget  # type: ignore[attr-defined]  # a property
    monkeypatch.setattr(LocatedEntry, "launch", property(launch))
    assert checked.has_one_launch is (number == 1)
    assert len(read) == min(number, 2)
