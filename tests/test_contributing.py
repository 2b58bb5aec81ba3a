"""CONTRIBUTING.md works as printed, in a copy of the checkout and a fresh environment of Python 3.11."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT
from tests.console import commands

pytestmark = [pytest.mark.checkout, pytest.mark.slow, pytest.mark.xdist_group("contributing")]

if not (CHECKOUT / "CONTRIBUTING.md").exists():
    pytest.skip("the tests of a wheel have no checkout", allow_module_level=True)
COMMANDS = commands((CHECKOUT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
SET_UP, TESTS, SCAFFOLD = COMMANDS[:3], COMMANDS[3], COMMANDS[5:7]
SELECTION = "tests/test_link_name.py tests/test_manual.py"
# The variables that pip needs on this machine; read before the tests get a plain environment.
PIP = {name: value for name, value in os.environ.items() if name.startswith("PIP_") or name.lower().endswith("_proxy")}
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "*_cache", ".hypothesis", "__pycache__", "live")


def python() -> Path:
    """Return Python 3.11 as `python3`, in a folder that can precede the others in a search path."""
    for name in ("python3.11", "python3"):
        for folder in os.get_exec_path():
            path = Path(folder, name)
            asked = (path, "-c", "import sys; print(sys.version_info[:2] == (3, 11), sys.executable)")
            if path.exists() and (said := subprocess.run(asked, capture_output=True, text=True, check=False).stdout):
                is_right, _, executable = said.strip().partition(" ")
                if is_right == "True":
                    return Path(executable)
    pytest.skip("Python 3.11 is not installed")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the checkout that is set up as CONTRIBUTING.md describes."""
    folder = tmp_path_factory.mktemp("contributor") / "rkconf"
    shutil.copytree(CHECKOUT, folder, ignore=NOT_COPIED)
    (folder.parent / "bin").mkdir()
    (folder.parent / "bin/python3").symlink_to(python())
    for command in SET_UP:
        done = run(folder, command)
        if done.returncode and any(text in done.stderr for text in ("NewConnectionError", "No matching distribution")):
            pytest.skip("no package index can be reached")
        assert done.returncode == 0, done.stderr
    return folder


def run(folder: Path, command: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    path = os.pathsep.join((str(folder.parent / "bin"), os.environ["PATH"]))
    return subprocess.run(
        ("/bin/sh", "-c", command),
        cwd=folder,
        env={**PIP, "HOME": os.environ.get("HOME", ""), **environment, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_environment_has_the_python_that_is_meant(checkout: Path) -> None:
    assert run(checkout, ".venv/bin/python --version").stdout.startswith("Python 3.11.")


def test_the_tests_run(checkout: Path) -> None:
    done = run(checkout, TESTS, PYTEST_ADDOPTS=SELECTION)
    assert done.returncode == 0, done.stdout
    assert "passed" in done.stdout


def test_a_new_rule_is_made_and_passes(checkout: Path) -> None:
    for command in SCAFFOLD:
        done = run(checkout, command)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_commands_are_the_expected_ones() -> None:
    assert "pip install -e" in SET_UP[-1]
    assert TESTS.endswith("-m pytest -q -n 2")
    assert "tests.scaffold" in SCAFFOLD[0]
