"""The shells that read a launch command."""

import pytest

from rkconf.command import Launch, LaunchKind, os_of, read_by, target
from tests.launches import VERSION, excerpt

LINK = "./math.sh -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit"
UNIX = f"ssh -n `1` {LINK} > /dev/null 2>&1 &"
QUOTED = f"'ssh' -n `1` {LINK} > /dev/null 2>&1 &"
WINDOWS = f'"start "" /b ssh -n `1` {LINK} > NUL 2>&1"'
SH, CMD = ("dash", "bash"), ("cmd",)


@pytest.mark.parametrize(
    ("text", "kind", "os", "shell", "shells"),
    [
        pytest.param(UNIX, LaunchKind.PARALLEL, "windows", None, SH, id="a template that both read"),
        pytest.param(QUOTED, LaunchKind.PARALLEL, "windows", None, SH, id="a template for Unix"),
        pytest.param("", LaunchKind.PARALLEL, "windows", None, SH, id="an empty template"),
        pytest.param(WINDOWS, LaunchKind.PARALLEL, "windows", None, CMD, id="a template for Windows"),
        pytest.param(UNIX, LaunchKind.PARALLEL, "windows", "cmd", CMD, id="a chosen shell"),
        pytest.param(WINDOWS, LaunchKind.PARALLEL, "linux", None, SH, id="a Front End on Unix"),
        pytest.param(UNIX, LaunchKind.CONTROLLER, "windows", None, CMD, id="the Front End's own command"),
        pytest.param(UNIX, LaunchKind.CONTROLLER, None, None, SH, id="an unknown system"),
    ],
)
def test_other_shells_may_read_a_template(
    text: str, kind: LaunchKind, os: str | None, shell: str | None, shells: tuple[str, ...]
) -> None:
    launch = Launch(kind, excerpt(text))
    assert read_by(launch, target(VERSION, VERSION, os, shell)).local_shells == shells


def test_the_system_is_unknown_only_for_a_template_with_windows() -> None:
    template, command = (Launch(kind, excerpt(UNIX)) for kind in (LaunchKind.PARALLEL, LaunchKind.CONTROLLER))
    assert [os_of(template, os, VERSION) for os in ("windows", "macos", None)] == [None, "macos", None]
    assert os_of(command, "windows", VERSION) == "windows"
