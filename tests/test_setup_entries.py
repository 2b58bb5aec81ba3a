"""From an entry to its setup: every file that a launch command names is written, whatever version and input it has."""

import json
import re
import shlex
import subprocess
import tomllib
from pathlib import Path, PurePosixPath

import pytest

from rkconf.provisioning.files import searching_script
from tests.conftest import SAMPLES, Program
from tests.extractions import DEFAULT, LINK, entry
from tests.recipes import RECIPES, THROUGH, TUNNEL, converted
from tests.setups import TWO, commands, contents, setup
from tests.shell_rig import POSIX, need

CONVERSIONS = [("5.2",), ("5.2", "6"), ("5.2", "6", "7")]


def named_files(command: str, host: str) -> set[str]:
    """Return the files on the kernel's machine that a command names: a script, and the file after -initfile."""
    if command.startswith('"'):
        return set(re.findall(r"-initfile ([\w./-]+)", command))  # cmd.exe reads this command
    words = shlex.split(re.sub(r"`\w+`", "x", command))
    at = next(index for index, word in enumerate(words) if word.rpartition("@")[2] == host)
    there = shlex.split(" ".join(words[at + 1 :]))
    found = {word for word in there[:1] if word.endswith(".sh") and "/" in word}
    found |= {there[index + 1] for index, word in enumerate(there) if word == "-initfile"}
    return {str(PurePosixPath(each)) for each in found}


def written_files(steps: str) -> set[str]:
    """Return the files that the steps write to the kernel's machine."""
    found = re.findall(r"^ {7}ssh .*[ \"']cat > (\S+?)[\"' ]", steps, re.MULTILINE)
    return {each.strip("\"'") for each in found}


def commands_of(rkconf: Program, path: Path, version: str) -> dict[str, str | None]:
    """Return the launch command of each entry of a file; None where the Front End writes it."""
    rendered = rkconf("render", str(path), "--version", version, "--as", "json").out

    return {each["name"]: each["launch_command"] for each in json.loads(rendered)["kernels"]}


@pytest.mark.parametrize("versions", CONVERSIONS, ids=" to ".join)
@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_is_set_up_in_every_version(
    recipe: str, versions: tuple[str, ...], rkconf: Program, tmp_path: Path
) -> None:
    command, mlopen = RECIPES[recipe]
    path = tmp_path / "init.m"
    path.write_text(entry(command, mlopen))
    path = converted(rkconf, path, versions)
    launch = commands_of(rkconf, path, versions[-1])["x"]
    assert launch is not None
    host = "remote.host.name" if recipe == "a tunnel" else "skye.local"
    wanted = named_files(launch, host)
    assert ("rkconf-links.m" in wanted) is (recipe == "a tunnel" and versions[-1] != "5.2")
    assert ("math.sh" in wanted) is (recipe in {"a script", "fixed ports"})
    (tmp_path / "command").write_text(launch)
    (tmp_path / "mlopen").write_text(mlopen)
    (tmp_path / "x.toml").write_text(rkconf("extract", str(path), "--version", versions[-1]).out)
    inputs = {
        "a file": (str(path), "x"),
        "a command": ("--launch", f"@{tmp_path / 'command'}", "--mlopen", f"@{tmp_path / 'mlopen'}"),
        "a specification": (str(tmp_path / "x.toml"),),
    }
    for kind, words in inputs.items():
        outcome = rkconf("setup", *words, "--version", versions[-1])
        assert outcome.status == 0, (kind, outcome.err)
        assert wanted <= written_files(outcome.out), kind


def test_the_recipes_are_those_of_the_instructions(shared: Path) -> None:
    text = " ".join((shared / "seed" / "remote-kernels-over-ssh.txt").read_text().split())
    for command, mlopen in RECIPES.values():
        assert command.replace("skye.local", "remotehostname") in text or command in text
        assert mlopen in text or mlopen == DEFAULT


RENDERED = {
    path: {kernel["name"]: kernel.get("host") for kernel in tomllib.loads(path.read_text()).get("kernels", [])}
    for path in sorted((SAMPLES / "kernels").glob("*.toml"))
}
"""The hosts of the kernels of each specification."""


@pytest.mark.parametrize("versions", CONVERSIONS, ids=" to ".join)
def test_every_connection_is_set_up_after_its_conversion(
    versions: tuple[str, ...], rkconf: Program, tmp_path: Path
) -> None:
    checked = set()
    for recipe, hosts in RENDERED.items():
        path = tmp_path / f"{recipe.stem}.m"
        words = ("--version", versions[0], "--as", "wl-all", "--output", str(path))
        if not hosts or rkconf("render", str(recipe), *words).status:
            continue
        last = converted(rkconf, path, versions)
        for name, command in commands_of(rkconf, last, versions[-1]).items():
            if hosts[name] is None or command is None:
                continue  # a local script hides the machine; with Basic Options the Front End writes the command
            outcome = rkconf("setup", str(last), name, "--version", versions[-1])
            assert outcome.status == 0, (recipe.stem, name, outcome.err)
            assert named_files(command, hosts[name]) <= written_files(outcome.out), (recipe.stem, name)
            checked.add(recipe.stem)
    assert checked >= {"direct", "fixed-ports", "many", "script", "tunnel", "windows"}


