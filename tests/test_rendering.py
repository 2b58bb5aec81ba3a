"""Rendering: the recipes in every version and form, and the findings of lint in them."""

import json
import re
from pathlib import Path

import pytest

from rkconf import emit, inputs, linting, spec, versions
from rkconf.command import Target, local_shells, remote_shells
from rkconf.diagnostics import Severity
from rkconf.entries import read
from rkconf.entries.model import kernel_entry
from rkconf.rendering import as_wl, as_wl_all, render
from rkconf.source import Source
from rkconf.spec import Specification
from rkconf.versions import Version
from tests.conftest import Golden, Program
from tests.known import NEAREST, RENDERED, UNKNOWN
from tests.recipe_commands import KERNELS, WRITTEN_DOWN, rendered, specification
from tests.specifications import renderable

RECIPES = sorted(path.stem for path in KERNELS.glob("*.toml"))
VERSIONS = RENDERED
RENDERINGS = [pytest.param(*pair, id=" ".join(pair)) for pair in renderable()]
FORMS = ("wl", "wl-all", "dialog", "json")


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_in_every_form(
    recipe: str, version: str, rkconf: Program, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(KERNELS)
    for form in FORMS:
        outcome = rkconf("render", f"{recipe}.toml", "--version", version, "--as", form)
        if outcome.status:
            assert outcome.out == ""
            golden(KERNELS / recipe / f"{version}.refused", outcome.err)
        else:
            golden(KERNELS / recipe / f"{version}.{form}", outcome.raw)


@pytest.mark.parametrize("recipe", WRITTEN_DOWN)
def test_the_mlopen_arguments_are_those_of_the_recipe(recipe: str) -> None:
    mlopen, _, version = WRITTEN_DOWN[recipe]
    assert [kernel.mlopen_arguments for kernel in rendered(recipe, version).kernels] == ([mlopen] if mlopen else [])


def kernel_versions(recipe: str, front_end: Version) -> set[Version]:
    found = specification(recipe)
    kernels = {spec.kernel_version(kernel, front_end) for kernel in found.kernels}
    return kernels | {spec.kernel_version(group, front_end) for group in found.parallel}


OF_A_RECIPE = {
    "direct": {"RK820"},
    "fixed-ports": {"RK609", "RK613"},
    "many": {"RK012"},
    "parallel-tunnel": {"RK609"},
    "tunnel": {"RK410"},
    "verbose": {"RK405"},
    "windows": {"RK613"},
}
"""The infos of values that a recipe gives: its ports, a kernel in an unusual place, -v, and a verbatim command."""


@pytest.mark.parametrize(("recipe", "version"), RENDERINGS)
def test_a_rendering_has_no_error_and_no_warning(recipe: str, version: str) -> None:
    front_end = versions.load(version)
    rendering = rendered(recipe, version)
    for text in (as_wl_all(rendering), as_wl(rendering)):
        checked = inputs.read(Source("init.m", text.encode()))
        for kernel in kernel_versions(recipe, front_end):
            local = local_shells(None, specification(recipe).frontend.os)
            found = linting.check(checked, Target(front_end, kernel, local, remote_shells(None)))
            described = checked.document.descriptions.kernels
            is_parallel = described or any(each.launch.is_parallel for each in checked.launches)
            is_refused = front_end.finds_too_old(kernel) and is_parallel
            expected = {"RK818"} if is_refused else set()
            assert {each.code for each in found if each.severity is not Severity.INFO} == expected
            assert [each for each in found if each.code == "RK012" and each.entry is None] == []
            infos = {each.code for each in found if each.severity is Severity.INFO}
            assert infos <= OF_A_RECIPE.get(recipe, set())


@pytest.mark.parametrize(("recipe", "version"), RENDERINGS)
def test_a_rendering_reads_as_the_same_entries(recipe: str, version: str) -> None:
    rendering = rendered(recipe, version)
    document = read(Source("init.m", as_wl_all(rendering).encode()))
    assert document.problems == ()
    assert [entry.name for entry in document.entries[:1]] == ["Local"]
    found = [emit.entry(kernel_entry(entry)) for entry in document.entries[1:]]
    assert found == [emit.entry(kernel) for kernel in rendering.kernels]


def test_the_notebook_expression_uses_only_functions_of_the_oldest_version() -> None:
    text = re.sub(r'"(?:[^"\\]|\\.)*"|\(\*.*?\*\)', "", as_wl(rendered("many", "7")))
    symbols = set(re.findall(r"\$?[A-Z]\w*", text))
    assert symbols <= {
        *("Append", "EvaluatorNames", "False", "First", "Function", "Head", "If", "LaunchKernels", "List", "Map"),
        *("MemberQ", "Module", "Needs", "Options", "RemoteMachine", "Scan", "SetOptions", "True", "$FrontEnd"),
    }


@pytest.mark.parametrize(
    ("recipe", "version", "note"),
    [
        pytest.param(
            "fixed-ports", "7", "6:14: note: the kernel opens the preemptive and service links", id="two ports"
        ),
        pytest.param("tunnel", "6", "7:14: note: the kernel opens the preemptive and service links", id="a tunnel"),
        pytest.param("fixed-ports", "5.2", "", id="two ports and one link"),
        pytest.param("tunnel", "5.2", "", id="a tunnel and one link"),
        pytest.param("direct", "7", "", id="a direct connection"),
    ],
)
def test_a_note_names_the_needs_of_an_entry_on_the_kernels_machine(
    recipe: str, version: str, note: str, rkconf: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(KERNELS)
    outcome = rkconf("render", f"{recipe}.toml", "--version", version)
    assert outcome.status == 0
    assert f"rkconf: {recipe}.toml:{note}" in outcome.err if note else ": note: " not in outcome.err
    assert outcome.err.count(": note: ") == bool(note)


def test_a_parallel_kernel_is_launched_count_times() -> None:
    assert as_wl(rendered("parallel", "7")).count("LaunchKernels[RemoteMachine[") == 1
    assert as_wl(rendered("parallel", "7")).endswith(", 4]]\n")
    assert as_wl(rendered("parallel", "6")).count("LaunchSlave[") == 4


def test_a_name_from_a_specification_stays_a_string() -> None:
    kernel = spec.Kernel(name='x" -> {}, "y\\', host="host", kernel="math")
    text = as_wl_all(render(Specification(kernels=(kernel,)), versions.load("7")))
    assert [entry.name for entry in read(Source("init.m", text.encode())).entries] == ["Local", kernel.name]


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        pytest.param(["direct.toml"], 2, "no version is specified", id="no version"),
        pytest.param(["direct.toml", "--version", UNKNOWN], 2, NEAREST, id="an unknown version"),
        pytest.param(["missing.toml"], 2, "missing.toml: no such file", id="a missing file"),
        pytest.param(["."], 2, ".: this is a folder", id="a folder"),
        pytest.param(["direct.toml", "--version", "7", "--name", "x"], 2, "no kernel named 'x'; known: 'skye'", id="x"),
        pytest.param(["direct.toml", "--version", "7", "--check"], 2, "name it with --into", id="nothing to check"),
        pytest.param(
            ["mathssh.toml", "--version", "7"], 1, "mathssh.toml:7:13: error RK701 mathssh-version", id="refused"
        ),
        pytest.param(
            ["direct.toml", "--version", "7", "--into", "direct.toml"],
            2,
            "no SetOptions[$FrontEnd, ...]",
            id="no place",
        ),
    ],
)
def test_arguments_that_cannot_be_rendered(
    arguments: list[str], status: int, message: str, rkconf: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(KERNELS)
    outcome = rkconf("render", *arguments)
    assert (outcome.status, outcome.out) == (status, "")
    assert message in outcome.err


def test_json_has_every_field(rkconf: Program) -> None:
    outcome = rkconf("render", str(KERNELS / "parallel.toml"), "--version", "7", "--as", "json")
    report = json.loads(outcome.out)
    assert report["format"] == 1
    assert report["parallel"][0].keys() == {"host", "command", "count"}


def test_verbatim_text_is_checked_at_its_place(rkconf: Program) -> None:
    text = b'[[kernels]]\nname = "x"\nlaunch_command = "ssh skye \\"math"\n'
    outcome = rkconf("render", "-", "--version", "7", stdin=text)
    assert (outcome.status, outcome.out) == (1, "")
    assert "<stdin>:3:28: error RK301 unbalanced-quote" in outcome.err


def test_ssh_options_that_break_the_command_are_reported_at_their_place(rkconf: Program) -> None:
    text = (
        KERNELS / "direct.toml"
    ).read_bytes() + b'ssh_options = ["-R", "1415:127.0.0.1:1415", "-R", "1416:127.0.0.1:1416"]\n'
    outcome = rkconf("render", "-", "--version", "7", stdin=text)
    assert (outcome.status, outcome.out) == (1, "")
    assert outcome.err.startswith("<stdin>:6:15: error RK6")


def test_into_a_file(rkconf: Program, tmp_path: Path) -> None:
    init = tmp_path / "init.m"
    before = b"SetOptions[$FrontEnd, \r\nIsPersistent2DTool->False\r\n]\r\n"
    init.write_bytes(before)
    flags = ("render", str(KERNELS / "direct.toml"), "--version", "7", "--into", str(init))
    printed = rkconf(*flags)
    assert rkconf(*flags, "--check").status == 1
    assert "+EvaluatorNames->{" in rkconf(*flags, "--diff").out
    assert init.read_bytes() == before
    assert rkconf(*flags, "--in-place").status == 0
    assert init.read_bytes() == printed.raw
    assert b"\n" not in printed.raw.replace(b"\r\n", b"")
    assert rkconf(*flags, "--check").status == 0
    assert rkconf(*flags, "--diff").out == ""


def test_a_verbatim_command_is_verified_with_the_arguments_that_are_rendered_beside_it(rkconf: Program) -> None:
    command = "ssh -R 53001:127.0.0.1:53001 skye.local $KERNEL"
    text = f'[[kernels]]\nname = "x"\nlaunch_command = "{command}"\n'
    words = ("-", "--stdin-filename", "kernels.toml", "--version", "5.2")
    assert "RK605" not in rkconf("lint", *words, stdin=text.encode()).out
    outcome = rkconf("render", "-", "--version", "5.2", stdin=text.encode())
    assert (outcome.status, outcome.out) == (1, "")
    assert "<stdin>:3:18: error RK605" in outcome.err


@pytest.mark.parametrize(
    ("key", "place", "code"),
    [
        pytest.param("verbose = true", "verbose", "RK405", id="output for debugging"),
        pytest.param('connection = "fixed-ports"\nports = [53001, 53002]', "ports", "RK609", id="ports of any program"),
        pytest.param('kernel = "math"', "kernel", "RK410", id="a kernel without its path"),
    ],
)
def test_render_reports_a_choice_that_lint_finds_in_the_entry(
    key: str, place: str, code: str, rkconf: Program, tmp_path: Path
) -> None:
    path = tmp_path / "kernels.toml"
    kernel = "" if place == "kernel" else 'kernel = "./math.sh"\n'
    path.write_text(f'[[kernels]]\nname = "k"\nhost = "h"\n{kernel}{key}\n')
    made = rkconf("render", str(path), "--version", "5.2")
    written = tmp_path / "init.m"
    written.write_text(made.out)
    assert made.err.count(f"info {code} ") == 1
    assert f"info {code} " in rkconf("lint", str(written), "--version", "5.2", "--format", "concise").out
