"""The functions of `import rkconf`, each loaded when it is first used.

No settings file is read; everything is passed as an argument.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias, Unpack

from rkconf import inputs, launchables, linting
from rkconf.api.arguments import (
    Command,
    Machines,
    Text,
    listed,
    read,
    require_choice,
    source_of,
    target,
    version_of,
    with_values,
)
from rkconf.diagnostics import Diagnostic, Severity
from rkconf.errors import RkconfError, UsageError
from rkconf.inputs import Input
from rkconf.tracing import Trace, follow, follow_description
from rkconf.versions import Version

if TYPE_CHECKING:
    # Only these need pydantic, which takes as long to import as everything else together.
    from rkconf.conversion import Conversion
    from rkconf.extraction import Extraction
    from rkconf.inputs.specification_file import SpecificationFile
    from rkconf.provisioning import Setup

Form: TypeAlias = Literal["wl", "wl-all", "dialog", "json"]
"""The form of the entries that `render` returns: for a notebook, a Front End file, the dialogs, or programs."""


class RejectedError(RkconfError):
    """A specification has errors; the message names the first one."""

    diagnostics: tuple[Diagnostic, ...]
    """All errors of the specification."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(diagnostics)
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        """Return one line with the first error and its place."""
        first, more = self.diagnostics[0], len(self.diagnostics) - 1
        others = f" (and {more} more)" if more else ""
        return f"{first.source.location(first.span.start)}: {first.message} ({first.code}){others}"


def render(
    specification: Text,
    *,
    name: str = "<specification>",
    version: str | None = None,
    names: Iterable[str] = (),
    form: Form = "wl",
    default: bool = False,
) -> str:
    """Return correct entries for the kernels of a specification.

    Args:
        specification: The specification.
        name: The name of a text in reports.
        version: The Front End version; by default that of the specification.
        names: The kernels to render; by default all.
        form: The form of the entries: for a notebook (`wl`), a Front End file (`wl-all`), the dialogs (`dialog`), or
            programs (`json`).
        default: Make the parallel kernels the list that `LaunchKernels[]` launches; only with the form `wl`.

    Raises:
        RejectedError: The specification has errors in this version.
        RkconfError: It cannot be read, a kernel or the version is unknown, or no version is specified.

    Examples:
        >>> print(rkconf.render(Path("samples/kernels/parallel.toml"), version="7"))
        (* Parallel kernels: evaluate this in the kernel that starts them. *)
        ...

        >>> rkconf.render("[[kernels]]", version="7")
        Traceback (most recent call last):
        rkconf.api.RejectedError: <specification>:1:1: name is missing (RK006)
    """
    from rkconf import rendering

    writers = {
        "wl": rendering.as_wl,
        "wl-all": rendering.as_wl_all,
        "dialog": rendering.as_dialog,
        "json": rendering.as_json,
    }
    require_choice("form", form, writers)
    if default and form != "wl":
        message = 'default=True writes an expression for a notebook; give form="wl"'
        raise UsageError(message)
    checked, its_version, names = _specification(specification, name, version, names)
    write = rendering.as_default if default else writers[form]
    return write(rendering.render(checked.specification, its_version, names))


def setup(
    specification: Text, *, name: str = "<specification>", version: str | None = None, names: Iterable[str] = ()
) -> "Setup":
    """Return the setup steps of kernels, and the files that they need; nothing is written.

    Args:
        specification: The specification.
        name: The name of a text in reports.
        version: The Front End version; by default that of the specification.
        names: The kernels to set up; by default all.

    Raises:
        RejectedError: The specification has errors in this version.
        UsageError: A kernel or the version is unknown, or no version is specified.
        RkconfError: It cannot be read.

    Examples:
        >>> setup = rkconf.setup(Path("samples/kernels/tunnel.toml"), version="7")
        >>> [file.path for file in setup.files]
        ['steps.txt', 'remote.host.name/rkconf-links.m', 'remote.host.name/math.sh', 'ssh_config']
    """
    from rkconf import provisioning

    checked, its_version, names = _specification(specification, name, version, names)
    file = checked.document.source.name
    made = provisioning.prepare(checked.specification, checked.loaded.places, its_version, names, file)
    errors = [problem for problem in made.problems if problem.severity is Severity.ERROR]
    _require_sound(linting.diagnostic(checked, problem) for problem in errors)
    if not made.files:
        message = f"{checked.document.source.name}: no kernel has a host, so there is nothing to set up"
        raise UsageError(message)
    return made


def _specification(
    specification: Text, name: str, version: str | None, names: Iterable[str]
) -> "tuple[SpecificationFile, Version, tuple[str, ...]]":
    """Return a specification without errors, the version to write for, and the requested kernels, which it has."""
    from rkconf.rendering import verify

    names = listed("names", names)
    checked = inputs.specification(source_of(specification, name), names)
    its_version = version_of(version) if version is not None else checked.version_to_render("version=")
    _require_sound(verify(checked, its_version))
    checked.require_names(names)
    return checked, its_version, names


