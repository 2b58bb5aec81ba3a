"""Converting kernel descriptions: other names in newer versions, machines in older ones, and every loss."""

from itertools import permutations

import pytest

from rkconf import versions
from rkconf.rendering import as_wl, render
from rkconf.spec import Parallel, Specification
from tests.conversions import converted

MODERN = ("12.3", "13.1", "13.3", "14.1")
COMMAND = '"KernelCommand" -> "/opt/wolfram"'


@pytest.mark.parametrize(
    ("old", "new", "text", "expected"),
    [
        pytest.param(
            "13.1",
            "13",
            f'LaunchKernels[KernelConfiguration["ssh://h", {COMMAND}, "SshIdentity" -> "k"]]',
            f'LaunchKernels[RemoteKernelObject["ssh://h", {COMMAND}, "SSHIdentity" -> "k"]]',
            id="the function and an option before 13.1",
        ),
        pytest.param(
            "12.2",
            "14.1",
            'RemoteEvaluate[RemoteKernelObject["ssh://h", "RemoteKernelCommand" -> "w", "Timeout" -> 9], 1]',
            'RemoteEvaluate[KernelConfiguration["ssh://h", "KernelCommand" -> "w", "TimeConstraint" -> 9], 1]',
            id="the names of 12.2",
        ),
        pytest.param(
            "14.1",
            "12.2",
            'RemoteEvaluate[KernelConfiguration["ssh://h", "SshCommand" -> "ssh"], 1]',
            'RemoteEvaluate[RemoteKernelObject["ssh://h", "SSHCommand" -> "ssh"], 1]',
            id="an evaluation of 12.2",
        ),
        pytest.param(
            "13.1",
            "13.3",
            '$DefaultKernels = {"ssh://h"}; Length[$DefaultKernels]',
            '$DefaultParallelKernels = {"ssh://h"}; Length[$DefaultParallelKernels]',
            id="the list of 13.3",
        ),
        pytest.param(
            "13.3",
            "12.3",
            '$DefaultParallelKernels = {"ssh://h"}',
            '$DefaultKernels = {"ssh://h"}',
            id="the list of 12.3",
        ),
        pytest.param(
            "13.3",
            "14.1",
            'LaunchKernels[RemoteKernelObject["ssh://h", "SSHIdentity" -> "k"]]',
            'LaunchKernels[RemoteKernelObject["ssh://h", "SSHIdentity" -> "k"]]',
            id="nothing where the names are the same",
        ),
        pytest.param("14.1", "11", 'LaunchKernels["node7"]', 'LaunchKernels["node7"]', id="a host by its name"),
        pytest.param(
            "14.1",
            "11",
            'LaunchKernels[KernelConfiguration["localhost", "KernelCount" -> 4]]',
            "LaunchKernels[4]",
            id="local kernels",
        ),
    ],
)
def test_a_description_is_converted(old: str, new: str, text: str, expected: str) -> None:
    conversion = converted(text, old, new)
    assert conversion.losses == ()
    assert conversion.data.decode() == expected


BATCH = "-o BatchMode=yes"
MACHINE = (
    'RemoteMachine["h", "ssh {options} -l `3` `1` /opt/wolfram {flag} -linkmode Connect `4` -linkname `2` -subkernel'
    ' -noinit > /dev/null 2>&1 &", {count}]'
)


@pytest.mark.parametrize(("new", "flag"), [("7", "-mathlink"), ("9", "-mathlink"), ("11", "-wstp"), ("12.2", "-wstp")])
@pytest.mark.parametrize(
    ("text", "options", "count"),
    [
        pytest.param(f'KernelConfiguration["ssh://h", {COMMAND}, "KernelCount" -> 4]', BATCH, "4", id="a count"),
        pytest.param('"ssh://h//opt/wolfram?3"', BATCH, "3", id="an address"),
        pytest.param(f'KernelConfiguration["h:22", {COMMAND}]', f"-p 22 {BATCH}", "1", id="a port"),
        pytest.param(
            f'KernelConfiguration["h", {COMMAND}, "KernelCount" -> n - 1]',
            BATCH,
            "n - 1",
            id="a computed count",
        ),
        pytest.param(
            f'KernelConfiguration["h", {COMMAND}, "SshArguments" -> {{"-4"}}]', f"{BATCH} -4", "1", id="a flag"
        ),
        pytest.param(
            f'KernelConfiguration["h", {COMMAND}, "SshArguments" -> {{"-n"}}]',
            BATCH,
            "1",
            id="a harmful flag",
        ),
    ],
)
def test_a_description_becomes_a_machine_before_12_3(text: str, options: str, count: str, new: str, flag: str) -> None:
    conversion = converted(f"Do[LaunchKernels[{text}], {{2}}]", "14.1", new)
    assert conversion.losses == ()
    expected = MACHINE.format(options=options, flag=flag, count=count)
    assert conversion.data.decode() == f"Do[LaunchKernels[{expected}], {{2}}]"
    told = " ".join(f"{note.message} {note.advice}" for note in conversion.notes)
    assert "h must be able to connect" in told
    assert "Needs" in told


