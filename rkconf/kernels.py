"""The launch commands of an input, by the names of their kernels: as they stand there, or as rkconf writes them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rkconf import linting
from rkconf.command import Launch, Target, World
from rkconf.diagnostics import Severity
from rkconf.errors import UsageError
from rkconf.inputs import Input
from rkconf.source import Excerpt, Source


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
            launch = Launch(World.CONTROLLER, _excerpt(kernel.login_script), _excerpt(kernel.mlopen_arguments))
            yield Startable(kernel.name, launch)
    for machine in rendering.parallel if rendering else ():
        yield Startable(machine.host, Launch(World.PARALLEL, _excerpt(machine.command)))


def _excerpt(text: str | None) -> Excerpt | None:
    return None if text is None else Source("<rendered>", text.encode()).excerpt()
