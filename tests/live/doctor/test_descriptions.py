"""Kernel descriptions: the login and its standard input and output are tried, and the rest is unknown."""

import pytest

from tests.live.doctor import kernels
from tests.live.doctor.arrangements import Arrange, all_of, startup
from tests.live.doctor.links import kernel
from tests.live.doctor.rig import HOME, Rig

_FILE = f"{HOME}/described.m"
_TEXT = f'LaunchKernels["ssh://fred@skye.local{kernels.PATH}"]\n'


@pytest.mark.parametrize(
    ("arrange", "options", "steps"),
    [
        pytest.param(
            kernel(),
            ("--kernel-stand-in",),
            {"kernel": "skipped", "start": "ok", "link": "unknown"},
            marks=pytest.mark.live,
            id="cat instead of a stand-in",
        ),
        pytest.param(
            kernel(),
            (),
            {"kernel": "ok", "start": "ok", "link": "unknown"},
            marks=pytest.mark.exhaustive,
            id="the kernel",
        ),
        pytest.param(
            kernel(),
            ("--kernel-stand-in", "/nowhere"),
            {"kernel": "skipped", "start": "ok", "link": "unknown"},
            marks=pytest.mark.exhaustive,
            id="a program in the place of the kernel",
        ),
        pytest.param(
            all_of(kernel(), startup("echo welcome\n")),
            (),
            {"shell": "ok", "start": "unknown"},
            marks=pytest.mark.exhaustive,
            id="a startup file that prints",
        ),
    ],
)
def test_what_a_description_shows_is_tried(
    rig: Rig, arrange: Arrange, options: tuple[str, ...], steps: dict[str, str]
) -> None:
    rig.here.put(_FILE, _TEXT)
    arrange(rig)

    report = rig.doctor(_FILE, "--version", "13", *options)

    assert (report.status, report.found["outcome"], report.cause, report.left) == (2, "unknown", None, ())
    assert {name: step["status"] for name, step in report.steps.items() if name in steps} == steps
