"""The values that rkconf may put into a specification are those that it accepts in one."""

from typing import Any

import pytest
import tomli_w

from rkconf import spec
from rkconf.record import as_dict
from rkconf.source import Source
from rkconf.spec import Kernel, Parallel
from rkconf.spec.allowed_values import value_error
from rkconf.spec.model import given_values


@pytest.mark.parametrize(
    ("row", "error"),
    [
        pytest.param({}, None, id="defaults"),
        pytest.param({"port": 1}, None, id="least port"),
        pytest.param({"port": 65535}, None, id="greatest port"),
        pytest.param({"port": 0}, "port must be at least 1", id="no port"),
        pytest.param({"port": 65536}, "port must be at most 65535", id="no port of TCP"),
        pytest.param({"ports": (1, 70000)}, "ports must be at most 65535", id="one of two ports"),
        pytest.param({"ports": (1, 2, 3)}, "ports must be a list of 2", id="three ports"),
        pytest.param({"count": 10**9}, None, id="many kernels"),
        pytest.param({"count": 0}, "count must be at least 1", id="no kernels"),
        pytest.param({"timeout": 0}, "timeout must be at least 1", id="no time"),
        pytest.param({"method": "tcp"}, 'method must be "launch" or "forward"', id="unknown choice"),
    ],
)
def test_a_value_has_the_limits_and_choices_of_its_field(row: dict[str, Any], error: str | None) -> None:
    made = Parallel(host="node1", kernel="/opt/math", **row)
    assert value_error(made) == error
    data = tomli_w.dumps({"parallel": [given_values(made)]}).encode()
    assert bool(spec.load(Source("kernels.toml", data)).problems) is (error is not None)


def test_a_specification_that_was_read_has_records_with_the_same_values() -> None:
    text = b'[[kernels]]\nname = "a"\nhost = "[::1]"\nos = "linux"\nconnection = "tunnel"\nports = [53001, 53002]\n'
    (row,) = spec.load(Source("kernels.toml", text)).rows
    expected = Kernel(name="a", host="::1", os="linux", connection="tunnel", ports=(53001, 53002))
    assert (row.table, as_dict(row.table)) == (expected, as_dict(expected))
    assert row.given("ports")
    assert not row.given("port")
