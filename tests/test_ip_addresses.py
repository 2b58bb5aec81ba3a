"""IPv4 addresses that cannot exist, and those that only look strange."""

import pytest

from rkconf.ssh.destination import address_error


@pytest.mark.parametrize(
    "host",
    [
        pytest.param("192.168.1.300", id="a number above 255"),
        pytest.param("300.1", id="a first number above 255"),
        pytest.param("127.16777216", id="a last number above its three bytes"),
        pytest.param("1.2.3.4.5", id="five numbers"),
    ],
)
def test_an_impossible_address_is_an_error(host: str) -> None:
    assert address_error(host)


@pytest.mark.parametrize(
    "host",
    [
        pytest.param("127.1", id="fewer numbers"),
        pytest.param("0300.1.2.3", id="an octal number"),
        pytest.param("node.10x", id="a name"),
        pytest.param(f"1.{'1' * 5_000}", id="more digits than Python converts"),
    ],
)
def test_another_host_is_not_a_wrong_address(host: str) -> None:
    assert address_error(host) is None
