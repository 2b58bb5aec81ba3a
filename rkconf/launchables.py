"""The launch commands of an input, by the names of their kernels: as they stand there, or as rkconf writes them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from rkconf.command import Launch, LaunchKind, Target
from rkconf.diagnostics import Diagnostic, Severity
from rkconf.errors import UsageError
from rkconf.inputs import Input
from rkconf.source import Excerpt, Source

if TYPE_CHECKING:
    from rkconf.entries.model import KernelEntry, ParallelKernels
    from rkconf.spec import Loaded


class LaunchableKernel(NamedTuple):
    """A launch command, and what its kernel is called: a name, for parallel kernels also their host."""

    name: str | None
    """None for bare text."""
    launch: Launch
    host: str | None = None


def refusals(checked: Input, target: Target) -> tuple[Diagnostic, ...]:
    """Return all that is said of a specification that cannot work; nothing of one that can, or of any other input."""
    if not checked.loaded:
        return ()
    # pydantic is needed for a specification alone.
    from rkconf.rendering import verify

    found = verify(checked, target.version)
    return found if any(each.severity is Severity.ERROR for each in found) else ()


def find(checked: Input, target: Target, name: str | None = None) -> LaunchableKernel:
    """Return the kernel of this name, for parallel kernels also of this host, or the only one there is.

    A template is told its host, as the kernel that fills it in tells it. A specification must be able to work.

    Raises:
        UsageError: There is none, or one of several must be named.
    """
    every = tuple(_all(checked, target))
    called = [each for each in every if name in {None, each.name}]
    found = called or [each for each in every if name == each.host]
    if len(found) != 1:
        message = f"{checked.parts[0].source.name}: {_unclear(checked, every, found, name)}"
        raise UsageError(message)
    kernel = found[0]
    if not kernel.launch.is_parallel or not kernel.host:
        return kernel
    return kernel._replace(launch=replace(kernel.launch, values={"1": kernel.host}))


def _unclear(
    checked: Input, every: Sequence[LaunchableKernel], found: Sequence[LaunchableKernel], name: str | None
) -> str:
    """Say why no single kernel is meant, and how one can be."""
    if not every:
        return "no kernel in it has a launch command"
    names = _listed(found or every)
    if not found:
        return f"no kernel {name!r} with a launch command; there are {names}"
    if len({each.name for each in found}) > 1:
        return f"several kernels have a launch command; name one of {names}"
    if checked.loaded:
        return f"several kernels are called {names}; give each a name of its own"
    option = "--parallel" if found[0].launch.is_parallel else "--launch"
    return f"several kernels are called {names}; give the command of one alone, as {option} TEXT"


def _listed(kernels: Iterable[LaunchableKernel]) -> str:
    return ", ".join(dict.fromkeys(repr(each.name) for each in kernels))


def _all(checked: Input, target: Target) -> Iterable[LaunchableKernel]:
    if checked.loaded:
        return _rendered(checked.loaded, target)
    return (
        LaunchableKernel(name, launch, name if launch.is_parallel else None) for name, launch, _ in checked.launches
    )


def _rendered(loaded: "Loaded", target: Target) -> Iterator[LaunchableKernel]:
    """Yield the commands that rkconf would write of a specification."""
    # pydantic is needed for a specification alone.
    from rkconf.rendering import render

    written = loaded.specification
    if written is None:
        return
    rendering = render(written, target.version)
    for kernel in rendering.kernels:
        if kernel.login_script is not None:
            yield LaunchableKernel(kernel.name, started_by_front_end(kernel))
    for group, machine in zip(written.parallel, rendering.parallel, strict=True):
        yield LaunchableKernel(group.name or group.host, started_by_kernel(machine), group.host)


def started_by_front_end(entry: "KernelEntry") -> Launch:
    """Return the launch command of an entry that rkconf made, and the MLOpen arguments beside it."""
    return Launch(LaunchKind.CONTROLLER, _excerpt(entry.login_script), _excerpt(entry.mlopen_arguments))


def started_by_kernel(machine: "ParallelKernels") -> Launch:
    """Return the template of a description that rkconf made; it is told its machine, as the kernel tells it."""
    told = {"1": machine.host} if machine.host else {}
    return Launch(LaunchKind.PARALLEL, _excerpt(machine.command), count=machine.count or 1, values=told)


def _excerpt(text: str | None) -> Excerpt | None:
    return None if text is None else Source("<rendered>", text.encode()).excerpt()
