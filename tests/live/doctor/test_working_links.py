"""The links that come up, for which doctor names no cause, and the commands of a dry run."""

import re
import shlex

import pytest

from tests.live.doctor.arrangements import all_of, configured, logged_in
from tests.live.doctor.environments import WORKS, Environment, examined, rows
from tests.live.doctor.links import (
    SCRIPT,
    change,
    entry,
    file,
    gate,
    kernel,
    launch,
    opened,
    program,
    specified,
    template,
    without_perl,
)
from tests.live.doctor.rig import HOME, Rig
from tests.live.doctor.test_links import INIT_FILE, SHARED, THROUGH_SHARED, TUNNEL, row

_HOSTILE = "/mnt/my bin/it's math"


_WORKING = [
    row(
        "a tunnel over a connection that the user shares",
        WORKS,
        all_of(kernel(), configured(SHARED.replace("60", "no")), opened("ssh -M -f -N skye.local")),
        THROUGH_SHARED,
    ),
    row("direct, any ports", WORKS, kernel()),
    row("direct, as rkconf renders it", WORKS, all_of(specified("5.2"), kernel()), entry("direct")),
    row("fixed ports", WORKS, all_of(specified("5.2"), kernel()), entry("fixed")),
    row("a tunnel", WORKS, all_of(specified("5.2"), kernel()), entry("tunnel")),
    row(
        "a tunnel of version 7 with further links",
        WORKS,
        all_of(specified("7", tunnel=TUNNEL), kernel(), change(f"touch {INIT_FILE}")),
        entry("tunnel", "--kernel-stand-in"),
    ),
    row(
        "direct in version 6 with further links",
        WORKS,
        all_of(specified("6"), kernel()),
        entry("direct", "--kernel-stand-in"),
    ),
    row(
        "direct in version 10 with further links",
        WORKS,
        all_of(specified("10"), kernel()),
        entry("direct", "--kernel-stand-in"),
    ),
    row(
        "direct in version 12, whose kernel calls for all links",
        WORKS,
        kernel(),
        launch("ssh skye.local KERNEL", "--kernel-stand-in", version="12"),
    ),
    row("direct in version 13", WORKS, kernel(), launch("ssh skye.local KERNEL", "--kernel-stand-in", version="13")),
    row(
        "through a jump host that runs ssh",
        WORKS,
        all_of(kernel(), gate),
        launch("ssh -A gate.local ssh skye.local KERNEL"),
    ),
    row(
        "through a jump host",
        WORKS,
        all_of(kernel(), gate),
        launch("ssh -J gate.local skye.local KERNEL", "--kernel-stand-in"),
    ),
    row("a template with &", WORKS, all_of(specified("5.2"), kernel()), entry("parallel")),
    row("a template with & there", WORKS, kernel(), template("ssh -l `3` `1` 'KERNEL > /dev/null 2>&1 &'")),
    row("a template with -f", WORKS, kernel(), template("ssh -f -l `3` `1` 'KERNEL > /dev/null 2>&1'")),
    row(
        "a template through a tunnel",
        WORKS,
        all_of(specified("10"), kernel()),
        entry("parallel tunnel", "--kernel-stand-in"),
    ),
    row(
        "spaces and quotes in the path",
        WORKS,
        all_of(specified("5.2", _HOSTILE), kernel(path=_HOSTILE)),
        entry("tunnel"),
    ),
    row(
        "the home directory in the path",
        WORKS,
        kernel(path=f"{HOME}/bin/math"),
        launch("ssh skye.local '~/bin/math' ARGUMENTS"),
    ),
    row(
        "a login shell that finds the kernel on its own PATH",
        WORKS,
        all_of(kernel(), change(f"echo PATH=/mnt/bin:/usr/bin:/bin >{HOME}/.bash_profile")),
        launch("ssh skye.local \"bash -lc 'exec math ARGUMENTS'\""),
    ),
    row(
        "a program that hides ssh",
        WORKS,
        all_of(kernel(), program("/mnt/bin/connect", 'exec ssh skye.local "$@"')),
        launch("/mnt/bin/connect KERNEL"),
    ),
    row("a script that passes its arguments", WORKS, file(SCRIPT)),
    row("a script with an error after the line of the kernel", WORKS, file(f"{SCRIPT}if true; then\n")),
    row(
        "a wrapper with the flags of a kernel",
        WORKS,
        all_of(kernel(), program("/mnt/bin/connect", 'exec ssh skye.local /mnt/bin/math "$@"')),
        launch("/mnt/bin/connect ARGUMENTS"),
    ),
    row(
        "a link name that the user sets",
        WORKS,
        kernel(),
        launch("ssh skye.local KERNEL", "--set", "linkname=31431@198.18.1.1,31432@198.18.1.1"),
    ),
    row(
        "a program in the kernel's place",
        WORKS,
        all_of(specified("5.2", "/mnt/bin/none"), kernel()),
        entry("direct", "--kernel-stand-in", "/mnt/bin/math"),
    ),
    row(
        "tcsh as the login shell",
        WORKS,
        all_of(specified("5.2", _HOSTILE), kernel(path=_HOSTILE, login_shell="/usr/bin/tcsh")),
        entry("tunnel"),
    ),
    row(
        "fish as the login shell, with the stand-in",
        WORKS,
        all_of(kernel(login_shell="/usr/bin/fish"), logged_in),
        launch("ssh skye.local KERNEL", "--kernel-stand-in"),
    ),
    row(
        "zsh as the login shell, without Perl",
        WORKS,
        all_of(kernel(login_shell="/usr/bin/zsh"), without_perl),
        launch("ssh skye.local KERNEL", "--kernel-stand-in"),
    ),
]


