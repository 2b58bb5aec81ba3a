"""Traces of kernel descriptions: the documented part of the command of ssh, and the parts that are not documented."""

import json

import pytest

from rkconf.api import trace
from rkconf.tracing import Reader, Trace
from tests.conftest import Program

FULL = (
    'KernelConfiguration["ssh://ann@node7:2222", "KernelCommand" -> "/opt/m/wolfram", "KernelCount" -> 4, '
    '"TimeConstraint" -> 60, "SshIdentity" -> "~/.ssh/k"]'
)


def traced(text: str, version: str = "14.1") -> Trace:
    [found] = trace(text, name="a.wl", version=version)
    return found


def words(text: str, version: str = "14.1") -> list[str]:
    return [word.text for word in traced(text, version).steps[-1].words]


def notes(text: str, reader: Reader, version: str = "14.1") -> str:
    return "\n".join(note for step in traced(text, version).steps if step.reader is reader for note in step.notes)


@pytest.mark.parametrize(
    ("text", "version", "expected"),
    [
        pytest.param(f"LaunchKernels[{FULL}]", "14.1", ["/opt/m/wolfram", "-noinit", "-subkernel"], id="a command"),
        pytest.param('LaunchKernels["ssh://h/opt/w?3"]', "14.1", ["/opt/w", "-noinit", "-subkernel"], id="an address"),
        pytest.param('LaunchKernels["ssh://h"]', "15", ["wolfram", "-noinit", "-subkernel"], id="the default program"),
        pytest.param('LaunchKernels["ssh://h"]', "12.3", ["wolfram", "-subkernel", "-pacletreadonly"], id="12.3"),
        pytest.param('RemoteEvaluate["ssh://h", 1]', "14.1", ["wolfram", "-noinit"], id="an evaluation"),
        pytest.param('RemoteEvaluate["ssh://h", 1]', "12.2", ["wolfram"], id="an evaluation of 12.2"),
        pytest.param(
            'KernelConfiguration["h", "KernelArguments" -> {"-wstp"}, "SubKernelArguments" -> {"-subkernel"}]',
            "14.1",
            ["wolfram", "-wstp", "-subkernel"],
            id="other arguments",
        ),
        pytest.param(
            'KernelConfiguration["h", "OperatingSystem" -> "MacOSX"]',
            "13.1",
            ["/Applications/Mathematica.app/Contents/MacOS/wolfram", "-noinit", "-subkernel"],
            id="macOS",
        ),
        pytest.param(
            'KernelConfiguration["h", "OperatingSystem" -> "MacOSX"]', "14.1", ["-noinit", "-subkernel"], id="unknown"
        ),
    ],
)
def test_the_documented_words_of_the_kernel_are_shown(text: str, version: str, expected: list[str]) -> None:
    assert words(text, version) == expected


@pytest.mark.parametrize(
    ("text", "reader", "part"),
    [
        pytest.param(FULL, Reader.DESCRIPTION, "the number of kernels is 4", id="the number"),
        pytest.param(FULL, Reader.DESCRIPTION, "60 seconds", id="the time"),
        pytest.param('LaunchKernels["h"]', Reader.DESCRIPTION, "10 seconds", id="the default time"),
        pytest.param('LaunchKernels["h"]', Reader.DESCRIPTION, "Launch on macOS", id="the default method"),
        pytest.param(
            'KernelConfiguration["h", "Method" -> "Forward"]', Reader.DESCRIPTION, "forwards a port", id="Forward"
        ),
        pytest.param(FULL, Reader.SSH, "the port is 2222", id="the port"),
        pytest.param(FULL, Reader.SSH, "~/.ssh/k", id="the key"),
        pytest.param(FULL, Reader.SSH, "not documented: the default arguments of ssh", id="unknown arguments"),
        pytest.param(FULL, Reader.SSH, "must print nothing", id="startup files"),
        pytest.param(
            'KernelConfiguration["h", "SshArguments" -> {"-J", "gate"}]', Reader.SSH, "-J gate replace", id="arguments"
        ),
        pytest.param(FULL, Reader.KERNEL, "not documented: the flags of the link", id="the link"),
        pytest.param(
            'KernelConfiguration["h", "OperatingSystem" -> "MacOSX"]', Reader.KERNEL, "default program", id="no program"
        ),
    ],
)
def test_each_step_reports_facts_and_unknown_parts(text: str, reader: Reader, part: str) -> None:
    assert part in notes(text, reader)