def test_a_verbatim_command_gives_login_program_and_init_file() -> None:
    command = (
        "exec ssh -p 2222 -J gate.example.org me@far.example.org "
        f"'~/\"my bin\"/math.sh -mathlink {TUNNEL} -initfile ~/kernels/rkconf-links.m'"
    )
    forwards = " ".join(
        [
            "-R 31415:127.0.0.1:31415 -R 31416:127.0.0.1:31416",
            *(f"-L 127.0.0.1:{port}:127.0.0.1:{port}" for port in range(31417, 31421)),
        ]
    )
    text = (
        '[frontend]\nversion = "7"\n[[kernels]]\nname = "x"\n'
        f"mlopen_arguments = '{THROUGH[1]}'\nlaunch_command = '''{command.replace('-p', f'{forwards} -p', 1)}'''\n"
    )
    made = setup(text)
    steps = made.files[0].text
    assert written_files(steps) >= {"kernels/rkconf-links.m"}
    (line,) = [each for each in commands(made, "cat") if "math.sh" in each]
    assert shlex.split(line)[:6] == ["ssh", "-p", "2222", "-J", "gate.example.org", "me@far.example.org"]
    assert shlex.split(shlex.split(line)[6])[:4] == ["test", "-e", "my bin/math.sh", "||"]
    assert "LocalForward 127.0.0.1:31420 127.0.0.1:31420" in contents(made)["ssh_config"]


def test_a_command_that_asks_no_questions_lets_the_setup_ask_for_the_password() -> None:
    text = f"[[kernels]]\nname = 'x'\nlaunch_command = 'ssh -o BatchMode=yes h.example.org ./math.sh {LINK}'\n"
    lines = commands(setup(text), "h.example.org")
    assert [line for line in lines if line.count("BatchMode") > 1] == []
    assert any(line.startswith("ssh -o BatchMode=no h.example.org ") for line in lines)


@pytest.mark.parametrize(
    ("command", "message"),
    [
        pytest.param(
            f"ssh $HOST math {LINK}", "logs in to no machine that rkconf can determine", id="a host in a variable"
        ),
        pytest.param(
            f"ssh `host` math {LINK}", "logs in to no machine that rkconf can determine", id="a host in a placeholder"
        ),
        pytest.param(
            f"ssh a.example.org ssh b.example.org math {LINK}",
            "logs in to no machine that rkconf can determine",
            id="one login after another",
        ),
        pytest.param(
            f"ssh a.example.org math {LINK} -initfile mine.m",
            "the kernel loads mine.m, which is not rkconf's own",
            id="an own init file",
        ),
        pytest.param(
            f"ssh a.example.org './math.sh {LINK}'",
            "the file looks for it at its usual paths",
            id="a script and no system",
        ),
    ],
)
def test_what_a_verbatim_command_leaves_open_is_reported(command: str, message: str) -> None:
    quoted = command.replace("'", "'\\''") if "'''" in command else command
    text = f"[frontend]\nversion = \"7\"\n[[kernels]]\nname = \"x\"\nlaunch_command = '''{quoted}'''\n"
    assert any(message in problem.message for problem in setup(text).problems)


@pytest.mark.parametrize(
    ("system", "line", "part"),
    [
        pytest.param("linux", 'options = "basic"', "--set java=JAVA --set mathssh=MATHSSH", id="Basic Options"),
        pytest.param("windows", 'kernel = "./math.sh"', "cmd.exe reads the launch command", id="Windows"),
    ],
)
def test_the_trial_is_complete_or_has_the_reason(system: str, line: str, part: str) -> None:
    text = f'[frontend]\nos = "{system}"\n[[kernels]]\nname = "skye"\nhost = "skye.local"\n{line}\n'
    steps = " ".join(setup(text, "5.2").files[0].text.split())
    assert part in steps
    assert ("rkconf doctor kernels.toml" in steps) == (system != "windows")


def test_a_script_that_searches_replaces_no_file() -> None:
    steps = setup(TWO.format(one="./math.sh", two="/b/math", more="")).files[0].text
    assert "\"test -e math.sh || sh -c 'cat > math.sh && chmod +x math.sh'\" < far.example.org/math.sh" in steps
    assert "An existing file of that name is kept" in " ".join(steps.split())


def test_a_known_script_takes_precedence_over_one_that_searches() -> None:
    made = setup(TWO.format(one="./math.sh", two="./math.sh", more='os = "macos"'))
    (script,) = [text for path, text in contents(made).items() if path.endswith(".sh")]
    assert "/Applications/Mathematica.app" in script
    assert "for kernel in" not in script


def test_a_version_without_usual_paths_has_no_script() -> None:
    made = setup(TWO.format(one='./math.sh"\nkernel_version = "5.1', two="/b/math", more=""))
    assert not [path for path in contents(made) if path.endswith("/math.sh")]
    assert "The file has two lines, and must be executable" in " ".join(made.files[0].text.split())


@pytest.mark.live
@pytest.mark.parametrize("shell", POSIX)
def test_a_searching_script_starts_the_first_kernel_that_exists(shell: str, tmp_path: Path) -> None:
    need(shell)
    kernel = tmp_path / "A b" / "it's math"
    kernel.parent.mkdir()
    script = tmp_path / "math.sh"
    script.write_text(searching_script([str(tmp_path / "missing"), str(kernel)]))

    def run() -> "subprocess.CompletedProcess[str]":
        return subprocess.run([shell, script, "a b", "*"], capture_output=True, text=True, check=False)

    ended = run()
    assert (ended.returncode, ended.stdout) == (127, "")
    assert "there is no kernel at its usual paths" in ended.stderr
    kernel.write_text("#!/bin/sh\nprintf '%s|' \"$@\"\n")
    kernel.chmod(0o755)
    assert (run().returncode, run().stdout) == (0, "a b|*|")