def test_the_method_forward_becomes_a_tunnel() -> None:
    text = f'LaunchKernels[KernelConfiguration["h", {COMMAND}, "Method" -> "Forward"]]'
    conversion = converted(text, "14.1", "11")
    assert conversion.losses == ()
    assert b"-R 127.0.0.1:$A:$H:$A" in conversion.data


@pytest.mark.parametrize(
    ("old", "new", "text", "place", "part"),
    [
        pytest.param("14.1", "11", 'LaunchKernels["lwg://g"]', '"lwg', "lwg", id="a Lightweight Grid"),
        pytest.param("14.1", "12.3", 'LaunchKernels["lwg://g"]', "lwg", "lwg", id="a scheme that is new in 13.1"),
        pytest.param("14.1", "11", 'RemoteEvaluate["ssh://h", 1]', "Remote", "ParallelEvaluate", id="an evaluation"),
        pytest.param("14.1", "6", 'LaunchKernels["ssh://h"]', '"ssh', "7", id="a version of the toolkit"),
        pytest.param(
            "14.1",
            "11",
            'LaunchKernels[KernelConfiguration["ssh://" <> h]]',
            "KernelConf",
            "string",
            id="a computed address",
        ),
        pytest.param(
            "14.1",
            "11",
            f'LaunchKernels[KernelConfiguration["h", {COMMAND}, "KernelArguments" -> args]]',
            '"KernelArguments',
            "not documented",
            id="computed arguments",
        ),
        pytest.param(
            "14.1",
            "11",
            f'LaunchKernels[KernelConfiguration["h", {COMMAND}, "KernelArguments" -> {{"-linkname", "x"}}]]',
            '"KernelArguments',
            "not documented",
            id="arguments with a flag of the link",
        ),
        pytest.param("14.1", "11", 'LaunchKernels[f["ssh://h"]]', '"ssh', "computed", id="an argument of a function"),
        pytest.param(
            "14.1",
            "11",
            'LaunchKernels[Table["ssh://h" <> x, {3}]]',
            '"ssh',
            "computed",
            id="joined strings in a table",
        ),
        pytest.param(
            "14.1",
            "11",
            f'LaunchKernels[KernelConfiguration["h", {COMMAND}, "TimeConstraint" -> 90]]',
            '"Time',
            "11",
            id="a time",
        ),
        pytest.param(
            "14.1",
            "11",
            f'LaunchKernels[KernelConfiguration["h", {COMMAND}, "SshCommand" -> "plink"]]',
            '"SshCommand',
            "client",
            id="another client",
        ),
        pytest.param(
            "14.1",
            "13",
            'RemoteEvaluate[KernelConfiguration["h", "EvaluationKernelArguments" -> {"-noinit"}], 1]',
            '"Evaluation',
            "RemoteKernelObject",
            id="an option that is new in 13.1",
        ),
        pytest.param(
            "14.1",
            "12.2",
            'RemoteEvaluate[KernelConfiguration["h", "KernelCount" -> 1], 1]',
            '"KernelCount',
            "12.2",
            id="an option that 12.2 lacks",
        ),
        pytest.param(
            "14.1",
            "11",
            'LaunchKernels[{KernelConfiguration["Local"], "ssh://h/w"}]',
            "KernelConf",
            "number",
            id="local kernels in a list",
        ),
        pytest.param(
            "14.1",
            "11",
            'LaunchKernels["file:///opt/wolfram?4"]',
            "/opt",
            "kernel is right",
            id="a local kernel of another folder",
        ),
        pytest.param(
            "14.1",
            "11",
            '$DefaultParallelKernels = {"ssh://h/w"}; $ConfiguredKernels = {"ssh://g/w"}',
            "$Conf",
            "one list",
            id="two lists",
        ),
        pytest.param(
            "14.1", "11", 'LaunchKernels[KernelConfiguration["h" (* fast *)]]', "KernelConf", "comment", id="a comment"
        ),
    ],
)
def test_a_loss_has_a_place_a_consequence_and_advice(old: str, new: str, text: str, place: str, part: str) -> None:
    losses = [loss for loss in converted(text, old, new).losses if part in f"{loss.message} {loss.advice}"]
    assert [text[loss.span.start :].startswith(place) for loss in losses] == [True]
    assert all(loss.advice for loss in losses)


