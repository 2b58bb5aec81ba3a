"""Proposed ports: free, consecutive, and near the given ones."""

import pytest

from rkconf.link.ports import next_free


@pytest.mark.parametrize(
    ("size", "own", "taken", "free"),
    [
        pytest.param(2, (), set(), range(31415, 31417), id="none given"),
        pytest.param(2, (4001, 4002), {4001, 4002}, range(4003, 4005), id="above the given ones"),
        pytest.param(2, (80, 443), set(), range(1024, 1026), id="above the privileged ones"),
        pytest.param(6, (4001, 4002), {4005}, range(4006, 4012), id="enough consecutive ones"),
        pytest.param(2, (65534, 65535), {31415}, range(31416, 31418), id="none above: the first choice"),
        pytest.param(2, (), set(range(31415, 65536)), range(1024, 1026), id="none above: anywhere"),
        pytest.param(2, (), set(range(1, 65536)), range(0), id="none at all"),
    ],
)
def test_the_next_free_ports(size: int, own: tuple[int, ...], taken: set[int], free: range) -> None:
    assert next_free(size, own, taken) == free
