"""Writes are whole: after any error of a disk or of permissions, at any system call of any command that writes.

The live tests take one call of four, with one error after the other; ``-m exhaustive`` takes all calls with each error.
"""

from pathlib import Path

import pytest

from tests.live.test_writing import PLACES, WITH_WORKERS, Place, failing, fails_at, place, runs, undisturbed
from tests.live.warm_runs import Runs

__all__ = ["place", "runs"]

ERRORS = ("ENOSPC", "EDQUOT", "EPERM", "EROFS", "EIO")
STEP = 4
ALONE = pytest.mark.parametrize("place", [case for case in PLACES if case.id != WITH_WORKERS], indirect=True)


@ALONE
@pytest.mark.exhaustive
@pytest.mark.parametrize("error", ERRORS)
def test_every_error_at_every_call_leaves_a_whole_file_and_a_true_message(
    error: str, place: Place, runs: Runs, tmp_path: Path
) -> None:
    expected = undisturbed(place, runs, tmp_path / "log")
    for call in failing(expected):
        fails_at(call, error, place, runs, expected)


@ALONE
@pytest.mark.live
def test_so_do_some_errors_at_some_calls(place: Place, runs: Runs, tmp_path: Path) -> None:
    expected = undisturbed(place, runs, tmp_path / "log")
    for number, call in enumerate(failing(expected)[::STEP]):
        fails_at(call, ERRORS[number % len(ERRORS)], place, runs, expected)
