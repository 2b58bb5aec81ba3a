"""Kernels that an address and options describe: their parts, and working forms that no rule reports."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rkconf.descriptions.address import read_address
from rkconf.entries import read
from rkconf.inputs import FrontEndFile
from rkconf.linting import Assumptions, check
from rkconf.source import Excerpt, Source
from rkconf.versions import parse

PARTS = ("scheme", "user", "password", "host", "port", "path", "count")


def parts_of(text: str) -> dict[str, str]:
    address = read_address(Source("a", text.encode()).excerpt())
    given: dict[str, Excerpt | None] = {name: getattr(address, name) for name in PARTS}
    return {name: part.text for name, part in given.items() if part is not None}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("ssh://node7", {"scheme": "ssh", "host": "node7"}, id="a scheme and a host"),
        pytest.param(
            "ssh://ann@node7:2222/opt/wolfram?4",
            {"scheme": "ssh", "user": "ann", "host": "node7", "port": "2222", "path": "/opt/wolfram", "count": "4"},
            id="every part",
        ),
        pytest.param(
            "ssh://vega//usr/local/bin/wolfram",
            {"scheme": "ssh", "host": "vega", "path": "//usr/local/bin/wolfram"},
            id="two slashes before the path",
        ),
        pytest.param("node7", {"host": "node7"}, id="a plain host"),
        pytest.param(
            "ann@node7:22", {"user": "ann", "host": "node7", "port": "22"}, id="a plain host with user and port"
        ),
        pytest.param(
            "ssh://ann:secret@node7",
            {"scheme": "ssh", "user": "ann", "password": "secret", "host": "node7"},
            id="a password",
        ),
        pytest.param("ssh://[2001:db8::1]:22", {"scheme": "ssh", "host": "[2001:db8::1]", "port": "22"}, id="IPv6"),
        pytest.param("file:///opt/wolfram", {"scheme": "file", "host": "", "path": "/opt/wolfram"}, id="a file"),
        pytest.param("lwg://grid?2", {"scheme": "lwg", "host": "grid", "count": "2"}, id="a Lightweight Grid"),
        pytest.param("", {"host": ""}, id="nothing"),
    ],
)
def test_an_address_has_parts(text: str, parts: dict[str, str]) -> None:
    assert parts_of(text) == parts


@given(st.text(alphabet="sh:/@?[]47. \n\té", max_size=20))
def test_every_text_is_an_address_whose_parts_are_in_it(text: str) -> None:
    address = read_address(Source("a", text.encode()).excerpt())
    for name in PARTS:
        part = getattr(address, name)
        assert part is None or part.text in text


@pytest.mark.parametrize(
    ("text", "receivers"),
    [
        pytest.param('LaunchKernels["ssh://h"]', ["LaunchKernels"], id="an address"),
        pytest.param('LaunchKernels[{"h", "g"}]', ["LaunchKernels"] * 2, id="a list of hosts"),
        pytest.param('LaunchKernels[{KernelConfiguration["h"]}]', ["LaunchKernels"], id="a list of descriptions"),
        pytest.param('RemoteEvaluate[RemoteKernelObject["h"], 1 + 1]', ["RemoteEvaluate"], id="an evaluation"),
        pytest.param('$DefaultParallelKernels = {"ssh://h"}', ["$DefaultParallelKernels"], id="the default list"),
        pytest.param('AppendTo[$ConfiguredKernels, "ssh://h"]', ["$ConfiguredKernels"], id="a longer list"),
        pytest.param('k = System`KernelConfiguration["h"]', [""], id="a description in a variable, with its context"),
        pytest.param("LaunchKernels[4]; $DefaultKernels = 4; LaunchKernels[links]", [], id="numbers and links"),
        pytest.param('Print["LaunchKernels[\\"ssh://h\\"]"] (* KernelConfiguration["h"] *)', [], id="in a string"),
    ],
)
def test_descriptions_are_found_with_their_receiver(text: str, receivers: list[str]) -> None:
    kernels = read(Source("a.m", text.encode())).descriptions.kernels
    assert [kernel.receiver for kernel in kernels] == receivers


def test_the_text_that_a_remote_kernel_evaluates_is_read_too() -> None:
    text = b'RemoteEvaluate["ssh://h", SetOptions[$FrontEnd, EvaluatorNames -> {"a" -> {"LoginScript" -> "ssh h"}}]]'
    document = read(Source("a.m", text))
    assert [entry.name for entry in document.entries] == ["a"]
    assert len(document.descriptions.kernels) == 1


def codes(text: str, version: str) -> list[str]:
    checked = FrontEndFile.of(Source("a.wl", text.encode()))
    return [found.code for found in check(checked, Assumptions(version=parse(version)).target(checked))]


@pytest.mark.parametrize("version", ["13.1", "13.3"])
@pytest.mark.parametrize(
    "text",
    [
        pytest.param('LaunchKernels["ssh://h/usr/bin/wolfram"]', id="one slash before the path"),
        pytest.param('LaunchKernels["ssh://h//usr/bin/wolfram?4"]', id="two slashes before the path"),
        pytest.param('LaunchKernels["node-7"]', id="a plain host with a hyphen"),
        pytest.param('LaunchKernels["h", 4]', id="a host and a number"),
        pytest.param('KernelConfiguration["Local", "UseKernelForking" -> True, "LimitByLicense" -> True]', id="local"),
        pytest.param('KernelConfiguration["wstp://h", "Anything" -> 1]', id="options of another scheme"),
        pytest.param('KernelConfiguration["h", "KernelCommand" -> "/opt/wolfram"]', id="no time constraint"),
        pytest.param('KernelConfiguration["h", "SubKernelArguments" -> {"-subkernel", "-wstp"}]', id="no -noinit"),
        pytest.param('KernelConfiguration["h", "KernelCount" -> n, "OperatingSystem" -> os]', id="computed options"),
        pytest.param('$ConfiguredKernels = {"ssh://h"}', id="a list to choose from"),
        pytest.param('cfg = First[$ConfiguredKernels]; cfg["KernelCount"]', id="a property"),
        pytest.param('ReplacePart[cfg, {1, "KernelCommand"} -> "p"]; LaunchKernels[cfg]', id="a changed configuration"),
        pytest.param("LaunchKernels[LinkCreate[]]; LaunchKernels[ClusterKernels[{h}, 4]]", id="other descriptions"),
    ],
)
def test_working_descriptions_are_silent(text: str, version: str) -> None:
    assert codes(text, version) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param('KernelConfiguration["ssh://" <> host]', "RK012", id="a computed address"),
        pytest.param(
            'KernelConfiguration["h", "SshArguments" -> {"-o", "StrictHostKeyChecking=no"}]', "RK403", id="no key"
        ),
        pytest.param('KernelConfiguration["h", "SshArguments" -> {"-A"}]', "RK404", id="agent forwarding"),
        pytest.param('KernelConfiguration["ssh://ann:secret@h"]', "RK402", id="a password"),
        pytest.param('LaunchKernels["ssh://ann:secret@h"]', "RK402", id="a password in a plain address"),
    ],
)
def test_rules_for_ssh_look_into_descriptions(text: str, code: str) -> None:
    assert code in codes(text, "13.1")


def test_a_file_that_names_no_version_is_written_for_the_version_of_its_symbols() -> None:
    assert "RK804" not in codes_without_version('LaunchKernels[KernelConfiguration["ssh://h"]]')
    assert "RK804" in codes('LaunchKernels[KernelConfiguration["ssh://h"]]', "7")


def codes_without_version(text: str) -> list[str]:
    checked = FrontEndFile.of(Source("a.wl", text.encode()))
    return [found.code for found in check(checked, Assumptions().target(checked))]
