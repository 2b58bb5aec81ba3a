"""Conversions of specifications and computed values: each value without an equivalent is a loss at its place."""

import pytest

from rkconf import inputs, versions
from rkconf.conversion import Conversion, convert
from tests.conversions import converted

PARALLEL = '[frontend]\nversion = "{old}"\n[[parallel]]\nhost = "node1"\nkernel = "/opt/math"\n{keys}\n'
COMPUTED = """\
SetOptions[$FrontEnd, EvaluatorNames->{"skye" -> {"RemoteMachine" -> True, "LoginScript" -> "ssh " <> f[] <> " math"}}]
"""


def parallel(keys: str, old: str, new: str) -> Conversion:
    return converted(PARALLEL.format(old=old, keys=keys), old, new, "kernels.toml")


def lines(conversion: Conversion, kind: str) -> list[int]:
    remarks = conversion.losses if kind == "loss" else conversion.notes
    return [conversion.source.position(each.span.start).line for each in remarks]


@pytest.mark.parametrize(
    ("keys", "old", "new"),
    [
        pytest.param("timeout = 90", "14", "10", id="a time limit in a version without descriptions"),
        pytest.param('method = "forward"', "13.1", "5.2", id="a method in a version without descriptions"),
        pytest.param('ssh = { ProxyJump = "jump" }', "7", "14", id="a jump host in a version with descriptions"),
        pytest.param('arguments = ["-pwfile"]', "14", "7", id="an argument that the command cannot contain"),
    ],
)
def test_a_value_that_the_version_cannot_express_is_a_loss(keys: str, old: str, new: str) -> None:
    assert lines(parallel(keys, old, new), "loss") == [6]


@pytest.mark.parametrize(
    ("keys", "old", "new"),
    [
        pytest.param('ssh = { BatchMode = "yes" }', "7", "14", id="an option of ssh that does not decide the way"),
        pytest.param("verbose = true", "12", "12.3", id="messages of ssh"),
        pytest.param("count = 20", "10", "15", id="more kernels than are known to start"),
        pytest.param('command = "ssh `1` math -LinkName `2`"', "7", "14", id="a verbatim command"),
    ],
)
def test_a_difference_of_the_version_is_a_note(keys: str, old: str, new: str) -> None:
    conversion = parallel(keys, old, new)
    assert 6 in lines(conversion, "note")
    assert not conversion.losses


def test_versions_without_a_difference_have_no_remark() -> None:
    conversion = parallel('timeout = 90\nverbose = true\nssh = { ProxyJump = "jump" }', "13.1", "15")
    assert not conversion.losses
    assert not conversion.notes


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        pytest.param('KernelConfiguration["ssh://a", Sequence @@ f[]]', "Sequence @@ f[]", id="computed options"),
        pytest.param('KernelConfiguration["ssh://a", {"KernelCount" -> 4}]', '{"KernelCount" -> 4}', id="a list"),
        pytest.param('"ssh://a?4&x=3"', "4&x=3", id="a number that is none"),
    ],
)
def test_a_part_of_a_description_that_is_not_read_is_a_loss(text: str, lost: str) -> None:
    whole = f"LaunchKernels[{text}]\n"
    conversion = converted(whole, "14", "10", "kernels.wl")
    assert [conversion.source[each.span] for each in conversion.losses] == [lost]


def test_parallel_kernels_of_a_version_that_is_refused_are_noted() -> None:
    text = PARALLEL.format(old="7", keys='kernel_version = "7"').replace('kernel = "/opt/math"', 'os = "linux"')
    conversion = converted(text, "7", "14", "kernels.toml")
    assert any("refuses" in note.message for note in conversion.notes)


def test_a_computed_command_is_kept_and_noted() -> None:
    conversion = converted(COMPUTED, "5.2", "7")
    assert conversion.data == COMPUTED.encode()
    assert [COMPUTED[each.span.start :].startswith('"ssh "') for each in conversion.notes] == [True]


def test_a_single_template_is_kept_and_noted() -> None:
    [template] = inputs.bare({"parallel": b"ssh `1` math -mathlink -LinkMode Connect -LinkName `2` -subkernel"})
    conversion = convert(template, versions.load("7"), versions.load("14"))
    assert conversion.data == template.written.data
    [note] = conversion.notes
    assert note.span.start == 0


@pytest.mark.parametrize(
    ("flag", "noted"), [pytest.param("", True, id="init files read"), pytest.param(" -noinit", False, id="none read")]
)
def test_a_description_that_keeps_the_kernel_from_its_init_files_is_noted(flag: str, noted: bool) -> None:  # noqa: FBT001 - a case
    command = f"ssh `1` /opt/math -mathlink -LinkMode Connect -LinkName `2` -subkernel{flag}"
    conversion = converted(f'LaunchKernels[RemoteMachine["n1", "{command}"]]\n', "7", "14", "kernels.wl")
    assert any("-noinit" in note.message for note in conversion.notes) == noted
