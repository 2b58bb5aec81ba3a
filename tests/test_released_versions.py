"""Every released version in every place that names one: commands, settings, specifications and Front End files."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from rkconf import versions
from tests.conftest import Program
from tests.known import NEAREST, RELEASED, UNKNOWN

COMMAND = "ssh host /opt/math -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname`"
LAUNCH = ("--launch", COMMAND)
KERNEL = '[[kernels]]\nname = "a"\nhost = "host"\nkernel = "/opt/math"\n'
NEWER = "16.1"
WORDS = [
    pytest.param(("lint", "--version", "{}", *LAUNCH), id="lint"),
    pytest.param(("lint", "--kernel-version", "{}", *LAUNCH), id="the kernel of lint"),
    pytest.param(("trace", "--version", "{}", *LAUNCH), id="trace"),
    pytest.param(("render", "kernels.toml", "--version", "{}"), id="render"),
    pytest.param(("setup", "kernels.toml", "--version", "{}"), id="setup"),
    pytest.param(("extract", "--version", "{}", *LAUNCH), id="extract"),
    pytest.param(("convert", "--from", "{}", "--to", "7", *LAUNCH), id="convert from it"),
    pytest.param(("convert", "--from", "7", "--to", "{}", *LAUNCH), id="convert to it"),
]
FILES = [
    pytest.param("kernels.toml", '[frontend]\nversion = "{}"\n' + KERNEL, id="a specification"),
    pytest.param("kernels.toml", KERNEL + 'kernel_version = "{}"\n', id="the kernel of a specification"),
    pytest.param("rkconf.toml", 'version = "{}"\n', id="the settings"),
    pytest.param("rkconf.toml", 'version = {{ "*.m" = "{}" }}\n', id="the settings of some files"),
    pytest.param("rkconf.toml", 'kernel-version = "{}"\n', id="the kernel in the settings"),
    pytest.param(
        "init.m", 'SetOptions[$FrontEnd, VersionsLaunched->{{"{}"}}, EvaluatorNames->{{}}]\n', id="VersionsLaunched"
    ),
]
UNUSABLE = 2


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working folder, which holds a specification and a Front End file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kernels.toml").write_text(KERNEL)
    (tmp_path / "init.m").write_text("SetOptions[$FrontEnd, EvaluatorNames->{}]\n")
    return tmp_path


def filled(words: Sequence[str], version: str) -> list[str]:
    return [version if word == "{}" else word for word in words]


@pytest.mark.parametrize("words", WORDS)
def test_a_command_accepts_every_released_version(words: Sequence[str], rkconf: Program) -> None:
    for version in RELEASED:
        outcome = rkconf(*filled(words, version))
        assert outcome.status < UNUSABLE, (version, outcome.err)
        assert "unknown version" not in outcome.err


@pytest.mark.parametrize(("name", "text"), FILES)
def test_a_file_may_name_every_released_version(name: str, text: str, folder: Path, rkconf: Program) -> None:
    for version in RELEASED:
        (folder / name).write_text(text.format(version))
        outcome = rkconf("lint", "kernels.toml", "init.m", "--format", "concise")
        assert outcome.status == 0, (version, outcome.out)
        assert "newer than rkconf" not in outcome.out + outcome.err


@pytest.mark.parametrize("words", WORDS)
def test_a_command_refuses_a_version_that_was_never_released(words: Sequence[str], rkconf: Program) -> None:
    outcome = rkconf(*filled(words, UNKNOWN))
    assert (outcome.status, outcome.out) == (UNUSABLE, "")
    assert outcome.err.endswith(f"{NEAREST}\n")


@pytest.mark.parametrize("words", WORDS)
def test_a_command_treats_a_newer_version_like_the_newest_one(words: Sequence[str], rkconf: Program) -> None:
    newest = versions.known()[-1].name
    outcome, as_newest = rkconf(*filled(words, NEWER)), rkconf(*filled(words, newest))
    assert outcome.status == as_newest.status
    assert outcome.out.replace(NEWER, newest).split() == as_newest.out.split()
    assert f"version {NEWER} is newer than rkconf; it is treated like {newest}\n" in outcome.err


@pytest.mark.parametrize(("name", "text"), FILES)
def test_a_newer_version_in_a_file_is_a_finding_at_its_place(
    name: str, text: str, folder: Path, rkconf: Program
) -> None:
    (folder / name).write_text(text.format(NEWER))
    line = text.format(NEWER)[: text.format(NEWER).index(NEWER)].count("\n") + 1
    outcome = rkconf("lint", "kernels.toml", "init.m", "--format", "concise")
    notes = [each for each in outcome.out.splitlines() if "is newer than rkconf" in each]
    assert [each.startswith(f"{name}:{line}:") for each in notes] == [True]


@pytest.mark.parametrize("words", [*WORDS[:1], *WORDS[2:]])
def test_an_old_front_end_is_treated_like_the_oldest_known_one(words: Sequence[str], rkconf: Program) -> None:
    assert "the Front End of version 5.1 is not documented" in rkconf(*filled(words, "5.1")).err


def test_an_old_kernel_needs_no_note(rkconf: Program) -> None:
    assert rkconf("lint", "--kernel-version", "5.1", *LAUNCH).err == ""


@pytest.mark.parametrize(
    ("name", "version"),
    [
        pytest.param("12.0_init.m", "12", id="a release of one digit"),
        pytest.param("FrontEnd/13.3_init.m", "13.3", id="a path"),
        pytest.param("C:\\FrontEnd\\14.1_init.m", "14.1", id="a path of Windows"),
        pytest.param("init.m", None, id="the usual name"),
        pytest.param("10.0_init.m", None, id="a version without such files"),
        pytest.param("12_init.m", None, id="one number"),
        pytest.param("16.1_init.m", None, id="a version that was never released"),
        pytest.param("my_12.0_init.m", None, id="a longer name"),
    ],
)
def test_the_name_of_a_file_names_the_version_that_reads_it(name: str, version: str | None) -> None:
    found = versions.named_by_file(name)
    assert (found.name if found else None) == version


def test_a_file_of_one_version_is_judged_for_it(rkconf: Program, tmp_path: Path) -> None:
    path = tmp_path / "13.3_init.m"
    path.write_text('SetOptions[$FrontEnd, EvaluatorNames -> {"a" -> {"LoginScript" -> "ssh h /opt/w -mathlink"}}]')
    assert 'version = "13.3"' in rkconf("extract", str(path)).out


@pytest.mark.parametrize(
    ("command", "is_reported"),
    [
        pytest.param(
            ("convert", "13.3_init.m", "--to", "14.1", "--output", "13.3_init.m.new"), False, id="another name"
        ),
        pytest.param(("convert", "13.3_init.m", "--to", "14.1", "--output", "14.1_init.m"), False, id="its own file"),
        pytest.param(("convert", "13.3_init.m", "--to", "14.1", "--output", "13.0_init.m"), True, id="output"),
        pytest.param(("convert", "13.3_init.m", "--to", "14.1", "--in-place"), True, id="in place"),
        pytest.param(("render", "k.toml", "--version", "14.1", "--into", "13.3_init.m"), True, id="render"),
        pytest.param(("render", "k.toml", "--version", "13.3", "--into", "13.3_init.m"), False, id="its version"),
    ],
)
def test_a_file_that_another_version_reads_is_a_note(
    command: Sequence[str], *, is_reported: bool, rkconf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    entry = '"a" -> {"RemoteMachine" -> True, "LoginScript" -> "ssh h /opt/w -mathlink"}'
    Path("13.3_init.m").write_text(f"SetOptions[$FrontEnd, EvaluatorNames -> {{{entry}}}]")
    Path("k.toml").write_text(KERNEL)
    outcome = rkconf(*command)
    assert outcome.status == 0
    assert ("reads this file" in outcome.err) == is_reported


def test_a_note_names_the_file_of_the_new_version(rkconf: Program, tmp_path: Path) -> None:
    path = tmp_path / "13.3_init.m"
    path.write_text('SetOptions[$FrontEnd, EvaluatorNames -> {"Local" -> {"AutoStartOnLaunch" -> True}}]')
    assert "~/.Wolfram/FrontEnd/14.1_init.m" in rkconf("convert", str(path), "--to", "14.1").err
