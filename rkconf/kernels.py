"""The launch commands of an input, by the names of their kernels: as they stand there, or as rkconf writes them."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from rkconf import linting
from rkconf.command import Launch, Target, World
from rkconf.diagnostics import Severity
from rkconf.errors import UsageError
from rkconf.inputs import Input
from rkconf.source import Excerpt, Source

if TYPE_CHECKING:
    from rkconf.entries.model import KernelEntry, ParallelKernels


class Startable(NamedTuple):
    """A launch command, and the name of its kernel: the host for parallel kernels, None for bare text."""

    name: str | None
    launch: Launch


def find(checked: Input, target: Target, name: str | None = None) -> Startable:
    """Return the kernel of this name, or the only one there is.

    Raises:
        UsageError: There is none, or one of several must be named; or the specification cannot work.
    """
    every = list(_all(checked, target))
    found = [each for each in every if name in {None, each.name}]
    if len(found) == 1:
        return found[0]
    path, names = checked.parts[0].source.name, ", ".join(repr(each.name) for each in every)
    if not names:
        message = f"{path}: no kernel in it has a launch command"
    elif found:
        message = f"{path}: several kernels have a launch command; name one of {names}"
    else:
        message = f"{path}: no kernel {name!r} with a launch command; there are {names}"
    raise UsageError(message)


def _all(checked: Input, target: Target) -> Iterable[Startable]:
    if checked.document.kind == "specification":
        return _written(checked, target)
    return (Startable(*each) for each in checked.launches)


def _written(checked: Input, target: Target) -> Iterator[Startable]:
    """Yield the commands that rkconf would write of a specification."""
    source = checked.parts[0].source
    if any(problem.severity is Severity.ERROR for problem in linting.check(checked, target)):
        message = f"{source.name}: this specification cannot work; `rkconf lint {source.name}` says why"
        raise UsageError(message)
    # pydantic is needed for a specification alone.
    from rkconf import spec
    from rkconf.rendering import render

    written = spec.load(source).specification
    rendering = render(written, target.version) if written else None
    for kernel in rendering.kernels if rendering else ():
        if kernel.login_script is not None:
            yield Startable(kernel.name, started_by_front_end(kernel))
    for machine in rendering.parallel if rendering else ():
        yield Startable(machine.host, started_by_kernel(machine))


def started_by_front_end(entry: "KernelEntry") -> Launch:
    """Return the launch command of an entry that rkconf made, and the MLOpen arguments beside it."""
    return Launch(World.CONTROLLER, _excerpt(entry.login_script), _excerpt(entry.mlopen_arguments))


def started_by_kernel(machine: "ParallelKernels") -> Launch:
    """Return the template of a description that rkconf made; it is told its machine, as the kernel tells it."""
    told = {"1": machine.host} if machine.host else {}
    return Launch(World.PARALLEL, _excerpt(machine.command), values=told)


def _excerpt(text: str | None) -> Excerpt | None:
    return None if text is None else Source("<rendered>", text.encode()).excerpt()
