"""Addresses of kernels: their parts, what is wrong in them, and the versions that take them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rkconf.descriptions.address import read_address
from rkconf.source import Excerpt, Source
from tests.described_kernels import codes, findings

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
        pytest.param("ssh:node7", {"scheme": "ssh", "host": "node7"}, id="a scheme without slashes"),
        pytest.param(
            "ssh:ann@node7?2", {"scheme": "ssh", "user": "ann", "host": "node7", "count": "2"}, id="and a user"
        ),
        pytest.param("SSH:/node7", {"scheme": "SSH", "host": "node7"}, id="a scheme with one slash"),
        pytest.param("ssh//ann@node7", {"scheme": "ssh", "user": "ann", "host": "node7"}, id="a scheme without colon"),
        pytest.param("ssh:22", {"host": "ssh", "port": "22"}, id="a host with the name of a scheme"),
        pytest.param("node7:ann", {"host": "node7", "port": "ann"}, id="a word that is no scheme"),
    ],
)
def test_an_address_has_parts(text: str, parts: dict[str, str]) -> None:
    assert parts_of(text) == parts


@pytest.mark.parametrize(
    ("address", "fixed"),
    [
        pytest.param("ssh:node7", "ssh://node7", id="no slashes"),
        pytest.param("ssh:ann@node7:2222?4", "ssh://ann@node7:2222?4", id="no slashes before a user"),
        pytest.param("ssh:/node7", "ssh://node7", id="one slash"),
        pytest.param("ssh//node7", "ssh://node7", id="no colon"),
        pytest.param("wstp:node7:31415", "wstp://node7:31415", id="another scheme"),
    ],
)
def test_an_incomplete_separator_is_completed_and_hides_no_user(address: str, fixed: str) -> None:
    [found] = findings(f'LaunchKernels["{address}"]', "14.1")
    assert (found.code, found.help) == ("RK805", f"write {fixed.partition('//')[0]}//")
    assert found.fix is not None
    [edit] = found.fix.edits
    text = f'LaunchKernels["{address}"]'
    assert f"{text[: edit.span.start]}{edit.text}{text[edit.span.end :]}" == f'LaunchKernels["{fixed}"]'
    assert codes(f'LaunchKernels["{fixed}"]', "14.1") == []


def test_a_password_after_an_incomplete_separator_is_masked_and_its_user_is_not() -> None:
    [found] = [each for each in findings('LaunchKernels["ssh:ann:hidden@node7"]', "14.1") if each.code == "RK402"]
    assert found.masked(found.source.text) == 'LaunchKernels["ssh:ann:•••@node7"]'


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('LaunchKernels["ssh://ann@node[01-04]?4"]', id="an address"),
        pytest.param('LaunchKernels["node[1,3]"]', id="a plain host"),
        pytest.param('KernelConfiguration["ssh://node[01-04].cluster"]', id="a description"),
        pytest.param('KernelConfiguration["ssh://node[a]"]', id="other brackets"),
        pytest.param('LaunchKernels[RemoteMachine["node[01-04]", 4]]', id="a call with a launch command"),
    ],
)
def test_an_address_is_that_of_one_host(text: str) -> None:
    assert codes(text, "14.1").count("RK805") == 1


@pytest.mark.parametrize("text", ['LaunchKernels["ssh://[2001:db8::1]"]', 'LaunchKernels["kernel[test]"]'])
def test_brackets_around_an_address_or_in_a_name_are_not_a_range(text: str) -> None:
    assert codes(text, "14.1") == []


@given(st.text(alphabet="sh:/@?[]47. \n\té", max_size=20))
def test_every_text_is_an_address_whose_parts_are_in_it(text: str) -> None:
    address = read_address(Source("a", text.encode()).excerpt())
    for name in PARTS:
        part = getattr(address, name)
        assert part is None or part.text in text


def test_the_address_for_a_whole_command_has_its_login() -> None:
    [found] = findings('LaunchKernels["ssh -p 22 ann@node7 wolfram"]', "14.1")
    assert '"ssh://ann@node7"' in found.help


def test_a_domain_in_a_login_name_is_not_reported() -> None:
    assert codes('LaunchKernels[{"ssh://ann@example.org@h", "ssh://DOM\\\\ann@h"}]', "14.1") == []


@pytest.mark.parametrize(
    ("text", "version", "severity"),
    [
        pytest.param('LaunchKernels["ssh://h"]', "11", "error", id="before addresses"),
        pytest.param('LaunchKernels["ssh://h"]', "12.2", "warning", id="a version that has them elsewhere"),
        pytest.param('LaunchKernels["wstp://h"]', "11", "warning", id="a server in a version that may know it"),
        pytest.param('LaunchKernels["wstp://h"]', "12.2", None, id="a server in a version that documents it"),
        pytest.param('LaunchKernels["ssh://h"]', "12.3", None, id="from 12.3 on"),
    ],
)
def test_an_address_needs_a_version_that_takes_it(text: str, version: str, severity: str | None) -> None:
    found = [each.severity for each in findings(text, version) if each.code == "RK814"]
    assert found == ([] if severity is None else [severity])
