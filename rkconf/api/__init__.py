"""The verbs of rkconf for programs: what `import rkconf` offers, each loaded when it is first used.

No settings file is read: what a program does not say, nobody has said.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias, Unpack

from rkconf import inputs, launchables, linting
from rkconf.api.arguments import Command, Machines, Text, read, source_of, target, version_of, with_values
from rkconf.diagnostics import Diagnostic, Severity
from rkconf.errors import RkconfError, UsageError
from rkconf.inputs import Input
from rkconf.rules import matching
from rkconf.settings.rule_selection import change
from rkconf.tracing import Trace, follow
from rkconf.versions import Version

if TYPE_CHECKING:
    # pydantic, which only these need, costs as much as everything else together.
    from rkconf.conversion import Conversion
    from rkconf.extraction import Extraction

Form: TypeAlias = Literal["wl", "wl-all", "dialog", "json"]
"""What `render` writes: for a notebook, for a file, for the dialogs, for programs."""


class RejectedError(RkconfError):
    """A specification that cannot work; the message names the first thing that is wrong."""

    diagnostics: tuple[Diagnostic, ...]
    """Everything that is wrong with it."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(diagnostics)
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        """Return one line: the first thing that is wrong, with its place."""
        first, more = self.diagnostics[0], len(self.diagnostics) - 1
        others = f" (and {more} more)" if more else ""
        return f"{first.source.location(first.span.start)}: {first.message} ({first.code}){others}"


def lint(
    source: Text | Command,
    *,
    name: str = "<text>",
    select: Iterable[str] = ("ALL",),
    ignore: Iterable[str] = (),
    comments: bool = True,
    **machines: Unpack[Machines],
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a file, a specification or a command, in the order of place and code.

    Args:
        source: What to check.
        name: How a text is reported; one that ends in `.toml` is a specification.
        select: The rules to ask: codes, beginnings of codes such as `RK3`, names, or `ALL`.
        ignore: The rules not to ask.
        comments: Whether ignore comments in the text count.
        machines: What is known about the machines; see `Machines`.

    Raises:
        RkconfError: A file cannot be read, or a word names no rule, version or shell.

    Examples:
        >>> command = rkconf.Command(launch="rsh skye.local ./math.sh -mathlink")
        >>> for found in rkconf.lint(command, version="5.2", select=["RK1", "insecure-rsh"], ignore=["RK113"]):
        ...     place = found.source.position(found.span.start)
        ...     print(f"{place.line}:{place.column} {found.severity} {found.code}: {found.message}")
        1:1 error RK401: rsh encrypts nothing, and most networks block it
        1:16 error RK101: the kernel does not get the name of the link: it connects to nothing, and the Front End waits
        1:16 error RK102: -LinkMode is missing: the kernel does not connect

        >>> len(rkconf.lint(Path("samples/frontend/workbench.m"), select=["path-cut-at-blank"]))
        1
    """
    checked = read(source, name)
    words = {"select": list(select), "ignore": list(ignore)}
    for word in (*words["select"], *words["ignore"]):
        matching(word)
    selection = change(linting.Selection(), words)._replace(comments=comments)
    found = linting.check(checked, target(checked, machines), selection)
    return tuple(each for each in found if each.suppressed is None)


def render(
    specification: Text,
    *,
    name: str = "<specification>",
    version: str | None = None,
    names: Iterable[str] = (),
    form: Form = "wl",
) -> str:
    """Return correct entries for what a specification says.

    Args:
        specification: The specification.
        name: How a text is reported.
        version: The Front End's version; otherwise the specification's.
        names: Only the kernels of these names.
        form: What the entries are for: a notebook (`wl`), a file of the Front End (`wl-all`), the dialogs (`dialog`),
            or programs (`json`).

    Raises:
        RejectedError: The specification cannot work in this version.
        RkconfError: It cannot be read; or a kernel or the version is not known, or the version not said.

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
    if form not in writers:
        message = f"no form {form!r}; known: {', '.join(writers)}"
        raise UsageError(message)
    checked = inputs.specification(source_of(specification, name))
    its_version = version_of(version) if version is not None else checked.version_to_render("version=")
    _require_sound(rendering.verify(checked, its_version))
    names = tuple(names)
    checked.require_names(names)
    return writers[form](rendering.render(checked.specification, its_version, names))


def convert(source: Text | Command, *, to: str, name: str = "<text>", version: str | None = None) -> "Conversion":
    """Carry a file, a specification or a command to another version; what need not change stays, byte for byte.

    What cannot be carried over is no error but a loss: look at `losses` before you use `data`.

    Args:
        source: What to convert.
        to: The version to carry it to.
        name: How a text is reported; one that ends in `.toml` is a specification.
        version: The version that it is for; otherwise what it says itself, or the default.

    Raises:
        RejectedError: It is a specification that cannot even work in its own version.
        RkconfError: A file cannot be read, or a version is not known.

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
    """Read the kernels of a file into a specification that says the same.

    Args:
        source: The file.
        name: How a text is reported.
        version: The Front End's version; otherwise the file's own, or the default.
        names: Only the kernels of these names.

    Raises:
        RkconfError: The file cannot be read, is a specification already, or has no such kernel.

    Examples:
        >>> extraction = rkconf.extract(Path("samples/frontend/clean.m"), names=["harbour"])
        >>> extraction.specification.kernels[0].host
        'harbour.example.org'
        >>> print(extraction.toml)
        [frontend]
        version = "7"
        ...
    """
    from rkconf import extraction

    checked = read(source, name)
    names = tuple(names)
    extraction.require(checked.document, names)
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

    There is one trace for each way that the shells may read the command; nothing is started. A secret is masked.

    Args:
        source: A file, a specification or a command.
        kernel: The name of the kernel, for parallel kernels also the host, where there are several.
        name: How a text is reported; one that ends in `.toml` is a specification.
        values: What placeholders stand for; a plausible value each where nothing is said.
        machines: What is known about the machines; see `Machines`.

    Raises:
        RejectedError: It is a specification that cannot work.
        RkconfError: A file cannot be read, the kernel must be named, or a word names no placeholder, version or shell.

    Examples:
        >>> command = rkconf.Command(launch="ssh skye.local '/opt/my tools/math' -mathlink -LinkName `linkname`")
        >>> for found in rkconf.trace(command, values={"linkname": "4001@10.0.0.5,4002@10.0.0.5"}):
        ...     print(f"{found.outcome}: {found.why}")
        fails: the unquoted space splits the path: the shell looks for /opt/my
        >>> [word.text for word in found.steps[-1].words]
        ['/opt/my', 'tools/math', '-mathlink', '-LinkName', '4001@10.0.0.5,4002@10.0.0.5']
    """
    checked = read(source, name)
    its_target = target(checked, machines)
    _require_sound(launchables.refusals(checked, its_target))
    launch = launchables.find(checked, its_target, kernel).launch
    return follow(with_values(launch, values or {}, its_target), its_target, checked.parts)


def _written_for(checked: Input) -> Version:
    from rkconf.conversion import written_for

    return written_for(checked, linting.version_of(checked))


def _require_sound(found: Iterable[Diagnostic]) -> None:
    errors = tuple(each for each in found if each.severity is Severity.ERROR)
    if errors:
        raise RejectedError(errors)
