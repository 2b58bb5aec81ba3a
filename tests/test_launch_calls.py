"""Calls of LaunchKernels in each version: the arguments beside a description, and the descriptions that they take."""

import pytest

from rkconf import versions
from tests.described_kernels import codes, findings


@pytest.mark.parametrize(
    ("call", "version", "severity"),
    [
        pytest.param('LaunchKernels["ssh://h", 4]', "13.3", "warning", id="a number beside an address"),
        pytest.param('LaunchKernels["ssh://h", "ssh://g"]', "13.3", "warning", id="two addresses"),
        pytest.param('LaunchKernels[{"h", "g"}, 4]', "13.3", "warning", id="a number beside a list of hosts"),
        pytest.param('LaunchKernels[{"h", "g"}, 4]', "11", "error", id="a version whose package was read"),
    ],
)
def test_nothing_else_is_allowed_with_a_description(call: str, version: str, severity: str) -> None:
    [found] = [each for each in findings(call, version) if each.code == "RK817"]
    assert found.severity.name.lower() == severity


@pytest.mark.parametrize(
    ("call", "version"),
    [
        pytest.param('LaunchKernels["h", 4]', "11.1", id="a host and a number"),
        pytest.param('LaunchKernels["wstp://h", 2]', "13.3", id="a server and a number"),
        pytest.param('LaunchKernels[{"ssh://h"}, ProgressReporting -> False]', "13.3", id="an option"),
        pytest.param("LaunchKernels[{a, b}, 4]", "13.3", id="a list of variables"),
    ],
)
def test_an_allowed_argument_is_not_reported(call: str, version: str) -> None:
    assert "RK817" not in codes(call, version)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("LaunchKernels[#] & /@ {%s}", id="mapped"),
        pytest.param("RemoteEvaluate[#1, f[1]] & @ %s", id="applied"),
        pytest.param("%s // RemoteEvaluate[#, 1] &", id="after its argument"),
        pytest.param("Scan[LaunchKernels[#] &, {%s}]", id="given to a function"),
    ],
)
def test_a_pure_function_launches_the_kernels_that_it_gets(text: str) -> None:
    assert codes(text % '"ssh://fred:sesame@h"', "13.3") == ["RK402"]


@pytest.mark.parametrize("text", ["LaunchKernels[#] & /@ Range[4]", "LaunchKernels[#] &", 'f[#] & /@ {"ssh://a:b@h"}'])
def test_a_pure_function_without_an_address_launches_no_known_kernel(text: str) -> None:
    assert codes(text, "13.3") == []


@pytest.mark.parametrize(
    ("version", "reported"), [("12.2", ["RK814"]), ("12.3", [])], ids=["for RemoteEvaluate alone", "for LaunchKernels"]
)
def test_a_described_kernel_is_launched_where_that_is_documented(version: str, reported: list[str]) -> None:
    assert codes('LaunchKernels[RemoteKernelObject["ssh://h"]]', version) == reported
    assert codes('RemoteEvaluate[RemoteKernelObject["ssh://h"], 1]', version) == []


@pytest.mark.parametrize(("version", "severity"), [("13.2", "warning"), ("13.3", "error")])
def test_a_list_to_choose_from_is_an_error_where_both_lists_are_documented(version: str, severity: str) -> None:
    [found] = findings('$ConfiguredKernels = {"ssh://h"}; LaunchKernels[]', version)
    assert (found.code, found.severity.name.lower()) == ("RK813", severity)


@pytest.mark.parametrize(
    ("command", "reported"),
    [
        pytest.param("ssh -n", ["RK807"], id="an option that takes the input"),
        pytest.param("ssh -i ~/.ssh/k", [], id="a key"),
        pytest.param("/usr/bin/ssh", [], id="a path"),
        pytest.param(r"C:\\Program Files\\x\\ssh.exe", [], id="a path with a space"),
        pytest.param("plink -batch", [], id="another client"),
    ],
)
def test_the_words_after_the_client_are_options_of_ssh(command: str, reported: list[str]) -> None:
    text = f'LaunchKernels[KernelConfiguration["ssh://h", "KernelCommand" -> "/opt/w", "SshCommand" -> "{command}"]]'
    assert codes(text, "14.1") == reported


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('LaunchKernels[RemoteMachine @@@ {{"h", "ssh `1` wolfram"}}]', id="each list of arguments"),
        pytest.param('LaunchKernels[RemoteMachine /@ {"h", "g"}]', id="each host"),
        pytest.param("LaunchKernels[Map[RemoteMachine, hosts]]", id="Map"),
    ],
)
def test_a_machine_that_an_operator_makes_is_not_passed_over(text: str) -> None:
    assert "RK012" in codes(text, "11")


@pytest.mark.parametrize(("version", "is_default"), [("10", True), ("11", True), ("11.1", False), ("14.1", False)])
def test_the_default_command_of_windows_is_named_as_such(version: str, *, is_default: bool) -> None:
    command = versions.load("10").default_template["windows"].replace('"', '\\"')
    [found] = [each for each in findings(f'$RemoteCommand = "{command}"', version) if each.code == "RK401"]
    assert ("default" in found.help) == is_default
