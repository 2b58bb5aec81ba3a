"""Inputs from public sources, in the folder beside the checkout, and the findings that an expert expects."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Program

LOUD = ("error", "warning")
FILES = [
    pytest.param("c01-pbs-table-of-machines.m", [], {"RK012"}, set(), id="c01: a computed list of hosts"),
    pytest.param("c02-plain-remote-machines.m", [], set(), set(), id="c02: plain machines"),
    pytest.param("c03-pbs-counts.m", [], {"RK012"}, set(), id="c03: computed counts"),
    pytest.param("c05-notebook-boxes.nb", [], {"RK303"}, {"RK303"}, id="c05: the boxes of a notebook"),
    pytest.param("c06-cluster-scripts.m", [], {"RK012"}, set(), id="c06: scripts of clusters"),
    pytest.param(
        "c07-windows-hpc-cmd.m",
        ["--local-shell", "cmd"],
        set(),
        set(),
        id="c07: HPC.cmd on Windows",
    ),
    pytest.param("c08-local-kernelconfiguration.wl", [], set(), set(), id="c08: a local kernel configuration"),
    pytest.param("c09-slurm-links.wl", [], set(), set(), id="c09: links by srun"),
    pytest.param(
        "c10-currentvalue-entry.m",
        [],
        {"RK102", "RK201", "RK303"},
        None,
        id="c10: CurrentValue",
    ),
    pytest.param("c12-package-defines-remotemachine.m", [], set(), set(), id="c12: definitions"),
    pytest.param("c15-installed-programs.m", [], set(), set(), id="c15: other programs"),
    pytest.param("c16-linksnooper.m", [], set(), set(), id="c16: LinkSnooper"),
    pytest.param("c17-protocol-tcp.m", [], set(), set(), id="c17: protocol TCP on both sides"),
    pytest.param("c20-default-kernels-number.m", [], set(), set(), id="c20: a number of kernels"),
    pytest.param("c21-login-written-out.m", [], set(), set(), id="c21: a login in the call"),
    pytest.param("c22-kernel-started-by-hand.m", [], {"RK011"}, {"RK011"}, id="c22: a kernel that a person starts"),
    pytest.param("c28-unknown-head.wl", [], {"RK822", "RK403"}, None, id="c28: an unknown head"),
    pytest.param("c30-tunnel-entry-password.m", [], {"RK402"}, {"RK402"}, id="c30: a password for a script"),
    pytest.param("c33-wls-script.wls", [], {"RK303"}, {"RK303"}, id="c33: a script"),
    pytest.param("c44-template-in-a-variable.m", [], {"RK303"}, None, id="c44: a template in a variable"),
    pytest.param("c45-deep-notebook.nb", [], set(), set(), id="c45: a deep notebook"),
]
LATER = ["c04-slurm-kernelconfiguration.wl", "c23-modern-init.m", "c26-template-in-pieces.m"]
"""Inputs of later versions, which must not pass in silence."""
TEXTS = [
    pytest.param("c14-host-colon-program.txt", "--launch", {"RK408"}, id="c14: the host and a colon"),
    pytest.param("c31-plink-option-to-ssh.txt", "--parallel", {"RK402", "RK413"}, id="c31: an option of plink"),
    pytest.param("c32-kernel-by-hand.txt", "--launch", set(), id="c32: a kernel without ssh"),
]


def findings(rkconf: Program, *words: str) -> list[dict[str, Any]]:
    outcome = rkconf("lint", "--format", "json", *words)
    assert outcome.status in {0, 1}, outcome.err
    found: list[dict[str, Any]] = json.loads(outcome.out)["diagnostics"]
    return found


@pytest.mark.parametrize(("name", "options", "expected", "loud"), FILES)
def test_a_file(
    rkconf: Program, shared: Path, name: str, options: list[str], expected: set[str], loud: set[str] | None
) -> None:
    """Every expected finding is there, and, where ``loud`` is given, no other one above info."""
    found = findings(rkconf, str(shared / "cases" / name), *options)
    assert expected <= {each["code"] for each in found}
    if loud is not None:
        assert {each["code"] for each in found if each["severity"] in LOUD} <= loud


@pytest.mark.parametrize("name", LATER)
def test_a_later_version_never_passes_in_silence(rkconf: Program, shared: Path, name: str) -> None:
    assert findings(rkconf, str(shared / "cases" / name))


@pytest.mark.parametrize(("name", "option", "expected"), TEXTS)
def test_a_command(rkconf: Program, shared: Path, name: str, option: str, expected: set[str]) -> None:
    found = findings(rkconf, option, (shared / "cases" / name).read_text().strip())
    assert expected <= {each["code"] for each in found}


def test_the_arguments_of_a_local_kernel_have_no_finding(rkconf: Program, shared: Path) -> None:
    assert findings(rkconf, "--mlopen", f"@{shared / 'cases' / 'c24-ide-and-lua-mlopen.txt'}") == []


def test_a_password_of_a_case_is_in_no_output(rkconf: Program, shared: Path) -> None:
    path = str(shared / "cases" / "c30-tunnel-entry-password.m")
    assert "secret" in Path(path).read_text()
    for words in (("lint", path), ("extract", path), ("trace", path)):
        outcome = rkconf(*words)
        assert ":secret@" not in outcome.out + outcome.err


@pytest.mark.parametrize("name", ["c02-plain-remote-machines.m", "c03-pbs-counts.m"])
def test_a_loss_of_a_conversion_is_reported(rkconf: Program, shared: Path, name: str) -> None:
    outcome = rkconf("convert", str(shared / "cases" / name), "--to", "6")
    assert outcome.status == 1
    assert name in outcome.err


def test_a_package_with_its_own_forms_gets_no_finding(rkconf: Program, shared: Path) -> None:
    assert findings(rkconf, str(shared / "cases" / "c12-package-defines-remotemachine.m")) == []


@pytest.mark.parametrize("name", ["c16-linksnooper.m", "c12-package-defines-remotemachine.m"])
def test_no_fix_changes_a_file_that_works(rkconf: Program, shared: Path, name: str) -> None:
    assert rkconf("lint", "--diff", "--unsafe-fixes", str(shared / "cases" / name)).out == ""
