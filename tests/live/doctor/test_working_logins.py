"""The logins that work, for which doctor names no cause."""

from collections.abc import Mapping
from types import MappingProxyType

import pytest

from rkconf.doctor import StepName
from rkconf.doctor.causes import known_causes
from tests.live.doctor.arrangements import (
    ACCEPTING,
    Arrange,
    accepting_gate,
    agent,
    all_of,
    configured,
    encrypted_key,
    gate,
    host_certificate,
    included,
    known,
    late_accepting_gate,
    late_report,
    logged_in,
    other_account,
    other_port,
    password,
    second_login,
    serve,
    server,
    shared_connection,
    shell,
    startup,
    wrong_libraries,
)
from tests.live.doctor.environments import WORKS, Environment, examined, rows
from tests.live.doctor.rig import ARGUMENTS, Rig
from tests.live.doctor.test_logins import (
    AGENT,
    GATES,
    LIBRARIES,
    STEPS,
    VIA,
    WITHOUT_FURTHER_LINKS,
    broken,
    kernel,
    launch,
    proxy,
)


def working(
    name: str,
    *parts: Arrange,
    arguments: tuple[str, ...] = launch("ssh skye.local"),
    variables: Mapping[str, str] = MappingProxyType({}),
) -> Environment:
    return Environment(name, WORKS, all_of(kernel, *parts), (*arguments, *WITHOUT_FURTHER_LINKS), variables)


@rows(
    working("a key without passphrase", serve),
    working("one session for each connection", server("MaxSessions 1")),
    working(
        "an alias with another name, port and user",
        other_account,
        configured("Host box\n  HostName skye.local\n  Port 2222\n  User ada\n"),
        arguments=launch("ssh box"),
    ),
    working("an option of the launch command names the port", other_port, arguments=launch("ssh -p 2222 skye.local")),
    working("a configuration in an included file", serve, included, arguments=launch("ssh box")),
    working("a key with a passphrase in an agent", serve, encrypted_key, agent, variables=AGENT),
    working("a jump host of the configuration", serve, gate(), configured(VIA)),
    working("a jump host of the launch command", serve, gate(), arguments=launch("ssh -J gate.local skye.local")),
    working("two logins after each other", serve, gate(), second_login(), arguments=GATES),
    working("a proxy command", serve, gate(), configured(proxy("ssh -W %h:%p gate.local"))),
    working("a connection that the user shares", serve, shared_connection),
    working(
        "a configuration that shares and keeps connections",
        serve,
        configured("Host *\n  ControlMaster auto\n  ControlPath /run/tmp/c-%C\n  ControlPersist 60\n"),
    ),
    working("fish is the login shell", shell("/usr/bin/fish"), serve, logged_in),
    working("tcsh is the login shell", shell("/usr/bin/tcsh"), serve),
    working("zsh is the login shell", shell("/usr/bin/zsh"), serve),
    working("ksh is the login shell", shell("/usr/bin/mksh"), serve),
    working("sh is the login shell", shell("/bin/sh"), serve),
    working("a startup file prints", startup("echo welcome\n"), serve),
    working("a startup file prints a megabyte", startup("head -c 1000000 /dev/zero | tr '\\0' x\necho\n"), serve),
    working(
        "the launch command removes the library path",
        serve,
        wrong_libraries,
        variables=LIBRARIES,
        arguments=launch("env -u LD_LIBRARY_PATH ssh skye.local"),
    ),
    working(
        "the launch command empties the library path",
        serve,
        wrong_libraries,
        variables=LIBRARIES,
        arguments=launch("LD_LIBRARY_PATH= ssh skye.local"),
    ),
    working(
        "a program of the launch command gives the password",
        password,
        server("PubkeyAuthentication no\nPasswordAuthentication yes"),
        arguments=launch("sshpass -p secret ssh skye.local"),
    ),
    working("ssh uses addresses of one kind only", serve, configured("Host *\n  AddressFamily inet\n")),
    working("the destination is a URI", serve, arguments=launch("ssh ssh://fred@skye.local:22")),
    working("a host key with a certificate, known by its authority", host_certificate),
    working("a configuration that starts no command", serve, configured("Host *\n  StdinNull yes\n")),
)
def test_a_login_that_works(rig: Rig, environment: Environment) -> None:
    report = examined(rig, environment)

    assert {name: report.steps[name]["status"] for name in STEPS} == dict.fromkeys(STEPS, "ok")
    assert (report.found["outcome"], report.cause) == ("works", None)


@rows(
    broken(
        "the launch command accepts an unknown host key",
        "RK011",
        serve,
        known(),
        arguments=launch("ssh -o StrictHostKeyChecking=accept-new skye.local"),
    ),
    broken(
        "the configuration accepts an unknown host key",
        "RK011",
        serve,
        known(),
        configured("Host *\n  StrictHostKeyChecking no\n"),
    ),
)
def test_no_probe_writes_down_a_host_key(rig: Rig, environment: Environment) -> None:
    # The kernel is an empty script, so that only probes run; a file that has changed would be reported as left.
    report = examined(rig, environment)
    assert report.steps["host-key"]["evidence"] == "the host key is unknown; the launch command accepts it"
    assert report.cause == environment.cause


_MISSING = f"/mnt/bin/none {ARGUMENTS}"


@rows(
    broken(
        "the configuration of the first machine accepts an unknown host key",
        "kernel-not-found",
        serve,
        gate(),
        second_login(known=None),
        accepting_gate,
        arguments=("--launch", f"ssh gate.local ssh skye.local {_MISSING}"),
    ),
    broken(
        "the first machine accepts an unknown host key, and reports its configuration late",
        "kernel-not-found",
        serve,
        gate(),
        second_login(known=None),
        late_accepting_gate,
        arguments=("--launch", f"ssh gate.local ssh skye.local {_MISSING}"),
    ),
    broken(
        "the configuration accepts an unknown host key of the jump host",
        "kernel-not-found",
        serve,
        gate(),
        known("skye.local KEY"),
        configured(f"{VIA}Host gate.local\n{ACCEPTING}"),
        arguments=("--launch", f"ssh skye.local {_MISSING}"),
    ),
    broken(
        "the configuration accepts an unknown host key of the jump host, and is reported late",
        "kernel-not-found",
        serve,
        gate(),
        known("skye.local KEY"),
        configured(f"{VIA}Host gate.local\n{ACCEPTING}{late_report('gate.local')}"),
        arguments=("--launch", f"ssh skye.local {_MISSING}"),
    ),
)
def test_no_probe_writes_down_a_host_key_of_another_login(rig: Rig, environment: Environment) -> None:
    # The kernel is missing, so that only probes run.
    report = examined(rig, environment)
    assert (report.cause, report.steps["login"]["status"]) == (environment.cause, "ok")
    assert report.steps["shell"]["notes"] == [], "a warning of ssh is no text of a startup file"


@pytest.mark.live
def test_the_text_that_a_startup_file_prints_is_a_note(rig: Rig) -> None:
    report = examined(rig, working("a startup file prints", startup("echo welcome\n"), serve))

    values = {"shell": "bash", "host": "skye.local", "login": "ssh skye.local"}
    cause = known_causes()[StepName.SHELL]["shell-prints"].found("welcome", **values)
    assert report.steps["shell"]["notes"] == [f"{cause.message}: welcome"]
    assert report.cause is None
