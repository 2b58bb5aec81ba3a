"""Whose shells read a launch command."""

from dataclasses import replace

from rkconf.command.detect_os import system
from rkconf.command.launch import Launch, Target
from rkconf.shell.facts import local_shells, remote_shells
from rkconf.versions import Version


def target(
    version: Version,
    kernel_version: Version,
    os: str | None = None,
    local_shell: str | None = None,
    remote_shell: str | None = None,
) -> Target:
    """Return for whom commands are judged where the Front End runs on ``os``; a shell that is chosen wins."""
    shells = local_shells(local_shell, os), remote_shells(remote_shell)
    return Target(version, kernel_version, *shells, os=None if local_shell else os)


def read_by(launch: Launch, target: Target) -> Target:
    """Return for whom one launch is judged: a template may be read by other shells than the Front End's commands."""
    os = system_of(launch, target.os, target.version)
    return target if os == target.os else replace(target, local_shells=local_shells(None, os), os=os)


def system_of(launch: Launch, os: str | None, version: Version) -> str | None:
    """Return the operating system whose shell reads ``launch``, where the Front End's is ``os``.

    A template is read where the kernel runs that starts the others, and nothing says where that is. Beside a Front End
    on Windows it is written for Unix unless only the shell of Windows reaches a kernel with it.
    """
    return system((launch,), version) if launch.is_parallel and os == "windows" else os
