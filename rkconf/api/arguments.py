"""The arguments of the public functions: texts, paths, commands, versions and shells."""

import os
from collections.abc import Iterable, Mapping
from typing import TypeAlias, TypedDict

from rkconf import files, inputs, versions
from rkconf.command import Launch, Target, local_choices, remote_choices
from rkconf.deferred import pattern
from rkconf.errors import UsageError
from rkconf.inputs import Input
from rkconf.linting import Assumptions
from rkconf.record import fields, record, replace
from rkconf.relevance import is_specification, is_wolfram_language, may_hold_kernels
from rkconf.source import Source
from rkconf.spelling import VALUE_SIMILARITY, suggestion
from rkconf.versions import Version

Text: TypeAlias = str | bytes | os.PathLike[str]
"""A path (`pathlib.Path`) names a file to read; `str` and `bytes` are the text itself."""

_COMMANDS = ("launch", "mlopen", "parallel")
_FILE_NAMES = (".m", ".wl", ".wls", ".toml")
_ADDRESS = pattern(r"\s*[A-Za-z]+://\S+\s*")


@record(kw_only=True)
class Command:
    """One launch command as it is typed into the dialog, without the escapes of Wolfram Language.

    ``launch`` and ``mlopen`` belong to one kernel; ``parallel`` cannot be combined with them.
    """

    launch: str | None = None
    """The launch command of a kernel."""
    mlopen: str | None = None
    """The arguments to MLOpen."""
    parallel: str | None = None
    """The launch command of parallel kernels."""


class Machines(TypedDict, total=False):
    """The versions and shells on the machines; each may be omitted or None."""

    version: str | None
    """The Front End version, such as "5.2"; by default that of the input, or 7."""
    kernel_version: str | None
    """The kernel version; by default the Front End version."""
    local_shell: str | None
    """The shell that the Front End starts; by default sh, which may be dash or bash."""
    remote_shell: str | None
    """The login shell on the kernel's machine; by default any."""


def read(source: Text | Command, name: str) -> Input:
    """Read an input that a program passes.

    Raises:
        UnreadableInputError: The file cannot be read, or is not text.
        UsageError: The fields of a command cannot be combined, or a text looks like a path.
    """
    if not isinstance(source, Command):
        text = source_of(source, name)
        if not is_wolfram_language(text) and not is_specification(text) and not may_hold_kernels(text):
            _refuse_other_kind(text, source)
        return inputs.read(text) if isinstance(source, os.PathLike) else inputs.read_text(text)
    texts = {each.name: getattr(source, each.name) for each in fields(source)}
    for kind, text in texts.items():
        _require(f"{kind} of a Command", text, str, "a string", optional=True)
    given = {kind: text.encode(errors="surrogatepass") for kind, text in texts.items() if text is not None}
    found = list(inputs.bare(given))
    if len(found) != 1:
        message = "a Command needs launch, mlopen or both, or else parallel alone"
        raise UsageError(message)
    return found[0]


def _refuse_other_kind(text: Source, given: Text) -> None:
    """Reject a command or a specification that is passed as Wolfram Language, in which it would have no findings."""
    # Imported here because most texts are Wolfram Language.
    from rkconf.inputs import file_kinds

    kind = file_kinds.recognize(text)
    is_file = isinstance(given, os.PathLike)
    if kind.option in _COMMANDS:
        shown = f"Path({text.name!r}).read_text()" if is_file else "..."
        message = f"{text.name}: {kind.found}; pass Command({kind.option}={shown})"
        raise UsageError(message)
    if kind.reader == "specification" and not is_file:
        message = f"{text.name}: this is a specification; pass its text with name='kernels.toml'"
        raise UsageError(message)


def source_of(text: Text, name: str) -> Source:
    """Return a text under ``name``, or the content of a file.

    Raises:
        UnreadableInputError: The file cannot be read, or is not text.
        UsageError: A text looks like a path, or the argument is of another type.
    """
    if not isinstance(text, str | bytes | os.PathLike):
        raise UsageError(_not_a_text(text))
    if isinstance(text, os.PathLike):
        return files.require_text(files.read(os.fspath(text)))
    if isinstance(text, str):
        _refuse_path(text)
        text = text.encode(errors="surrogatepass")
    return files.require_text(Source(name, text))


