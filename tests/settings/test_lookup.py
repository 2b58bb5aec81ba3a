"""The settings file that applies to each checked file."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Program
from tests.faulty_entry import BAD, FILE, LISTEN
from tests.settings.files import codes_by_path, write


class TestLookup:
    @pytest.mark.parametrize(
        ("name", "text"),
        [
            pytest.param("rkconf.toml", 'ignore = ["RK102"]', id="an rkconf.toml"),
            pytest.param("rkconf.toml", '[tool.rkconf]\nignore = ["RK102"]', id="an rkconf.toml with the table"),
            pytest.param(
                "pyproject.toml", '[project]\n[tool.rkconf]\nignore = ["RK102"]', id="a table in pyproject.toml"
            ),
        ],
    )
    def test_settings_are_in(self, rkconf: Program, project: Path, name: str, text: str) -> None:
        write(project, text, name)
        assert rkconf("lint", "init.m").status == 0

    def test_the_nearest_file_applies_to_each_checked_file(self, rkconf: Program, project: Path) -> None:
        write(project, 'ignore = ["RK102"]')
        write(project / "sub", "")
        reported = codes_by_path(rkconf("lint", "--format", "json"))
        assert [path for path, codes in reported.items() if "RK102" in codes] == ["sub/init.m"]

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("[project]\nname = 'x'\n", id="without rkconf"),
            pytest.param("[project]\nname = 'rkconf'\n", id="with rkconf in another place"),
            pytest.param("tool = 'rkconf'\n", id="with a tool that is not a table"),
            pytest.param("this is not TOML", id="with a syntax error and without rkconf"),
        ],
    )
    def test_the_search_continues_above_a_project_file(self, rkconf: Program, project: Path, text: str) -> None:
        write(project, 'ignore = ["RK102"]')
        write(project / "sub", text, "pyproject.toml")
        assert rkconf("lint", "sub/init.m").status == 0

    def test_rkconf_toml_wins_over_pyproject_toml(self, rkconf: Program, project: Path) -> None:
        write(project, "")
        write(project, '[tool.rkconf]\nignore = ["RK102"]', "pyproject.toml")
        assert rkconf("lint", "init.m").status == 1

    def test_standard_input_has_the_settings_of_its_file_name(self, rkconf: Program, project: Path) -> None:
        write(project / "sub", 'ignore = ["RK102"]')
        assert rkconf("lint", "-", stdin=FILE).status == 1
        assert rkconf("lint", "-", "--stdin-filename", "sub/other.m", stdin=FILE).status == 0

    def test_bare_text_has_the_settings_of_the_working_folder(self, rkconf: Program, project: Path) -> None:
        write(project, 'ignore = ["RK102"]')
        assert rkconf("lint", "--launch", BAD, "--mlopen", LISTEN).status == 0

    def test_a_run_without_settings_does_not_import_their_reader(self, project: Path) -> None:
        unwanted = ("rkconf.settings.load", "pathspec", "pydantic", "concurrent.futures")
        program = (
            "import sys; from rkconf.cli import main; main(['lint', 'init.m']);"
            f"sys.exit(any(name in sys.modules for name in {unwanted}))"
        )
        assert (
            subprocess.run([sys.executable, "-c", program], cwd=project, check=False, capture_output=True).returncode
            == 0
        )

    def test_a_run_with_settings_does_not_import_pydantic(self, project: Path) -> None:
        write(project, 'ignore = ["RK102"]')
        program = (
            "import sys; from rkconf.cli import main; sys.exit(main(['lint', 'init.m']) + ('pydantic' in sys.modules))"
        )
        assert subprocess.run([sys.executable, "-c", program], cwd=project, check=False).returncode == 0
