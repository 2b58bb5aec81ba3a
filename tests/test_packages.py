"""An ordinary package gets no finding, whatever words of remote kernels it contains."""

from pathlib import Path

import pytest

from rkconf.relevance import WORDS
from tests.conftest import SAMPLES, Program

PACKAGES = sorted((SAMPLES / "packages").iterdir())


@pytest.mark.parametrize("path", PACKAGES, ids=lambda path: path.name)
def test_a_package_gets_no_finding(path: Path, rkconf: Program) -> None:
    outcome = rkconf("lint", str(path), "--format", "concise", "--fail-on", "info")
    assert (outcome.status, outcome.out) == (0, "")


def test_a_folder_of_packages_gets_no_finding(rkconf: Program) -> None:
    outcome = rkconf("lint", str(SAMPLES / "packages"), "--format", "concise", "--fail-on", "info")
    assert (outcome.status, outcome.out, outcome.err) == (0, "", "")


def test_the_packages_contain_the_words_that_rkconf_reads() -> None:
    texts = [path.read_bytes() for path in PACKAGES]
    assert len(texts) >= 30
    for word in set(WORDS) - {b"rkconf:", b"VersionsLaunched"}:
        assert any(word in text for text in texts), word


@pytest.mark.parametrize(
    ("definition", "is_judged"),
    [
        pytest.param("RemoteMachine[h_String] := RemoteMachine[h, 1]", False, id="the function itself"),
        pytest.param("RemoteMachine[h_] /; f[h] := g[RemoteMachine[h, 1]]", False, id="with a condition"),
        pytest.param("launch[h_] := LaunchKernels[RemoteMachine[h, 1]]", True, id="another function"),
        pytest.param(
            "a[RemoteMachine[h_, Kind]] := 1; f[h_] := RemoteMachine[h, Kind, 2]", False, id="a form of its own"
        ),
        pytest.param("a[RemoteMachine[h_, Kind]] := 1; f[h_] := RemoteMachine[h, Other, 2]", True, id="another form"),
        pytest.param('RemoteMachine[h_] := RemoteMachine["node", c]', True, id="a machine with a name"),
        pytest.param("a[KernelConfiguration[h_, ___]] := h", False, id="a description in a definition"),
        pytest.param("Cases[list, KernelConfiguration[h : _String] :> h]", False, id="a pattern with a name"),
        pytest.param("k /. RemoteKernelObject[h_ /; f[h]] -> h", False, id="a pattern with a condition"),
        pytest.param("RemoteEvaluate[h_String, e_] := g[h, e]", False, id="the definition of a function"),
        pytest.param("LaunchKernels[{h_, n_}] := g[h, n]", False, id="a list of patterns"),
        pytest.param("LaunchKernels[my_host]", True, id="a host without quotes"),
        pytest.param("f[h_] := KernelConfiguration[h]", True, id="a description in the body of a definition"),
        pytest.param('LaunchKernels["ssh://a:b@node"] /. x_ -> y', True, id="a rule after a call"),
        pytest.param('LaunchKernels["ssh://a:b@node" /. x_ -> y]', True, id="a rule in a call"),
        pytest.param('RemoteEvaluate["ssh://a:b@node", Cases[l, x_]]', True, id="a pattern that the kernel gets"),
        pytest.param('KernelConfiguration["ssh://a:b@node", o___] := o', True, id="a definition for one machine"),
    ],
)
def test_only_the_definition_of_a_function_calls_it_for_no_machine(
    definition: str,
    is_judged: bool,  # noqa: FBT001 - a column of the table
    rkconf: Program,
) -> None:
    found = rkconf("lint", "-", "--stdin-filename", "a.m", "--format", "concise", stdin=definition.encode()).out
    assert bool(found) == is_judged


def test_a_real_file_gets_no_warning(shared: Path, rkconf: Program) -> None:
    for path in sorted((shared / "corpus").rglob("*.m")):
        outcome = rkconf("lint", str(path), "--format", "concise", "--min-severity", "warning")
        assert (path.name, outcome.out) == (path.name, "")
