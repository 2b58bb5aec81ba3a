"""What a program gives: a text, a path or a command, and what it knows about the machines."""

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import TypeAlias, TypedDict

from rkconf import files, inputs, versions
from rkconf.command import Launch, Target, local_choices, remote_choices
from rkconf.errors import UsageError
from rkconf.inputs import Input
from rkconf.linting import Assumptions
from rkconf.source import Source
from rkconf.versions import Version

Text: TypeAlias = str | bytes | os.PathLike[str]
"""A path (`pathlib.Path`) is a file to read; `str` and `bytes` are the text itself."""

_FILE_NAMES = (".m", ".wl", ".toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One launch command as it is typed into the dialog, without the escapes of Wolfram Language.

    ``launch`` and ``mlopen`` belong together; ``parallel`` stands alone.
    """

    launch: str | None = None
    """The launch command of a kernel."""
    mlopen: str | None = None
    """The arguments to MLOpen."""
    parallel: str | None = None
    """The launch command of parallel kernels."""


class Machines(TypedDict, total=False):
    """What is known about the machines; each may be left out, or None."""

    version: str | None
    """The Front End's version, such as "5.2"; otherwise what the input says, or the default."""
    kernel_version: str | None
    """The kernel's version; otherwise the Front End's."""
    local_shell: str | None
    """The shell that reads the command first; otherwise sh, which may be dash or bash."""
    remote_shell: str | None
    """The login shell on the kernel's machine; otherwise any."""


def read(source: Text | Command, name: str) -> Input:
    """Read whatever a program gives to be checked or followed.

    Raises:
        UnreadableInputError: The file cannot be read, or is no text.
        UsageError: There is a command too many or too few, or a path that is no path.
    """
    if not isinstance(source, Command):
        return inputs.read(source_of(source, name))
    given = {kind: text.encode(errors="surrogatepass") for kind, text in asdict(source).items() if text is not None}
    found = list(inputs.bare(given))
    if len(found) != 1:
        message = "a Command is launch, mlopen or both of them, or else parallel"
        raise UsageError(message)
    return found[0]


def source_of(text: Text, name: str) -> Source:
    """Return a text, or the content of a file; ``name`` is for a text.

    Raises:
        UnreadableInputError: The file cannot be read, or is no text.
        UsageError: A text is meant for a path.
    """
    if isinstance(text, os.PathLike):
        return files.require_text(files.read(os.fspath(text)))
    if isinstance(text, str):
        _refuse_path(text)
        text = text.encode(errors="surrogatepass")
    return files.require_text(Source(name, text))


def _refuse_path(text: str) -> None:
    """Refuse what would otherwise be a text in which nothing is wrong."""
    if text.endswith(_FILE_NAMES) and len(text.split()) == 1:
        message = f"{text!r} is a text, not the file of that name; give Path({text!r})"
        raise UsageError(message)


def target(checked: Input, machines: Machines) -> Target:
    """Return for which versions and shells an input is read.

    Raises:
        UsageError: A word names no version or no shell.
    """
    for word in machines.keys() - Machines.__annotations__.keys():
        message = f"unexpected keyword argument {word!r}"
        raise TypeError(message)
    version, kernel_version = machines.get("version"), machines.get("kernel_version")
    return Assumptions(
        None if version is None else version_of(version),
        None if kernel_version is None else versions.parse(str(kernel_version), front_end=False),
        _shell(machines.get("local_shell"), local_choices()),
        _shell(machines.get("remote_shell"), remote_choices()),
    ).target(checked)


def version_of(text: str) -> Version:
    """Return the Front End's version that is called so.

    Raises:
        UsageError: None is.
    """
    # A number is what many would write for a version.
    return versions.parse(str(text))


def _shell(name: str | None, known: tuple[str, ...]) -> str | None:
    if name is not None and name not in known:
        message = f"no shell {name!r} there; known: {', '.join(known)}"
        raise UsageError(message)
    return name


def with_values(launch: Launch, values: Mapping[str, str], target: Target) -> Launch:
    """Return the launch with what its placeholders stand for.

    Raises:
        UsageError: A word names no placeholder.
    """
    known = launch.placeholder_values(target.version)
    unknown = next((name for name in values if name not in known), None)
    if unknown is not None:
        message = f"no placeholder {unknown!r}; known: {', '.join(known)}"
        raise UsageError(message)
    return replace(launch, values={**launch.values, **values})
