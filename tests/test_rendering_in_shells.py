"""Rendered commands in real shells: the words are those of the recipes, and hostile values arrive unchanged."""

import re
from pathlib import Path

import pytest

from rkconf import spec, versions
from rkconf.rendering import render
from rkconf.spec import Specification
from rkconf.versions import Version
from tests.recipe_commands import WRITTEN_DOWN, rendered
from tests.shell_rig import LOCAL, REMOTE, Rig, need


def filled(command: str, version: Version) -> str:
    """Fill the placeholders as the Front End, or the kernel that starts others, does."""
    values = {**version.plausible, **version.plausible_slots, "java": "java"}
    return re.sub(r"`(\w+)`", lambda found: values[found[1]], command)


@pytest.mark.live
@pytest.mark.parametrize("remote", REMOTE)
@pytest.mark.parametrize("local", LOCAL)
@pytest.mark.parametrize("recipe", WRITTEN_DOWN)
def test_the_words_are_those_of_the_recipe(recipe: str, local: str, remote: str, tmp_path: Path) -> None:
    need(local, remote)
    _, written_down, name = WRITTEN_DOWN[recipe]
    rendering, version = rendered(recipe, name), versions.load(name)
    [command] = [kernel.login_script for kernel in rendering.kernels] + [each.command for each in rendering.templates]
    rig = Rig.set_up(tmp_path)
    expected = rig.words(filled(written_down, version), local, remote)
    found = rig.words(filled(command or "", version), local, remote)
    assert expected
    assert without_sturdiness(found) == without_sturdiness(expected)


STURDY = {"-o BatchMode=yes", "-o ExitOnForwardFailure=yes", "-S none", "-l user"}


def without_sturdiness(words: list[str]) -> list[str]:
    """Return the words without the options that only change how ssh fails."""
    words = [word.replace("-R 127.0.0.1:", "-R ") for word in words]
    return [word for word in words if word not in STURDY]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A b", id="a space"),
        pytest.param("it's", id="an apostrophe"),
        pytest.param('say "hi"', id="double quotes"),
        pytest.param("$(touch x)", id="a substitution"),
        pytest.param("a;touch x", id="a semicolon"),
        pytest.param("a&touch x&", id="an ampersand"),
        pytest.param("a|touch x", id="a pipe"),
        pytest.param("a>x", id="a redirection"),
        pytest.param("!!*?[a-z]{1,2}", id="marks of csh and globs"),
        pytest.param("a\\b\\\\", id="backslashes"),
        pytest.param("#a", id="a comment"),
        pytest.param("é→", id="letters beyond ASCII"),
        pytest.param("%s\\n$HOME~", id="variables"),
    ],
)
@pytest.mark.live
@pytest.mark.parametrize("remote", REMOTE)
def test_a_hostile_value_arrives_unchanged(text: str, remote: str, tmp_path: Path) -> None:
    need(remote)
    rig = Rig.set_up(tmp_path)
    kernel = spec.Kernel(
        name="x",
        host="host",
        kernel=f"/opt/{text}/math",
        kernel_init=f"{text}.m",
        connection="tunnel",
        ports=(31415, 31416),
        ssh={"SetEnv": text},
        ssh_options=("-i", text),
    )
    group = spec.Parallel(host="host", kernel=f"/opt/{text}/math", user="me", ssh={"SetEnv": text})
    rendering = render(Specification(kernels=(kernel,), parallel=(group,)), versions.load("7"))
    for command in (rendering.kernels[0].login_script, rendering.templates[0].command):
        for local in LOCAL:
            need(local)
            words = rig.words(filled(command or "", versions.load("7")), local, remote)
            assert {f"-o SetEnv={text}", f"/opt/{text}/math"} <= set(words)
            assert words.count("-mathlink") == 1
    assert f"{text}.m" in rig.words(filled(rendering.kernels[0].login_script or "", versions.load("7")), "bash", remote)
    assert {path.name for path in tmp_path.iterdir()} == {"ssh", "java", "show", "record", "home"}
    assert not (tmp_path / "home" / "x").exists()
