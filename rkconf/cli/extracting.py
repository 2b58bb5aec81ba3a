"""Extract the kernels of files and of single commands, for the commands that take them as specifications."""

from argparse import Namespace
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rkconf import inputs, linting
from rkconf.cli import console, reading, target_options
from rkconf.diagnostics import Problem
from rkconf.errors import UsageError
from rkconf.inputs import FrontEndFile, Input
from rkconf.secrets import Mask
from rkconf.source import Source

if TYPE_CHECKING:
    from rkconf.command import Target
    from rkconf.extraction import Extraction
    from rkconf.spec import Specification
    from rkconf.versions import Version

_UNNAMED = "remote"
"""The name of a kernel whose command contains no host."""
_INFERRED = (
    "no version is specified; its functions and flags exist from {version} on, so {version} is assumed; "
    "specify another one with --version"
)
_ASSUMED = "no version is specified, so {version} is assumed; specify another one with --version"


def typed(arguments: Namespace) -> FrontEndFile | None:
    """Return the commands of the command line as a file with kernels; None if there are none.

    Raises:
        UsageError: The commands do not describe a kernel.
    """
    texts = reading.bare_texts(arguments)
    if not texts:
        return None
    if "mlopen" in texts and "launch" not in texts:
        message = "--mlopen has only one end of the link; give the launch command too, with --launch"
        raise UsageError(message)
    if len(arguments.name) > 1:
        message = "--name names the kernel of the command; give it once"
        raise UsageError(message)
    decoded = {kind: _decoded(kind, text) for kind, text in texts.items()}
    parts = [_as_file(decoded, checked, arguments) for checked in inputs.bare(texts)]
    name = f"<{next(iter(texts))}>"
    return inputs.wolfram(Source(name, "\n".join(parts).encode()))


def _decoded(kind: str, text: bytes) -> str:
    try:
        return text.decode()
    except UnicodeDecodeError as error:
        message = f"--{kind}: the text must be UTF-8; save it as UTF-8 first"
        raise UsageError(message) from error


def _as_file(texts: Mapping[str, str], checked: Input, arguments: Namespace) -> str:
    """Return a file that sets the commands of one kernel, as a person would paste it."""
    from rkconf.entries.model import ParallelKernels
    from rkconf.rendering import Rendering, as_wl, as_wl_all, entry
    from rkconf.spec import Kernel

    target = target_options.target(arguments, checked)
    host = _host(checked, target)
    if checked.document.kind == "parallel":
        is_slot = host == target.version.plausible_slots["1"]
        named = "".join(arguments.name) if is_slot or not host else host
        machine = ParallelKernels(host=_require_host(named), command=texts["parallel"])
        return as_wl(Rendering(target.version, (), (machine,)))
    name = "".join(arguments.name) or host or _UNNAMED
    kernel = Kernel(name=name, launch_command=texts["launch"], mlopen_arguments=texts.get("mlopen"))
    return as_wl_all(Rendering(target.version, (entry(kernel, target.version),), ()))


def _host(checked: Input, target: "Target") -> str:
    """Return the host that the command logs in to; empty if it is unknown."""
    from rkconf.command import journeys

    connections = (each.connection for each in journeys(checked.launches[0].launch, target))
    found = {each.host if each.destination and each.destination.known else "" for each in connections if each}
    return found.pop() if len(found) == 1 else ""


def _require_host(host: str) -> str:
    if not host:
        message = "--parallel: the command does not contain the host; give it with --name HOST"
        raise UsageError(message)
    return host


def specification(
    found: Iterable[Input], arguments: Namespace, names: Collection[str], version: "Version", *, normalize: bool = False
) -> tuple["Specification", Mask]:
    """Return the kernels of inputs as one specification, and the mask of their passwords; report the differences."""
    from rkconf.extraction import extract
    from rkconf.spec import Specification

    made, mask = Specification(), Mask()
    for checked in found:
        extraction = extract(checked.document, version, names, made, normalize=normalize)
        made = extraction.specification
        mask |= linting.mask(checked, target_options.target(arguments, checked))
        _report(checked, extraction, mask)
    return made, mask


def has_remote_kernels(read: Input) -> bool:
    """Return whether a file has kernels on other machines; why one is left out is reported."""
    document = read.document
    is_remote = any(entry.get("HostName") for entry in document.entries)
    return bool(is_remote or read.launches or document.parallel or document.descriptions.kernels)


def version(arguments: Namespace, found: Sequence[Input]) -> "Version":
    """Return the version that all inputs are for, and report it if it is a default.

    Raises:
        UsageError: The inputs are for different versions.
    """
    each = [(checked, _assumptions(arguments, checked)) for checked in found]
    versions = [assumptions.target(checked).version for checked, assumptions in each]
    if len(set(versions)) > 1:
        listed = ", ".join(f"{_called(checked)} {version}" for checked, version in zip(found, versions, strict=True))
        message = f"these files are for different versions ({listed}); specify one with --version"
        raise UsageError(message)
    if all(assumptions.assumes_version(checked) for checked, assumptions in each):
        console.report(f"{_called(found[0])}: note: {_ASSUMED.format(version=versions[0])}")
    inferred = next((checked for checked, assumptions in each if assumptions.infers_version(checked)), None)
    if inferred:
        console.report(f"{_called(inferred)}: note: {_INFERRED.format(version=versions[0])}")
    return versions[0]


def _assumptions(arguments: Namespace, checked: Input) -> "linting.Assumptions":
    name = checked.parts[0].source.name
    return target_options.lookup(arguments).of(name).assumptions(name)


def _called(checked: Input) -> str:
    return checked.document.source.name


def _report(checked: Input, extraction: "Extraction", mask: Mask) -> None:
    """Report everything that the specification cannot express, and the guesses in it."""
    for problem in (*checked.document.problems, *extraction.renamed, *extraction.altered):
        console.report(f"{_place(checked, problem)}: {mask(problem.message)}")
    for problem in extraction.notes:
        console.report(f"{_place(checked, problem)}: left out: {mask(problem.message)}")


def _place(checked: Input, problem: Problem) -> str:
    return checked.document.source.location(problem.span.start)