def _not_a_text(given: object) -> str:
    """Return the message about an argument that is neither a path nor a text."""
    if isinstance(given, Command):
        return "a specification is needed here, not a Command; `extract` converts it"
    advice = "; give its content, read()" if hasattr(given, "read") else ""
    return f"an input is a Path, or a text as str or bytes, not {type(given).__name__}{advice}"


def _require(name: str, given: object, kind: type, expected: str, *, optional: bool = False) -> None:
    """Require the type of an argument, since many programs that use rkconf are not checked for types.

    Raises:
        UsageError: It has another type.
    """
    if not isinstance(given, kind) and not (optional and given is None):
        message = f"{name} must be {expected}, not {type(given).__name__}"
        raise UsageError(message)


def listed(name: str, given: Iterable[str]) -> tuple[str, ...]:
    """Return the words of an argument that is a list of strings.

    Raises:
        UsageError: It is one string, or not a list of strings.
    """
    if isinstance(given, str):
        message = f"{name} is a list of strings; give [{given!r}]"
        raise UsageError(message)
    _require(name, given, Iterable, "a list of strings")
    words = tuple(given)
    for word in words:
        _require(f"each item of {name}", word, str, "a string")
    return words


def require_choice(kind: str, word: str, known: Iterable[str]) -> None:
    """Require one of a few words.

    Raises:
        UsageError: It is another word; the message names the one that was meant, and all of them.
    """
    words = [str(each) for each in known]
    if word not in words:
        meant = suggestion(str(word), words, similarity=VALUE_SIMILARITY, kind="values")
        message = f"unknown {kind} {word!r}{meant}; known: {', '.join(words)}"
        raise UsageError(message)


def _refuse_path(text: str) -> None:
    """Reject a text that looks like a path; as a text it would have no findings."""
    if text.endswith(_FILE_NAMES) and len(text.split()) == 1:
        message = f"{text!r} is a text, not the file of that name; give Path({text!r})"
        raise UsageError(message)
    if _ADDRESS.fullmatch(text):
        # The error does not repeat the address, which may contain a password.
        message = 'an address is not a text with kernels; give LaunchKernels["ADDRESS"], or the Path of a file'
        raise UsageError(message)


def target(checked: Input, machines: Machines) -> Target:
    """Return the versions and shells to read an input for.

    Raises:
        UsageError: A version or shell is unknown.
    """
    for word in machines.keys() - Machines.__annotations__.keys():
        message = f"unexpected keyword argument {word!r}"
        raise TypeError(message)
    version, kernel_version = machines.get("version"), machines.get("kernel_version")
    return Assumptions(
        None if version is None else version_of(version),
        None if kernel_version is None else versions.parse(str(kernel_version)),
        _shell(machines.get("local_shell"), local_choices()),
        _shell(machines.get("remote_shell"), remote_choices()),
    ).target(checked)


def version_of(text: str) -> Version:
    """Return the Front End version of this name.

    Raises:
        UsageError: The version is unknown.
    """
    # Accept a number, too: version=7 is a likely mistake.
    return versions.parse(str(text))


def _shell(name: str | None, known: tuple[str, ...]) -> str | None:
    if name is not None:
        require_choice("shell", name, known)
    return name


def with_values(launch: Launch, values: Mapping[str, str], target: Target) -> Launch:
    """Return the launch with values for its placeholders.

    Raises:
        UsageError: A placeholder is unknown.
    """
    known = launch.placeholder_values(target.version)
    unknown = next((name for name in values if name not in known), None)
    if unknown is not None:
        message = f"unknown placeholder {unknown!r}{suggestion(unknown, known)}; known: {', '.join(known)}"
        raise UsageError(message)
    return replace(launch, values={**launch.values, **values})
