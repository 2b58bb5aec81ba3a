"""Where people work: the hooks in pre-commit itself, the action as its steps run, the snippet for GitLab."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from rkconf import __version__
from tests.conftest import CHECKOUT, Program
from tests.faulty_entry import FILE

pytestmark = pytest.mark.checkout

PAGE = CHECKOUT / "docs" / "ci.md"
WORKFLOWS = ".github/workflows"


def program(name: str) -> str:
    """Return the path of a program that is installed beside Python, or anywhere; skip where there is none."""
    found = shutil.which(name, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if found is None:
        pytest.skip(f"{name} is not on this machine")
    return found


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a sample repository: a good file, a bad one, one that is excluded, and Objective-C."""
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "good.m").write_bytes(
        FILE.replace(
            b"-LinkMode Listen -LinkProtocol TCPIP -LinkName", b"-LinkMode Connect -LinkProtocol TCPIP -LinkName"
        )
    )
    (folder / "bad.m").write_bytes(FILE)
    (folder / "old.wl").write_bytes(FILE)
    (folder / "view.m").write_text('#import "view.h"\n@implementation View\n@end\n')
    (folder / "rkconf.toml").write_text('exclude = ["old.wl"]\n')
    for words in (["init", "-q"], ["add", "."]):
        subprocess.run([program("git"), *words], cwd=folder, check=True)
    return folder


class TestPreCommit:
    HOOKS: Any = yaml.safe_load((CHECKOUT / ".pre-commit-hooks.yaml").read_text())

    @pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
    @pytest.mark.parametrize(
        ("path", "is_checked"),
        [
            pytest.param("init.m", True, id="a file of a Front End"),
            pytest.param("a/Kernels.WL", True, id="with capital letters"),
            pytest.param("a/kernels.toml", True, id="a specification"),
            pytest.param("home.kernels.toml", True, id="a specification with a name"),
            pytest.param("pyproject.toml", False, id="other TOML"),
            pytest.param("notkernels.toml", False, id="a name that only ends so"),
            pytest.param("init.mm", False, id="another ending"),
        ],
    )
    def test_a_hook_gets(self, hook: Mapping[str, str], path: str, is_checked: bool) -> None:  # noqa: FBT001 - a case
        assert bool(re.search(hook["files"], path)) == is_checked

    @pytest.mark.slow
    def test_the_hooks_run(self, repository: Path, tmp_path: Path) -> None:
        environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "hooks")}

        def run(hook: str) -> subprocess.CompletedProcess[str]:
            words = [program("pre-commit"), "try-repo", str(CHECKOUT), hook, "--all-files", "--color", "never"]
            return subprocess.run(words, cwd=repository, env=environment, check=False, capture_output=True, text=True)

        lint = run("rkconf-lint")
        assert lint.returncode == 1, lint.stderr
        assert "bad.m:1:" in lint.stdout
        assert "old.wl" not in lint.stdout
        fix = run("rkconf-fix")
        assert "files were modified by this hook" in fix.stdout
        assert (repository / "bad.m").read_bytes() == (repository / "good.m").read_bytes()
        assert (repository / "old.wl").read_bytes() == FILE
        assert run("rkconf-lint").returncode == 0


class TestAction:
    ACTION: Any = yaml.safe_load((CHECKOUT / "action.yml").read_text())

    def test_zizmor_finds_nothing(self) -> None:
        words = [program("zizmor"), "--offline", "--no-progress", "--persona", "auditor", "action.yml", WORKFLOWS]
        run = subprocess.run(words, cwd=CHECKOUT, check=False, capture_output=True, text=True)
        assert (run.returncode, run.stdout) == (0, "No findings to report. Good job!\n"), run.stdout

    def lint(self, repository: Path, folder: Path, arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the step as a runner does."""
        (step,) = (each for each in self.ACTION["runs"]["steps"] if each.get("id") == "lint")
        environment = {
            **os.environ,
            "PYTHON": sys.executable,
            "ARGUMENTS": arguments,
            "RUNNER_TEMP": str(folder),
            "GITHUB_OUTPUT": str(folder / "output"),
        }
        words = [program("bash"), "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        return subprocess.run(words, cwd=repository, env=environment, check=False, capture_output=True, text=True)

    @pytest.mark.parametrize(
        ("arguments", "status"),
        [
            pytest.param(ACTION["inputs"]["arguments"]["default"], 1, id="what it does by default"),
            pytest.param("", 1, id="none"),
            pytest.param("--ignore\nRK102\n", 0, id="options, one a line"),
            pytest.param("--select\nRK3\na file.m", 0, id="a path with a blank"),
        ],
    )
    def test_the_step_annotates_and_writes_sarif(
        self, repository: Path, tmp_path: Path, arguments: str, status: int
    ) -> None:
        (repository / "a file.m").write_text("x = 1\n")
        run = self.lint(repository, tmp_path, arguments)
        assert run.returncode == status, run.stderr
        assert ("::error " in run.stdout) == bool(status)
        _, _, sarif = (tmp_path / "output").read_text().strip().partition("sarif=")
        assert bool(json.loads(Path(sarif).read_text())["runs"][0]["results"]) or not status

    def test_the_steps_use_what_the_action_declares(self) -> None:
        text = (CHECKOUT / "action.yml").read_text()
        assert set(re.findall(r"inputs\.([\w-]+)", text)) == set(self.ACTION["inputs"])


def snippets() -> list[Any]:
    return [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", PAGE.read_text(), re.DOTALL)]


class TestPage:
    def test_actions_are_pinned_by_hash_and_rkconf_by_its_version(self) -> None:
        used = re.findall(r"uses: (\S+?)@(\S+)", PAGE.read_text())
        assert ("rkconf/rkconf", f"v{__version__}") in used
        assert all(re.fullmatch("[0-9a-f]{40}", ref) for name, ref in used if name != "rkconf/rkconf")

    def test_the_hooks_are_those_of_this_version(self) -> None:
        (revision,) = (each["repos"][0]["rev"] for each in snippets() if "repos" in each)
        assert revision == f"v{__version__}"

    def test_the_hooks_that_it_names_exist(self) -> None:
        (snippet,) = (each["repos"][0] for each in snippets() if "repos" in each)
        assert {hook["id"] for hook in snippet["hooks"]} <= {hook["id"] for hook in TestPreCommit.HOOKS}

    def test_the_inputs_of_the_action_that_it_names_exist(self) -> None:
        (steps,) = (each["jobs"]["rkconf"]["steps"] for each in snippets() if "jobs" in each)
        assert set(steps[-1]["with"]) <= set(TestAction.ACTION["inputs"])

    def test_the_line_for_gitlab_writes_the_report_that_it_hands_on(
        self, rkconf: Program, repository: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (job,) = (each["rkconf"] for each in snippets() if "rkconf" in each)
        monkeypatch.chdir(repository)
        outcome = rkconf(*shlex.split(job["script"][-1])[1:])
        assert outcome.status == 1
        assert "bad.m" in outcome.out
        report = json.loads((repository / job["artifacts"]["reports"]["codequality"]).read_text())
        assert {each["location"]["path"] for each in report} == {"bad.m"}

    @pytest.mark.parametrize("command", re.findall(r"`rkconf (lint .*?)`", PAGE.read_text()))
    def test_every_command_works(
        self, rkconf: Program, repository: Path, monkeypatch: pytest.MonkeyPatch, command: str
    ) -> None:
        monkeypatch.chdir(repository)
        assert rkconf(*shlex.split(command), stdin=FILE).status == 1
