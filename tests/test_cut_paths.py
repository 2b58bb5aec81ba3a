"""Paths of kernels that a space splits, and tildes in quotes: the rule, and the fix that keeps the meaning."""

import pytest

from tests.conftest import Program
from tests.test_causes import LINK, diagnostics


@pytest.mark.parametrize(
    "path",
    [
        pytest.param('ssh h "/opt/My Math/math"', id="quoted for one shell"),
        pytest.param("ssh h /Applications/Mathematica 7.app/Contents/MacOS/MathKernel", id="without quotes"),
        pytest.param("/opt/My Math/MathKernel", id="on this machine"),
    ],
)
def test_a_cut_path_hides_no_other_error(rkconf: Program, path: str) -> None:
    command = f"{path} {LINK}".replace("Connect", "Conect")
    errors = [found["code"] for found in diagnostics(rkconf, command) if found["severity"] == "error"]
    assert sorted(errors) == ["RK102", "RK303"]
    fixed = rkconf("lint", "-q", "--fix", "--ignore", "RK407", "--launch", command).out
    assert "Math/" not in path or fixed.count("Math/") == 1
    assert "-LinkMode Connect" in fixed


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(f"ssh h './run.sh wolfram {LINK}'", id="a script and the kernel, in one word"),
        pytest.param(f"ssh h './run.sh wolfram' {LINK}", id="a script and the kernel, quoted together"),
        pytest.param(f"ssh h './run.sh tools/start' {LINK}", id="a script and another program"),
        pytest.param(f"ssh h '/opt/bin/wrapper math' {LINK}", id="a program without an ending"),
        pytest.param(f"ssh h '~/bin/with-modules wolfram {LINK}'", id="a program in the home directory"),
        pytest.param(f"ssh h '/usr/bin/apptainer exec img.sif wolfram {LINK}'", id="a container"),
        pytest.param(f"ssh h '/usr/bin/docker exec box /opt/a/math' {LINK}", id="a container and a path"),
        pytest.param(f"ssh h '/opt/lmod/run mathematica/14.0 -- wolfram {LINK}'", id="a module"),
        pytest.param(f"ssh h './lic/wrap bin/wolfram' {LINK}", id="a relative path after a relative path"),
        pytest.param(f"ssh h /opt/bin/wrapper /opt/Mathematica/math {LINK}", id="two words for ssh"),
        pytest.param(f"ssh h './run.sh /opt/My Math/math' {LINK}", id="the space is in another word"),
        pytest.param(f"/opt/bin/wrapper math {LINK}", id="on this machine"),
    ],
)
def test_a_launcher_with_the_kernel_after_it_is_not_a_cut_path(rkconf: Program, command: str) -> None:
    found = {each["code"] for each in diagnostics(rkconf, command)}
    assert "RK012" in found
    assert "RK303" not in found
    assert "may or may not run" in rkconf("trace", "--launch", command).out


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/opt/Wolfram 7/math", id="a version after the name of a kernel"),
        pytest.param("/Applications/Wolfram 14.app/Contents/MacOS/WolframKernel", id="an application"),
        pytest.param("/opt/math for all/run", id="words after the name of a kernel"),
    ],
)
def test_a_quoted_path_in_a_folder_that_is_named_like_a_kernel_is_not_a_command(rkconf: Program, path: str) -> None:
    assert not [found for found in diagnostics(rkconf, f"ssh h \"'{path}'\" {LINK}") if found["severity"] == "error"]


@pytest.mark.parametrize(
    ("path", "first", "written"),
    [
        pytest.param("'$HOME/my apps/math'", "$HOME/my", "'\"$HOME/my apps/math\"'", id="the home directory there"),
        pytest.param("'$MATH_ROOT/my bin/math'", "$MATH_ROOT/my", "'\"$MATH_ROOT/my bin/math\"'", id="a variable"),
        pytest.param('"~/my bin/wolfram"', "~/my", "'\"$HOME/my bin/wolfram\"'", id="a tilde"),
        pytest.param('"$HOME/my bin/math"', "$HOME/my", None, id="the home directory here"),
        pytest.param("~root/my\\ bin/wolfram", "~root/my", None, id="the home directory of a user"),
        pytest.param("'/opt/*/my bin/wolfram'", "/opt/*/my", None, id="a pattern"),
        pytest.param("'$(dirname /opt/x)/my bin/wolfram'", "$(dirname /opt/x)/my", None, id="a command"),
        pytest.param("'`homeDirectory`/my bin/wolfram'", "`homeDirectory`/my", None, id="a placeholder"),
    ],
)
def test_a_fix_of_a_cut_path_keeps_what_a_shell_expands(
    rkconf: Program, path: str, first: str, written: str | None
) -> None:
    found = diagnostics(rkconf, f"ssh h {path} {LINK}", "--select", "RK303", "--remote-shell", "bash")
    assert [each["message"].endswith(f" {first}") for each in found] == [True]
    assert [edit["text"] for each in found if each["fix"] for edit in each["fix"]["edits"]] == (
        [written] if written else []
    )


@pytest.mark.parametrize(
    ("command", "written"),
    [
        pytest.param(f"ssh h \"'~/wolfram'\" {LINK}", "'\"$HOME/wolfram\"'", id="quoted for both shells"),
        pytest.param(f"ssh h '\\~/my\\ bin/math' {LINK}", "'\"$HOME/my bin/math\"'", id="a backslash"),
        pytest.param(f"ssh h \"nice '~/wolfram' {LINK}\"", None, id="after another program"),
        pytest.param(f"ssh h \"'~/run.sh' wolfram {LINK}\"", None, id="a script that is not followed"),
        pytest.param(f"'~/math' {LINK}", '"$HOME/math"', id="on this machine"),
    ],
)
def test_a_quoted_tilde_is_not_a_home_directory(rkconf: Program, command: str, written: str | None) -> None:
    found = [each for each in diagnostics(rkconf, command) if each["code"] == "RK322"]
    assert [each["severity"] for each in found] == ["error"]
    assert [edit["text"] for each in found if each["fix"] for edit in each["fix"]["edits"]] == [written] * bool(written)
    assert "It fails" in rkconf("trace", "--launch", command).out


@pytest.mark.parametrize(
    "path", ["~/wolfram", '"~/wolfram"', "'~/wolfram'", "\\~/wolfram", "'\"$HOME/wolfram\"'", "~x"]
)
def test_a_tilde_that_the_last_shell_expands_is_right(rkconf: Program, path: str) -> None:
    assert "RK322" not in {each["code"] for each in diagnostics(rkconf, f"ssh h {path} {LINK}")}


def test_no_flag_is_inserted_into_a_cut_path(rkconf: Program) -> None:
    command = f'ssh h "/opt/My Math/math" {LINK}'.replace("-LinkMode Connect ", "")
    fixed = rkconf("lint", "-q", "--fix", "--select", "RK102", "--launch", command).out
    assert "/opt/My Math/math" in fixed


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        pytest.param('ssh win "C:\\Program Files\\math.exe"', {"RK303"}, id="the login shell splits it"),
        pytest.param("ssh win C:\\Program Files\\math.exe", {"RK321"}, id="the local shell removes its backslashes"),
        pytest.param("C:\\Program Files\\PuTTY\\plink.exe h /opt/math", {"RK321"}, id="the client of ssh"),
    ],
)
def test_a_windows_path_with_a_space_has_one_finding(rkconf: Program, command: str, expected: set[str]) -> None:
    found = {each["code"] for each in diagnostics(rkconf, f"{command} {LINK}")}
    assert found & {"RK303", "RK321"} == expected