@pytest.mark.parametrize(
    ("text", "version"),
    [
        pytest.param(FULL, "5.2", id="a description in a version without any"),
        pytest.param(FULL, "13.0", id="a function of a later version"),
        pytest.param('LaunchKernels["ssh://h/opt/w"]', "7", id="an address"),
    ],
)
def test_a_version_that_does_not_have_descriptions_runs_no_ssh(text: str, version: str) -> None:
    found = traced(text, version)
    assert [(step.reader, step.is_refused, step.notes) for step in found.steps] == [(Reader.DESCRIPTION, True, ())]
    assert found.outcome == "fails"


def test_startup_files_may_print_where_ssh_forwards_a_port() -> None:
    assert "print nothing" not in notes('KernelConfiguration["h", "Method" -> "Forward"]', Reader.SSH)


@pytest.mark.parametrize(
    ("text", "version", "outcome", "part"),
    [
        pytest.param(FULL, "14.1", "unknown", "documented only in part", id="nothing wrong"),
        pytest.param(FULL, "11", "fails", "does not have KernelConfiguration", id="an older version"),
        pytest.param('KernelConfiguration["h", "SshArguments" -> {"-n"}]', "14.1", "unknown", "RK807", id="a warning"),
        pytest.param('LaunchKernels["ssh:/h"]', "14.1", "fails", "RK805", id="a missing slash"),
        pytest.param('LaunchKernels["ssh://?4"]', "14.1", "fails", "no host", id="no host"),
        pytest.param('LaunchKernels["ssh://$HOST"]', "14.1", "fails", "$HOST", id="a variable"),
        pytest.param('LaunchKernels["ssh://h?x"]', "14.1", "unknown", "RK805", id="a wrong number of kernels"),
    ],
)
def test_the_outcome_is_never_guessed(text: str, version: str, outcome: str, part: str) -> None:
    found = traced(text, version)
    assert found.outcome == outcome
    assert part in found.why


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            b'KernelConfiguration["ssh://ann:secret@h", "SshCommand" -> "sshpass -p hidden ssh"]',
            id="address and client",
        ),
        pytest.param(b'KernelConfiguration["h", "Username" -> "ann:secret"]', id="a user"),
        pytest.param(b'KernelConfiguration["h", Authentication -> <|"Password" -> "secret"|>]', id="an association"),
    ],
)
def test_a_password_is_masked(text: bytes, rkconf: Program) -> None:
    for form in ("text", "json"):
        outcome = rkconf("trace", "-", "--version", "14.1", "--format", form, stdin=text)
        assert outcome.status == 0
        assert not any(word in outcome.out + outcome.err for word in ("secret", "hidden"))


def test_json_has_the_unknown_parts(rkconf: Program) -> None:
    outcome = rkconf("trace", "-", "--version", "14.1", "--format", "json", stdin=FULL.encode())
    report = json.loads(outcome.out)
    assert report["kernel"] is None
    assert [step["reader"] for step in report["steps"]] == ["description", "ssh", "kernel"]
    assert any("not documented" in note for note in report["steps"][-1]["notes"])


@pytest.mark.parametrize("option", [("--diagram",), ("--svg", "-"), ("--set", "linkname=1")])
def test_an_option_that_needs_a_launch_command_is_refused(rkconf: Program, option: tuple[str, ...]) -> None:
    outcome = rkconf("trace", "-", "--version", "14.1", *option, stdin=FULL.encode())
    assert outcome.status == 2
    assert option[0] in outcome.err


def test_a_kernel_is_named_where_there_are_several(rkconf: Program) -> None:
    text = b'LaunchKernels[{"ssh://a", "ssh://b", RemoteMachine["c", "ssh `1` math -linkname `2`"]}]'
    assert "'a', 'b'" in rkconf("trace", "-", "--version", "14.1", stdin=text).err
    assert "logs in to b" in rkconf("trace", "--version", "14.1", "-", "b", stdin=text).out


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('KernelConfiguration["ssh://" <> h]', id="a computed address"),
        pytest.param('LaunchKernels[KernelConfiguration["Local"]]', id="a local kernel"),
        pytest.param('LaunchKernels[KernelConfiguration[#, "KernelCount" -> 2] & /@ {"ssh://h"}]', id="a mapped one"),
    ],
)
def test_a_description_without_an_address_for_ssh_is_named_as_the_reason(rkconf: Program, text: str) -> None:
    outcome = rkconf("trace", "-", "--version", "14.1", stdin=text.encode())
    assert outcome.status == 2
    assert "no description has the address" in outcome.err


def test_the_kernels_of_a_specification_are_traced_as_they_are_rendered(rkconf: Program) -> None:
    text = b"[[parallel]]\nhost = 'h'\nkernel = '/opt/w'\ncount = 3"
    outcome = rkconf("trace", "-", "--version", "14.1", "--stdin-filename", "k.toml", stdin=text)
    assert outcome.status == 0
    assert '"KernelCount" -> 3' in outcome.out.replace("\n     ", " ")