@rows(*_WORKING)
def test_a_link_that_works_has_no_cause(rig: Rig, environment: Environment) -> None:
    report = examined(rig, environment)

    assert report.cause is None
    assert {name: step["status"] for name, step in report.steps.items() if name in _OWN} == _OWN


_OWN = dict.fromkeys(("listen", "start", "link", "lifetime", "end"), "ok")


@pytest.mark.live
@pytest.mark.parametrize("name", ["direct", "fixed", "tunnel", "parallel", "parallel tunnel"])
def test_a_dry_run_prints_every_command_up_to_ports_and_the_folder(rig: Rig, name: str) -> None:
    all_of(specified("7", tunnel=TUNNEL), kernel(), change(f"touch {INIT_FILE}"))(rig)
    arguments = entry(name, "--kernel-stand-in")

    lines = rig.planned(*arguments).splitlines()
    planned = {_without_numbers(*shlex.split(line)[1:]) for line in lines}
    steps = rig.doctor(*arguments).steps.values()

    started = {_without_numbers(*words) for step in steps for words in step["commands"]}
    assert started
    assert started - planned == set()


@pytest.mark.exhaustive
def test_a_kernel_that_lives_on_is_reported_with_the_command_that_ends_it(rig: Rig) -> None:
    kernel("lives on")(rig)
    report = rig.doctor(*launch("ssh skye.local KERNEL"))

    lives, command = report.steps["end"]["notes"]
    assert lives == "the kernel still runs on skye.local"
    assert re.fullmatch(r"to end it: ssh skye\.local kill [0-9]+", command)
    assert report.found["outcome"] == "works"


_VARYING = (
    (r"/run/tmp/rkd[^/]*/s\b", "SOCKET"),
    (r"/run/tmp/rkd[^/]*", "FOLDER"),
    (r"[0-9a-f]{100,}", "TEXT"),
    (r"[0-9]{4,5}", "PORT"),
)


def _without_numbers(*words: str) -> tuple[str, ...]:
    """Return a command without ports, without the text of the stand-in, and with one name for the control socket."""
    text = "\0".join(words)
    for pattern, name in _VARYING:
        text = re.sub(pattern, name, text)
    return tuple(text.split("\0"))
