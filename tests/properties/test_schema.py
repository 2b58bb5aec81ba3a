"""Law: the JSON Schema of a specification and rkconf agree, so that an editor reports what `rkconf lint` reports.

Each value below is valid by itself: types and the rules between keys decide. The version is one in which every
connection works.
"""

from typing import Any

import jsonschema
import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from rkconf import spec
from rkconf.diagnostics import Severity
from tests.specifications import problems

VERSION = "5.2"
VALIDATOR = jsonschema.Draft7Validator(spec.schema())
OPENED = "-LinkName 53001,53002 -LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"
COMMON: dict[str, list[Any]] = {
    "host": ["skye.local", "2001:db8::1"],
    "user": ["me"],
    "port": [22],
    "kernel": ["./math.sh", "/opt/A b/math"],
    "kernel_version": ["5.2"],
    "os": ["macos", "linux"],
    "connection": ["direct", "fixed-ports", "tunnel"],
    "ports": [[53001, 53002]],
    "ssh": [{"ProxyJump": "gate"}],
    "ssh_options": [["-4"]],
    "verbose": [True, False],
}
KERNEL: dict[str, list[Any]] = {
    **COMMON,
    "os": ["macos", "linux", "windows"],
    "transport": ["ssh", "mathssh"],
    "kernel_init": ["links.m"],
    "options": ["advanced", "basic"],
    "append_name": [True],
    "auto_start": [True],
    "translate_returns": [False],
    "mlopen_arguments": [OPENED],
    "launch_command": ["ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`"],
    "extra": [{"Other": "{1}"}, {"AutoStartOnLaunch": "True"}, {"HostName": '"skye"'}],
}
GROUP: dict[str, list[Any]] = {**COMMON, "count": [1, 4], "command": ["ssh `1` math -mathlink `4` -linkname `2` &"]}
OF_OTHER_TYPES = st.sampled_from([7, 0, True, [], [1], {}, {"a": 1}, ["-4", 4]])


EMPTY = {"host", "kernel", "kernel_init", "launch_command", "command", "user"}
"""The keys whose text cannot be empty."""


@st.composite
def tables(draw: st.DrawFn, known: dict[str, list[Any]], required: dict[str, str]) -> dict[str, Any]:
    """Return a table with some of the known keys, and now and then an unknown key or a value of another type."""
    names = draw(st.lists(st.sampled_from(sorted(known)), unique=True, max_size=7))
    table = {**required, **{name: draw(st.sampled_from(known[name])) for name in names}}
    if draw(st.integers(0, 5)) == 0:
        table[draw(st.sampled_from([*known, "unknown"]))] = draw(OF_OTHER_TYPES)
    if draw(st.integers(0, 9)) == 0:
        table[draw(st.sampled_from(sorted(EMPTY.intersection(known))))] = ""
    return table


KERNELS = tables(KERNEL, {"name": "skye"}).map(lambda table: {"kernels": [table]})
GROUPS = tables(GROUP, {"host": "node1"}).map(lambda table: {"parallel": [table]})


@settings(max_examples=300)
@given(KERNELS | GROUPS)
def test_an_editor_reports_what_rkconf_reports(data: dict[str, Any]) -> None:
    found = problems(tomli_w.dumps(data), VERSION)
    errors = [each for each in found if each.severity in {None, Severity.ERROR}]
    assert VALIDATOR.is_valid(data) is (not errors), errors


@pytest.mark.parametrize(
    ("key", "value", "path", "message"),
    [
        pytest.param("hostnme", "x", ["kernels", 0, "hostnme"], "does not allow", id="an unknown key"),
        pytest.param(
            "ports", [53001, 53002], ["kernels", 0, "ports"], "does not allow", id="a key that excludes itself"
        ),
        pytest.param("connection", "tunnel", ["kernels", 0], "'ports' is a required property", id="a missing key"),
        pytest.param("os", "windows", ["kernels", 0], "'launch_command' is a required property", id="no command"),
    ],
)
def test_an_editor_marks_the_key(key: str, value: object, path: list[str | int], message: str) -> None:
    kernel = {"name": "a", "host": "skye.local", "kernel": "/opt/math", key: value}
    [error] = VALIDATOR.iter_errors({"kernels": [kernel]})
    assert list(error.path) == path
    assert message in error.message