GROUPS = [
    Parallel(host="node7", kernel="/opt/wolfram"),
    Parallel(host="node7", kernel="/opt/my wolfram", user="ann", port=2222, count=4, ssh={"IdentityFile": "~/.ssh/k"}),
    Parallel(host="node7", kernel="/opt/wolfram", os="macos", count=12),
]


@pytest.mark.parametrize(("old", "new"), list(permutations(MODERN, 2)))
@pytest.mark.parametrize("group", GROUPS, ids=["plain", "every part", "macOS"])
def test_there_and_back_is_the_identity(group: Parallel, old: str, new: str) -> None:
    written = as_wl(render(Specification(parallel=(group,)), versions.load(old)))
    there = converted(written, old, new)
    assert there.losses == ()
    assert there.data.decode() == as_wl(render(Specification(parallel=(group,)), versions.load(new)))
    assert converted(there.data, new, old).data.decode() == written


def test_arguments_of_every_kernel_are_arguments_of_a_launch_command() -> None:
    options = (
        '"KernelArguments" -> {"-wstp", "-pwfile", "/opt/p"}, "SubKernelArguments" -> {"-noinit", "-subkernel", "-x"}'
    )
    conversion = converted(f'LaunchKernels[KernelConfiguration["h", {COMMAND}, {options}]]', "14.1", "9")
    assert conversion.losses == ()
    assert b"-subkernel -noinit -pwfile /opt/p -x >" in conversion.data


@pytest.mark.parametrize(("old", "new"), [("12.2", "13.3"), ("12.2", "12.3"), ("11", "14.1"), ("9", "13.1")])
def test_the_list_that_is_launched_stays_the_one_that_is_launched(old: str, new: str) -> None:
    kernels = '{RemoteMachine["h", "ssh -f `1` /opt/wolfram -mathlink -linkmode Connect `4` -linkname `2` -noinit"]}'
    there = converted(f"$ConfiguredKernels = {kernels};\nLaunchKernels[]", old, new)
    assert there.losses == ()
    assert versions.load(new).default_kernels in there.data.decode()
    assert "$ConfiguredKernels" not in there.data.decode()
    assert "$ConfiguredKernels = {RemoteMachine[" in converted(there.data.decode(), new, old).data.decode()


@pytest.mark.parametrize("new", ["12.3", "13.1"])
def test_a_list_that_a_version_may_lack_is_a_note(new: str) -> None:
    text = '$ConfiguredKernels = {KernelConfiguration["ssh://h"]}'
    assert any("not known whether" in note.message for note in converted(text, "14.1", new).notes)


@pytest.mark.parametrize(("old", "new", "lost"), [("6", "11", True), ("6", "12.3", True), ("6", "14", False)])
def test_a_function_of_neither_version_is_a_loss_at_its_place(old: str, new: str, lost: bool) -> None:  # noqa: FBT001
    conversion = converted(f'LaunchKernels[KernelConfiguration["ssh://h", {COMMAND}]]', old, new)
    places = [conversion.source[loss.span] for loss in conversion.losses]
    assert ("KernelConfiguration" in places) is lost


@pytest.mark.parametrize(("folder", "flag"), [("9.0", b"-mathlink"), ("11.0", b"-wstp")])
def test_the_version_in_the_path_of_a_kernel_decides_about_its_flag(folder: str, flag: bytes) -> None:
    path = f"/usr/local/Wolfram/Mathematica/{folder}/Executables/math"
    text = f'LaunchKernels[KernelConfiguration["ssh://h", "KernelCommand" -> "{path}"]]'
    assert flag in converted(text, "13.1", "10").data
