"""The versions and shells that an input is checked for."""

from collections.abc import Iterator

from rkconf import command, versions
from rkconf.command import Launch, StartedKernel, Target
from rkconf.command.followed import Journeys
from rkconf.command.invocation import is_start_flag
from rkconf.descriptions.lists import default_list
from rkconf.inputs import Input
from rkconf.record import record
from rkconf.versions import Version


@record
class Assumptions:
    """The versions and shells that the user specifies; None for those not specified."""

    version: Version | None = None
    kernel_version: Version | None = None
    local_shell: str | None = None
    remote_shell: str | None = None

    def target(self, checked: Input) -> Target:
        """Return the target of ``checked``; unspecified values come from the input, or from a default."""
        version = self.version or version_of(checked)
        return command.target(version, self.kernel_version or version, checked.os, self.local_shell, self.remote_shell)

    def assumes_version(self, checked: Input) -> bool:
        """Return whether the version of ``checked`` is a default: neither the user nor the input names one."""
        return not self._names_version(checked) and version_of(checked) == versions.load(versions.DEFAULT)

    def infers_version(self, checked: Input) -> bool:
        """Return whether the version of ``checked`` is the oldest one that knows its symbols and flags."""
        return not self._names_version(checked) and version_of(checked) != versions.load(versions.DEFAULT)

    def _names_version(self, checked: Input) -> bool:
        return bool(self.version or checked.version or checked.document.versions_launched)


def version_of(checked: Input) -> Version:
    """Return the Front End version of an input: the one it names, the last one that launched, or the default.

    A file that launched none is written for the oldest version, from the default on, that knows its symbols, the
    addresses of its kernels, their programs and the flags with which they start.
    """
    if checked.version:
        return versions.parse(checked.version)
    launched = checked.document.versions_launched
    if launched:
        return versions.newest_not_above(launched[-1])
    needed = (use.fact.since for use in checked.document.descriptions.symbols if use.fact.since)
    named = map(versions.newest_not_above, (versions.DEFAULT, *needed))
    return max((*named, *_addressed(checked), *_starting(checked)), key=lambda version: version.order)


def _addressed(checked: Input) -> Iterator[Version]:
    """Yield the oldest version whose LaunchKernels takes an address, if it gets one of a scheme that starts kernels."""
    kernels = checked.document.descriptions.kernels
    if any(kernel.receiver == "LaunchKernels" and not kernel.head and kernel.is_addressed for kernel in kernels):
        yield next(version for version in versions.with_facts() if default_list(version))


def _starting(checked: Input) -> Iterator[Version]:
    """Yield the oldest version that has the program of a kernel, and those that know its start flags."""
    default = versions.load(versions.DEFAULT)
    # Following a command takes time, and few files have such a word.
    for named in checked.launches if checked.document.has_later_words else ():
        kernel = _started(named.launch, checked.os, default) if named.launch.has_later_word else None
        if kernel:
            yield versions.first_with_program(kernel.program.base, default)
            flags = (word.text.lower() for word in kernel.arguments if is_start_flag(word))
            yield from (_first_with_flag(flag) for flag in flags)


def _first_with_flag(flag: str) -> Version:
    return next(version for version in versions.with_facts() if flag in version.start_flags)


def _started(launch: Launch, os: str | None, default: Version) -> StartedKernel | None:
    """Return the kernel that a launch command starts."""
    return Journeys().representative(launch, command.target(default, default, os)).kernel
