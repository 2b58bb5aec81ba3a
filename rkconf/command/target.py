"""The versions and shells for which a launch command is checked."""

from rkconf.command.launch import Launch, Target
from rkconf.command.operating_system import detect_os
from rkconf.programs.table import table
from rkconf.record import replace
from rkconf.shell.choices import local_shells, remote_shells
from rkconf.versions import Version


def target(
    version: Version,
    kernel_version: Version,
    os: str | None = None,
    local_shell: str | None = None,
    remote_shell: str | None = None,
) -> Target:
    """Return the target of commands of a Front End on ``os``; a chosen shell takes precedence."""
    shells = local_shells(local_shell, os), remote_shells(remote_shell)
    return Target(version, kernel_version, *shells, os=None if local_shell else os)


def read_by(launch: Launch, target: Target) -> Target:
    """Return the target of one launch: other shells may read a template than the Front End's own commands."""
    if launch.is_script:
        shell = table().shells[launch.shell]
        return replace(target, local_shells=local_shells(shell) if shell == "sh" else (shell,), os=None)
    os = os_of(launch, target.os, target.version)
    return target if os == target.os else replace(target, local_shells=local_shells(None, os), os=os)


def os_of(launch: Launch, os: str | None, version: Version) -> str | None:
    """Return the operating system whose shell reads ``launch`` if the Front End runs on ``os``.

    The master kernel's machine reads a template, and that machine is unknown. With a Front End on Windows, a template
    counts as written for Unix unless only cmd.exe reaches a kernel with it.
    """
    return detect_os((launch,), version) if launch.is_parallel and os == "windows" else os
