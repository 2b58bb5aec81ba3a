"""Settings for some files, by glob or by kernel: shells and versions, excluded files, ignored findings."""

import json
from pathlib import Path

import pytest

from tests.conftest import Program
from tests.faulty_entry import FILE
from tests.settings.files import write


class TestMachines:
    """A version or a shell applies to all files, or to some of them by glob."""

    COMMAND = "ssh `1` /m -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit >& /dev/null &"
    TEMPLATE = f'RemoteMachine["host", "{COMMAND}"]'.encode()

    def severities(self, rkconf: Program, *words: str) -> list[str]:
        outcome = rkconf("lint", "--select", "RK305", "--format", "json", *words)
        return [each["severity"] for each in json.loads(outcome.out)["diagnostics"]]

    @pytest.mark.parametrize(
        ("text", "severities"),
        [
            pytest.param("", ["warning"], id="unknown"),
            pytest.param('local-shell = "dash"', ["error"], id="for all files"),
            pytest.param('[local-shell]\n"sub/" = "dash"', ["error"], id="for a folder"),
            pytest.param('[local-shell]\n"par*.m" = "dash"', ["error"], id="for names"),
            pytest.param('[local-shell]\n"other/**" = "dash"', ["warning"], id="for other files"),
            pytest.param('[local-shell]\n"*" = "bash"\n"sub/**" = "dash"', ["error"], id="the last glob wins"),
        ],
    )
    def test_a_shell_is_known(self, rkconf: Program, project: Path, text: str, severities: list[str]) -> None:
        write(project, text)
        (project / "sub" / "parallel.m").write_bytes(self.TEMPLATE)
        assert self.severities(rkconf, "sub/parallel.m") == severities
        assert self.severities(rkconf, "sub/parallel.m", "--local-shell", "bash") == []

    def test_globs_are_relative_to_their_settings_file(self, rkconf: Program, project: Path) -> None:
        (project / "sub" / "parallel.m").write_bytes(self.TEMPLATE)
        write(project, '[local-shell]\n"/parallel.m" = "dash"')
        assert self.severities(rkconf, "sub/parallel.m") == ["warning"]
        write(project / "sub", '[local-shell]\n"/parallel.m" = "dash"')
        assert self.severities(rkconf, "sub/parallel.m") == ["error"]

    def test_a_trace_uses_the_version_of_the_settings(self, rkconf: Program, project: Path) -> None:
        write(project, 'version = "5.2"')
        assert "for Mathematica 5.2" in rkconf("trace", "init.m", "skye").out


class TestExclude:
    @pytest.mark.parametrize(
        ("globs", "files"),
        [
            pytest.param('["sub/"]', ["init.m"], id="a folder"),
            pytest.param('["/init.m"]', ["sub/init.m"], id="a file in this folder only"),
            pytest.param('["*.m"]', [], id="names at any depth"),
            pytest.param('["*.m", "!sub/*"]', ["sub/init.m"], id="all but some"),
            pytest.param('["../other"]', ["init.m", "sub/init.m"], id="a folder outside"),
        ],
    )
    def test_excluded_files_are_not_found_in_a_folder(
        self, rkconf: Program, project: Path, globs: str, files: list[str]
    ) -> None:
        write(project, f"exclude = {globs}")
        assert rkconf("lint", "--show-files").out.split() == files

    def test_a_nearer_file_includes_what_an_extended_file_excludes(self, rkconf: Program, project: Path) -> None:
        write(project, 'exclude = ["init.m"]', "base.toml")
        write(project, 'extend = "base.toml"\nexclude = ["!/sub/init.m"]')
        assert rkconf("lint", "--show-files").out.split() == ["sub/init.m"]

    def test_a_file_on_the_command_line_is_checked_anyway(self, rkconf: Program, project: Path) -> None:
        write(project, 'exclude = ["*"]')
        assert rkconf("lint", "init.m").status == 1

    @pytest.mark.parametrize("words", [("init.m",), ("-", "--stdin-filename", "init.m")])
    def test_force_exclude_also_excludes_files_on_the_command_line(
        self, rkconf: Program, project: Path, words: tuple[str, ...]
    ) -> None:
        write(project, 'exclude = ["*"]')
        outcome = rkconf("lint", "--force-exclude", *words, "--format", "json", stdin=FILE)
        assert (outcome.status, json.loads(outcome.out)["summary"]["files"]) == (0, 0)


class TestIgnore:
    """Findings that the settings ignore for some kernels or files are suppressed, and counted as such."""

    @pytest.mark.parametrize(
        ("line", "counts"),
        [
            pytest.param('"entry:skye" = ["RK102"]', False, id="a kernel"),
            pytest.param('"entry:skye" = ["RK1"]', False, id="a kernel and a prefix of codes"),
            pytest.param('"entry:sky" = ["RK102"]', True, id="another kernel"),
            pytest.param('"entry:skye" = ["RK103"]', True, id="another rule"),
            pytest.param('"*.m" = ["link-mode"]', False, id="files"),
            pytest.param('"sub/" = ["link-mode"]', True, id="other files"),
        ],
    )
    def test_findings_are_ignored_for(self, rkconf: Program, project: Path, line: str, counts: bool) -> None:  # noqa: FBT001 - a case
        write(project, f"[ignore]\n{line}")
        outcome = rkconf("lint", "init.m", "--select", "RK102", "--format", "json")
        assert (outcome.status, json.loads(outcome.out)["summary"]["suppressed"]) == ((1, 0) if counts else (0, 1))
