"""Commands in front of ssh: the probes run with the variables and in the folder that ssh has in the launch command."""

from collections.abc import Mapping
from types import MappingProxyType

import pytest

from tests.live.doctor.arrangements import (
    Arrange,
    agent,
    all_of,
    configured,
    encrypted_key,
    gate,
    known,
    second_login,
    serve,
    server,
    without_key,
)
from tests.live.doctor.environments import WORKS, Environment, examined, rows
from tests.live.doctor.kernels import install
from tests.live.doctor.links import launch
from tests.live.doctor.rig import Rig

AGENT = {"SSH_AUTH_SOCK": "/run/agent"}
ACCEPTING = "Host *\n  StrictHostKeyChecking accept-new\nHost skye.local\n  ProxyJump gate.local\n"


def kernel(rig: Rig) -> None:
    install(rig, "works")


def file(path: str, text: str) -> Arrange:
    """Return what writes a file on the Front End's machine."""
    return lambda rig: (rig.here.put(path, text), None)[1]


def other_folder(rig: Rig) -> None:
    """Move the key of the user to another folder."""
    without_key(rig)
    rig.here.put("/mnt/keys/mine", rig.keys.private("key"), 0o600)


def prepared(
    name: str,
    cause: str | None,
    command: str,
    *parts: Arrange,
    variables: Mapping[str, str] = MappingProxyType({}),
) -> Environment:
    return Environment(name, cause, all_of(kernel, serve, *parts), launch(command), variables)


_IN_AGENT = (encrypted_key, agent)


@rows(
    prepared("an assignment names the agent", WORKS, "SSH_AUTH_SOCK=/run/agent ssh skye.local KERNEL", *_IN_AGENT),
    prepared("export names the agent", WORKS, "export SSH_AUTH_SOCK=/run/agent; ssh skye.local KERNEL", *_IN_AGENT),
    prepared(
        "a program prints the name of the agent",
        WORKS,
        "SSH_AUTH_SOCK=$(cat /mnt/agent) exec ssh skye.local KERNEL",
        *_IN_AGENT,
        file("/mnt/agent", "/run/agent\n"),
    ),
    prepared(
        "a file names the agent",
        WORKS,
        ". /mnt/agent; ssh skye.local KERNEL",
        *_IN_AGENT,
        file("/mnt/agent", "export SSH_AUTH_SOCK=/run/agent\n"),
    ),
    prepared(
        "another shell starts ssh with env",
        WORKS,
        'bash -c "env SSH_AUTH_SOCK=/run/agent ssh skye.local KERNEL"',
        *_IN_AGENT,
    ),
    prepared("the key is in another folder", WORKS, "cd /mnt/keys && ssh -i mine skye.local KERNEL", other_folder),
    prepared(
        "a tunnel in front of ssh",
        WORKS,
        "ssh -f -N -L 2222:skye.local:22 gate.local; ssh -o HostKeyAlias=skye.local -p 2222 localhost KERNEL",
        gate(),
    ),
    prepared(
        "unset hides the agent",
        "key-has-passphrase",
        "unset SSH_AUTH_SOCK; ssh skye.local KERNEL",
        *_IN_AGENT,
        variables=AGENT,
    ),
    prepared(
        "env hides the agent",
        "key-has-passphrase",
        "env -u SSH_AUTH_SOCK ssh skye.local KERNEL",
        *_IN_AGENT,
        variables=AGENT,
    ),
    prepared("the folder in front of ssh does not exist", "command-fails", "cd /mnt/no && ssh skye.local KERNEL"),
    prepared("another user is not known", "command-fails", "sudo -u nobody-here ssh skye.local KERNEL"),
)
def test_a_probe_runs_as_ssh_does_in_the_launch_command(rig: Rig, environment: Environment) -> None:
    assert examined(rig, environment).cause == environment.cause


@rows(
    Environment(
        "the configuration accepts the new key of a jump host",
        "kernel-not-found",
        all_of(serve, gate(), configured(ACCEPTING), known()),
        launch("ssh skye.local /mnt/bin/none ARGUMENTS"),
    ),
    Environment(
        "the launch command accepts a new key on the jump host",
        "kernel-not-found",
        all_of(serve, gate(), second_login(known=None)),
        launch("ssh gate.local ssh -o StrictHostKeyChecking=accept-new skye.local /mnt/bin/none ARGUMENTS"),
    ),
)
def test_no_probe_stores_a_key_of_a_jump_host(rig: Rig, environment: Environment) -> None:
    # The kernel is missing, so that only probes run; a file that has changed would be reported as left.
    assert examined(rig, environment).cause == environment.cause


@pytest.mark.live
def test_a_password_of_another_user_is_named(rig: Rig) -> None:
    all_of(kernel, serve)(rig)
    report = rig.doctor(*launch("ssh skye.local \"su nobody -s /bin/sh -c 'KERNEL'\""))
    assert report.cause == "command-fails"
    assert "su asks for a password" in report.found["cause"]["message"]
    assert not report.left


@pytest.mark.live
def test_a_forced_command_runs_once(rig: Rig) -> None:
    all_of(kernel, server("ForceCommand echo ran >> /run/forced; echo hello"))(rig)
    rig.there.run("sh", "-c", "install -m 666 /dev/null /run/forced")
    assert rig.doctor(*launch("ssh skye.local KERNEL")).cause == "forced-command"
    assert rig.there.run("cat", "/run/forced") == "ran\n"
