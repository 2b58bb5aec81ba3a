"""The launch commands of an input, by the names of their kernels; those of a specification are rendered."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from rkconf.command import Launch, LaunchKind, Target
from rkconf.command.passwords import without_password
from rkconf.descriptions import KernelDescription
from rkconf.diagnostics import Diagnostic, Severity
from rkconf.entries.basic_options import basic_launch
from rkconf.entries.default_command import absence, default_launch, uses_default
from rkconf.errors import UsageError
from rkconf.inputs import Input
from rkconf.record import record, replace
from rkconf.source import Excerpt, Source, Span
from rkconf.spelling import suggestion

if TYPE_CHECKING:
    from rkconf.entries.document import LocatedEntry
    from rkconf.entries.model import KernelEntry, ParallelKernels
    from rkconf.spec import Loaded
    from rkconf.versions import Version


@record
class LaunchableKernel:
    """A launch command, and the name of its kernel; for parallel kernels also their host."""

    name: str | None
    """None for bare text."""
    launch: Launch
    host: str | None = None
    place: Span | None = None
    """The call that starts it, where that names no command."""


@record
class DescribedKernel:
    """A kernel that ssh starts from a description, for which Mathematica makes the command."""

    name: str | None
    description: KernelDescription
    host: str | None = None


Kernel: TypeAlias = LaunchableKernel | DescribedKernel
"""A kernel that a trace can follow."""


def refusals(checked: Input, target: Target) -> tuple[Diagnostic, ...]:
    """Return the findings of a specification that has errors; empty for any other input."""
    if not checked.loaded:
        return ()
    # Imported here because only a specification needs pydantic.
    from rkconf.rendering import verify

    found = verify(checked, target.version)
    return found if any(each.severity is Severity.ERROR for each in found) else ()


def kernels(checked: Input, target: Target) -> tuple[Kernel, ...]:
    """Return every kernel that can be followed; a specification must be valid."""
    return tuple(every_kernel(checked, target))


def every_kernel(checked: Input, target: Target) -> Iterator[Kernel]:
    """Yield what `kernels` returns, one after the other: a file may have very many."""
    yield from _all(checked, target)
    yield from _described(checked, target)


def find(checked: Input, target: Target, name: str | None = None) -> Kernel:
    """Return the kernel of this name, address, host or line, or the only kernel; a specification must be valid.

    A template for parallel kernels gets its host as the value of its placeholder.

    Raises:
        UsageError: There is no such kernel, or one of several must be named.
    """
    every = kernels(checked, target)
    named = [each for each in every if name in {None, each.name}]
    found = named if len(named) == 1 or name is None else [each for each in every if name == _address(each)]
    found = found or named or [each for each in every if name == each.host] or _at_line(checked, every, name)
    if len(found) != 1:
        message = f"{checked.parts[0].source.name}: {_ambiguity(checked, target.version, every, found, name)}"
        raise UsageError(message)
    return _prepared(found[0])


def _at_line(checked: Input, every: Sequence[Kernel], line: str | None) -> list[Kernel]:
    """Return the kernels whose command is on a line; of several, the template of all machines, which has no name."""
    found = [each for each in every if line == str(_line(checked, each))]
    return [each for each in found if not each.name] or found


def numbered(checked: Input, target: Target, number: int) -> Kernel:
    """Return a kernel by its index in `kernels`, as `find` returns it.

    Raises:
        UsageError: There are fewer kernels.
    """
    every = kernels(checked, target)
    if number >= len(every):
        message = f"{checked.parts[0].source.name}: no kernel number {number + 1}; it has {len(every)}"
        raise UsageError(message)
    return _prepared(every[number])


def titles(checked: Input, target: Target) -> tuple[str, ...]:
    """Return a title for each of `kernels`: its name, with its line or its number where others have that name too."""
    every = kernels(checked, target)
    names = [without_password(each.name or each.host or _address(each) or "kernel") for each in every]
    if checked.loaded:
        return tuple(_numbered(names))
    count = Counter(names)
    lines = (
        f", line {_line(checked, each)}" if count[name] > 1 else "" for name, each in zip(names, every, strict=True)
    )
    return tuple(_numbered([f"{name}{line}" for name, line in zip(names, lines, strict=True)]))


def _numbered(titles: Sequence[str]) -> Iterator[str]:
    """Yield titles; equal ones are numbered."""
    count, seen = Counter(titles), Counter[str]()
    for title in titles:
        seen[title] += 1
        yield title if count[title] == 1 else f"{title}, number {seen[title]}"


def _prepared(found: Kernel) -> Kernel:
    """Return a kernel without passwords in its name; a template has the host as the value of its placeholder."""
    kernel = replace(found, name=without_password(found.name) if found.name else None)
    if isinstance(kernel, DescribedKernel) or not (kernel.launch.is_parallel and kernel.host):
        return kernel
    return replace(kernel, launch=replace(kernel.launch, values={"1": without_password(kernel.host)}))


def _address(kernel: Kernel) -> str | None:
    """Return the address of a kernel description."""
    described = kernel.description if isinstance(kernel, DescribedKernel) else None
    return described.address.whole.text if described and described.address else None


def _line(checked: Input, kernel: Kernel) -> int:
    """Return the line of a file on which a launch command or a description begins; 0 without a command."""
    text = kernel.description if isinstance(kernel, DescribedKernel) else kernel.launch.command
    place = kernel.place if isinstance(kernel, LaunchableKernel) else None
    span = place or (text and text.span)
    return checked.document.source.position(span.start).line if span else 0


def _ambiguity(
    checked: Input,
    version: "Version",
    every: Sequence[Kernel],
    found: Sequence[Kernel],
    name: str | None,
) -> str:
    """Return why the name does not select one kernel, and how to select one."""
    if not every:
        return f"no kernel has a launch command{absence(checked.document, version)}"
    names = _listed(checked, found or every)
    if not found:
        why = next((_without_command(entry) for entry in checked.document.entries if entry.name == name), "")
        shown = without_password(name or "")
        meant = suggestion(shown, (without_password(each.name) for each in every if each.name), quoted=True)
        return f"no kernel {shown!r} with a launch command{why}{meant}; known: {names}"
    if len({each.name for each in found}) > 1:
        return f"several kernels have a launch command; name one: {names}"
    if checked.loaded:
        return f"several kernels are named {names}; give each kernel its own name"
    return f"several kernels are named {names}; {_selection(checked, found)}"


def _without_command(entry: "LocatedEntry") -> str:
    if entry.is_local:
        return "; the Front End launches this local kernel itself"
    return "; with Basic Options the Front End writes the command"


def _selection(checked: Input, found: Sequence[Kernel]) -> str:
    """Return how to select one of several kernels of one name in a file of Wolfram Language."""
    first = found[0]
    if isinstance(first, DescribedKernel):
        addresses = dict.fromkeys(repr(without_password(_address(each) or "")) for each in found)
        return f"name one by its address: {', '.join(addresses)}"
    lines = dict.fromkeys(_line(checked, each) for each in found)
    if len(lines) == len(found):
        return f"name one by its line: {', '.join(map(str, lines))}"
    return f"pass the command of one with {'--parallel' if first.launch.is_parallel else '--launch'} TEXT"


def _listed(checked: Input, kernels: Iterable[Kernel]) -> str:
    """Return the names of kernels, each once; a template of all machines has none, and is named by its line."""
    names = (
        repr(without_password(each.name)) if each.name else f"{_line(checked, each)} (its line)" for each in kernels
    )
    return ", ".join(dict.fromkeys(names))


def _all(checked: Input, target: Target) -> Iterator[LaunchableKernel]:
    if checked.loaded:
        yield from _rendered(checked.loaded, target)
        return
    for each in checked.launches:
        yield LaunchableKernel(each.name, each.launch, each.name if each.launch.is_parallel else None)
    for entry in checked.document.entries:
        if launch := basic_launch(entry):
            yield LaunchableKernel(entry.name, launch)
    yield from _with_default_command(checked, target)


def _with_default_command(checked: Input, target: Target) -> Iterator[LaunchableKernel]:
    """Yield the parallel kernels whose calls name no command, with the default one where it is known."""
    for call in checked.document.parallel:
        launch = default_launch(checked.document, target.version, target.os) if uses_default(call) else None
        if launch and call.host:
            number = 1 if call.count is None else call.count
            yield LaunchableKernel(call.host.text, replace(launch, count=number), call.host.text, call.span)


def _described(checked: Input, target: Target) -> Iterator[DescribedKernel]:
    """Yield the kernels that ssh starts from a description; those of a specification are rendered."""
    if checked.loaded:
        yield from _rendered_descriptions(checked.loaded, target)
        return
    for kernel in checked.document.descriptions.kernels:
        if (
            kernel.address
            and kernel.is_ssh
            and not kernel.is_part
            and not kernel.is_invented
            and (kernel.head or kernel.is_addressed or target.version.kernel_schemes)
        ):
            yield DescribedKernel(kernel.name, kernel, kernel.name)


def _rendered_descriptions(loaded: "Loaded", target: Target) -> Iterator[DescribedKernel]:
    # Imported here because only a specification needs pydantic.
    from rkconf.entries import read
    from rkconf.entries.model import DescribedKernels
    from rkconf.rendering import Rendering, as_wl, render

    valid = loaded.specification
    for group, machine in zip(valid.parallel, render(valid, target.version).parallel, strict=True) if valid else ():
        if isinstance(machine, DescribedKernels):
            text = as_wl(Rendering(target.version, (), (machine,)))
            [kernel] = read(Source("<rendered>", text.encode())).descriptions.kernels
            yield DescribedKernel(group.name or group.host, kernel, group.host)


def _rendered(loaded: "Loaded", target: Target) -> Iterator[LaunchableKernel]:
    """Yield the commands that rkconf renders from a specification."""
    # Imported here because only a specification needs pydantic.
    from rkconf.entries.model import DescribedKernels
    from rkconf.rendering import render

    valid = loaded.specification
    if valid is None:
        return
    rendering = render(valid, target.version)
    for kernel in rendering.kernels:
        if launch := _launch(kernel, target.version):
            yield LaunchableKernel(kernel.name, launch)
    for group, machine in zip(valid.parallel, rendering.parallel, strict=True):
        # Mathematica makes the command of described kernels, and no page shows it.
        if not isinstance(machine, DescribedKernels):
            yield LaunchableKernel(group.name or group.host, started_by_kernel(machine), group.host)


def _launch(entry: "KernelEntry", version: "Version") -> Launch | None:
    """Return the command of a rendered entry, or the one that the Front End writes for Basic Options with a host."""
    if entry.login_script is not None:
        return started_by_front_end(entry)
    from rkconf.entries import read
    from rkconf.rendering import Rendering, as_wl

    text = as_wl(Rendering(version, (entry,), ()))
    # Another entry, of the local kernel, precedes it.
    *_, located = read(Source("<rendered>", text.encode())).entries
    return basic_launch(located)


def started_by_front_end(entry: "KernelEntry") -> Launch:
    """Return the launch command and MLOpen arguments of a rendered entry."""
    return Launch(LaunchKind.CONTROLLER, _excerpt(entry.login_script), _excerpt(entry.mlopen_arguments))


def started_by_kernel(machine: "ParallelKernels") -> Launch:
    """Return the template of rendered parallel kernels, with the host as the value of its placeholder."""
    values = {"1": machine.host} if machine.host else {}
    return Launch(LaunchKind.PARALLEL, _excerpt(machine.command), count=machine.count or 1, values=values)


def _excerpt(text: str | None) -> Excerpt | None:
    return None if text is None else Source("<rendered>", text.encode()).excerpt()