def convert(source: Text | Command, *, to: str, name: str = "<text>", version: str | None = None) -> "Conversion":
    """Convert a file, a specification or a command to another version; bytes that need not change are kept.

    A part that cannot be converted is a loss, not an error: check `losses` before you use `data`.

    Args:
        source: The input to convert.
        to: The version to convert to.
        name: The name of a text in reports; a text whose name ends in `.toml` is a specification.
        version: The version to convert from; by default that of the input, or 7.

    Raises:
        RejectedError: The source is a specification that has errors in its own version.
        RkconfError: A file cannot be read, or a version is unknown.

    Examples:
        >>> command = rkconf.Command(parallel="ssh `1` math -mathlink -linkname `2` -subkernel > /dev/null 2>&1 &")
        >>> conversion = rkconf.convert(command, version="7", to="6")
        >>> print(conversion.data.decode())
        ssh `1` math -mathlink -linkname `2` > /dev/null 2>&1 &
        <BLANKLINE>
        >>> conversion.losses
        ()
    """
    from rkconf import conversion

    checked = read(source, name)
    new = version_of(to)
    old = version_of(version) if version is not None else _written_for(checked)
    if checked.loaded:
        _require_sound(linting.check(checked, linting.Assumptions(old).target(checked)))
    return conversion.convert(checked, old, new)


def extract(
    source: Text, *, name: str = "<text>", version: str | None = None, names: Iterable[str] = ()
) -> "Extraction":
    """Read the kernels of a file into an equivalent specification.

    Args:
        source: The file.
        name: The name of a text in reports.
        version: The Front End version; by default that of the file, or 7.
        names: The kernels to read; by default all.

    Raises:
        RkconfError: The file cannot be read, is already a specification, or does not have a requested kernel.

    Examples:
        >>> extraction = rkconf.extract(Path("samples/frontend/clean.m"), names=["harbour"])
        >>> extraction.specification.kernels[0].host
        'harbour.example.org'
        >>> print(extraction.toml)
        #:schema https://raw.githubusercontent.com/rkconf/rkconf/main/schemas/spec.schema.json
        ...
        version = "7"
        ...
    """
    from rkconf import extraction

    checked = read(source, name)
    names = listed("names", names)
    extraction.require([checked], names)
    its_version = version_of(version) if version is not None else linting.version_of(checked)
    return extraction.extract(checked.document, its_version, names)


def trace(
    source: Text | Command,
    kernel: str | None = None,
    *,
    name: str = "<text>",
    values: Mapping[str, str] | None = None,
    **machines: Unpack[Machines],
) -> tuple[Trace, ...]:
    """Follow one launch command through the shells and ssh to the kernel.

    There is one trace for each way that the shells may read the command. A kernel description has one trace, with what
    is documented about the command of ssh. Nothing is executed. Secrets are masked.

    Args:
        source: The file, specification or command.
        kernel: The name of the kernel, or the host of parallel kernels; needed if there are several.
        name: The name of a text in reports; a text whose name ends in `.toml` is a specification.
        values: Values of placeholders, by name; others get example values.
        machines: The versions and shells; see `Machines`.

    Raises:
        RejectedError: The source is a specification with errors.
        RkconfError: A file cannot be read, the kernel must be named, or a placeholder, version or shell is unknown.

    Examples:
        >>> command = rkconf.Command(launch="ssh skye.local '/opt/my tools/math' -mathlink -LinkName `linkname`")
        >>> for found in rkconf.trace(command, values={"linkname": "4001@10.0.0.5,4002@10.0.0.5"}):
        ...     print(found.outcome)
        fails
        >>> [word.text for word in found.steps[-1].words]
        ['/opt/my', 'tools/math', '-mathlink', '-LinkName', '4001@10.0.0.5,4002@10.0.0.5']
    """
    checked = read(source, name)
    its_target = target(checked, machines)
    _require_sound(launchables.refusals(checked, its_target))
    found = launchables.find(checked, its_target, kernel)
    if isinstance(found, launchables.DescribedKernel):
        return (follow_description(found.description, its_target, checked, linting.mask(checked, its_target)),)
    return follow(with_values(found.launch, values or {}, its_target), its_target, checked.parts)


def _written_for(checked: Input) -> Version:
    from rkconf.conversion import written_for

    return written_for(checked, linting.version_of(checked))


def _require_sound(found: Iterable[Diagnostic]) -> None:
    errors = tuple(each for each in found if each.severity is Severity.ERROR)
    if errors:
        raise RejectedError(errors)
