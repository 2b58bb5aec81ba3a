"""A contributor's first minutes: the scaffold makes a rule that keeps the laws of a rule."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rkconf.rules import RULES
from tests import scaffold
from tests.conftest import CHECKOUT

pytestmark = pytest.mark.checkout

PARTS = ("rkconf", "grammar", "schemas", "samples", "tests", "pyproject.toml")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the parts of the checkout that a rule concerns."""
    for name in PARTS:
        if (CHECKOUT / name).is_dir():
            shutil.copytree(CHECKOUT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "live"))
        else:
            shutil.copy(CHECKOUT / name, tmp_path / name)
    return tmp_path


def run(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run((sys.executable, "-m", *words), cwd=folder, capture_output=True, text=True, check=False)


def test_new_rules_pass_the_tests_of_rules_at_once(copy: Path) -> None:
    for name, code, *more in (
        ("made-up-first", "RK600"),
        ("made-up-last", "RK498", "--fix", "safe"),
        ("made-up-guess", "RK198", "--fix", "unsafe"),
    ):
        made = run(copy, "tests.scaffold", "rule", name, code, *more)
        assert made.returncode == 0, made.stderr
    tests = run(copy, "pytest", "-q", "-p", "no:cacheprovider", "tests/test_rules.py", "-k", "made-up or table")
    assert tests.returncode == 0, tests.stdout
    modules = sorted(map(str, (copy / "rkconf/rules").glob("made_up_*.py")))
    gate = run(copy, "ruff", "check", "--no-cache", *modules)
    assert gate.returncode == 0, gate.stdout
    gate = run(copy, "ruff", "format", "--check", "--no-cache", *modules)
    assert gate.returncode == 0, gate.stdout


@pytest.mark.parametrize(
    ("name", "code", "reason"),
    [
        pytest.param(RULES[0].name, "RK698", f"there is already the rule {RULES[0].code}", id="a name that exists"),
        pytest.param("made-up", RULES[0].code, f"there is already the rule {RULES[0].code}", id="a code that exists"),
        pytest.param("Made_up", "RK698", "lowercase words with dashes", id="not a name"),
        pytest.param("made-up", "RKA00", "one of the groups", id="a group that does not exist"),
        pytest.param("made-up", "698", "one of the groups", id="not a code"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(
    name: str, code: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        scaffold.main(["rule", name, code])
    assert reason in capsys.readouterr().err


def test_every_rule_has_its_own_explanation() -> None:
    assert [rule.name for rule in RULES if scaffold.UNWRITTEN in rule.explanation] == []
