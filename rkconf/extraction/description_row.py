"""One row of a specification in the making, from a kernel description: its fields, and remarks about the rest."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from rkconf import versions
from rkconf.command.invocation import START_FLAGS, named_version
from rkconf.descriptions import DescriptionOption, KernelDescription
from rkconf.descriptions.arguments import client_of, commands, connection_of
from rkconf.diagnostics import Problem
from rkconf.entries import Document
from rkconf.extraction import encoding
from rkconf.extraction.counting import Count, repeated
from rkconf.extraction.description_options import DescriptionOptions
from rkconf.extraction.extracted import Extracted
from rkconf.extraction.installation import Installation
from rkconf.extraction.kernel_commands import kernel_path
from rkconf.extraction.spec_error import spec_error
from rkconf.extraction.ssh_arguments import SshArguments, ssh_arguments
from rkconf.link import is_link_flag
from rkconf.rendering.description import STANDARD_ARGUMENTS, default_timeout
from rkconf.shell.numbers import number
from rkconf.source import Excerpt
from rkconf.spec import Kernel, Parallel
from rkconf.spec.value_checks import without_brackets
from rkconf.syntax.tree import Number
from rkconf.versions import Version

_SYSTEMS = {"Unix": None, "MacOSX": "macos", "Windows": "windows"}
"""The systems of a specification by the values of the option; any Unix needs none."""
_DEFAULT_SYSTEM = "linux"
_CLIENT = "ssh"
_TEXTS = {"machine": "host", "user": "user", "name": "name", "method": "method"}
_NUMBERS = {"port": "port", "forward_port": "forward_port", "timeout": "timeout"}
"""The keys of a specification by rkconf's names of the options."""
_OF_DESCRIPTIONS = {
    "name": "a launch command has no name",
    "timeout": "the time is fixed there",
    "forward_port": "a tunnel uses the ports of the link",
}
"""The options that a version without descriptions does not have, with the reason."""
_WITHOUT_KEY = {
    "arguments": "replaces a default that is not documented",
    "evaluation_arguments": "is about kernels of RemoteEvaluate, not about parallel ones",
    "ssh_command": "selects another client of ssh",
}
"""The options that a specification does not express, with the reason."""


class DescriptionRow:
    """The row of a description that ssh starts."""

    def __init__(
        self, kernel: KernelDescription, document: Document | None, front_end: Installation, old: Version
    ) -> None:
        self._kernel = kernel
        self._document = document
        self._front_end = front_end
        self._old = old
        self._is_described = bool(front_end.version.parallel_description)
        self._options = DescriptionOptions(kernel, old)

    def extracted(self, existing: Sequence[Kernel | Parallel]) -> Extracted:
        """Return the row with the remarks, or the reason why there is none."""
        self._without_key()
        for option, given, part in self._kernel.given_twice(self._old):
            message = f'"{option.key}" is {given} and the address gives {part}: it is not documented which one counts'
            self._options.doubt(option.span, message)
        if self._count.doubt:
            self._options.doubt(self._kernel.span, f"count = {self._count.number} is a guess: {self._count.doubt}")
        self._options.left_out += self._unread()
        row = self._row(existing)
        if isinstance(row, str):
            message = f"this cannot be part of a specification: {row}"
            return Extracted(left_out=(Problem("impossible-specification", self._kernel.span, message),))
        guessed = encoding.guessed(self._kernel.source, [self._kernel.span])
        return Extracted(row, tuple(self._options.left_out), (*self._options.altered, *guessed))

    def _unread(self) -> Iterator[Problem]:
        for span in self._kernel.unread:
            message = "this argument may contain options, and rkconf does not read it"
            yield Problem("not-understood", span, message, "write its options into the description")

    def _row(self, existing: Sequence[Kernel | Parallel]) -> Parallel | str:
        """Return the row, or the error in it."""
        row = Parallel(**self._fields())
        return spec_error(row, self._front_end, existing) or row

    def _fields(self) -> Mapping[str, Any]:
        """Return the fields that are given, by their keys in a specification."""
        given = {
            **self._address(),
            **self._texts(),
            **self._numbers(),
            **self._ssh(),
            **self._arguments(),
            "count": self._count.number,
            "os": self._system(),
            "kernel": self._program(),
        }
        if given["kernel"] is None:
            given["os"] = given["os"] or _DEFAULT_SYSTEM
            message = f"the description names no program that rkconf can read; it takes the usual one on {given['os']}"
            self._options.doubt(self._kernel.span, message)
        given["kernel_version"] = self._named_version(given["kernel"])
        return {key: value for key, value in given.items() if value is not None}

    def _named_version(self, path: str | None) -> str | None:
        """Return the version in the path of a kernel that a launch command starts: it decides about the flags."""
        named = named_version(Excerpt.stand_in(path, self._kernel.span)) if path and not self._is_described else None
        released = versions.released(named.text) if named else None
        return released.name if released and released.order != self._front_end.version.order else None

    def _address(self) -> Mapping[str, Any]:
        address = self._kernel.address
        assert address is not None  # noqa: S101 - `_obstacle` has refused one without
        port = address.port.text if address.port else ""
        user = address.user.text if address.user else None
        return {
            "host": without_brackets(address.host.text),
            "user": user,
            "port": self._ssh_words.port if (given := number(port)) is None else given,
        }

    def _texts(self) -> Mapping[str, str]:
        found = {key: text for name, key in self._keys(_TEXTS) if (text := self._options.text(name)) is not None}
        method = found.pop("method", "").lower()
        if not self._is_described:
            return {**found, "connection": "tunnel" if method == "forward" else "direct"}
        return {**found, "method": method} if method else found

    def _numbers(self) -> Mapping[str, int]:
        numbers = ((key, self._options.number(name)) for name, key in self._keys(_NUMBERS))
        usual = ("timeout", default_timeout(self._count.number))
        return {key: number for key, number in numbers if number is not None and (key, number) != usual}

    def _keys(self, every: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield the options that the version has, each with its key in a specification."""
        return ((name, key) for name, key in every.items() if self._is_described or name not in _OF_DESCRIPTIONS)

    @cached_property
    def _count(self) -> Count:
        """The number of kernels: that of the option or of the address, times the repetitions around it."""
        document, place = self._document, None
        if document:
            around = document.descriptions.call_around(self._kernel.span)
            ends = (self._kernel.head_span.end, around.function_span.end if around else 0)
            place = next(filter(None, map(document.nesting.enclosed, ends)), None)
        return repeated(self._own_count, self._kernel.source, place)

    @property
    def _own_count(self) -> int | str:
        option, address = self._options.option("count"), self._kernel.address
        if option and not option.is_default:
            value = option.value
            whole = value.whole if isinstance(value, Number) else None
            return _COMPUTED_COUNT if whole is None else whole
        written = address.count if address else None
        if written is None:
            return 1
        whole = Number(written.span, written.text).whole
        return _COMPUTED_COUNT if whole is None else whole

    def _program(self) -> str | None:
        """Return the kernel of the option or the address, or the documented default; None if none is known."""
        address, option = self._kernel.address, self._options.option("command")
        if option and not option.is_default:
            return self._command(option)
        if not address or not address.path or not address.path.text.strip("/"):
            return self._default_program()
        path = f"/{address.path.text.lstrip('/')}"
        message = f"{path} is taken for an absolute path; the documentation contradicts itself about such paths"
        self._options.doubt(address.path.span, message)
        return path

    def _default_program(self) -> str | None:
        """Return the program that a version starts by default; a launch command gets a full path instead."""
        system = self._options.text("system") or self._old.kernel_defaults.get("system", "")
        return self._old.kernel_programs.get(system) if self._is_described else None

    def _command(self, option: DescriptionOption) -> str | None:
        found = [execution for each, execution in commands(self._kernel, self._old) if each is option]
        if option.text is None:
            self._options.drop(option, "the command is computed", "write it as a string")
            return None
        path = kernel_path(option.text.text, found)
        if path is None:
            self._options.drop(option, "the command is more than the path of a program", _SCRIPT)
        return path

    def _system(self) -> str | None:
        text = self._options.text("system")
        if text is not None and text not in _SYSTEMS:
            self._options.drop(
                self._options.option("system"), f"the operating system {text} is unknown", "give it as os"
            )
        return _SYSTEMS.get(text or "")

    @cached_property
    def _ssh_words(self) -> SshArguments:
        connection = connection_of(self._kernel, self._old)
        return ssh_arguments(connection) if connection else SshArguments()

    @property
    def _client(self) -> str | None:
        return client_of(self._kernel, self._old)

    def _ssh(self) -> Mapping[str, Any]:
        """Return the keywords of ssh; its flags too, where the row is rendered as a launch command."""
        words, identity = self._ssh_words, self._options.text("ssh_identity")
        keywords = {**({"IdentityFile": identity} if identity is not None else {}), **words.keywords}
        is_kept = not self._is_described and self._client == _CLIENT
        for option in () if is_kept else words.flags:
            message = f"the option -{option.letter} of {self._client} has no keyword"
            advice = "write it for this host into ~/.ssh/config" if self._client == _CLIENT else _ADD
            self._options.left_out.append(Problem("not-understood", option.span, message, advice))
        given = self._options.option("ssh_arguments")
        if given and is_kept:
            self._options.doubt(given.span, _REPLACED)
        for option in words.dropped:
            self._options.doubt(option.span, f"the option -{option.letter} of ssh is left out: the link fails with it")
        flags = tuple(_words(words)) if is_kept else ()
        return {**({"ssh": keywords} if keywords else {}), **({"ssh_options": flags} if flags else {})}

    def _arguments(self) -> Mapping[str, Any]:
        option = self._options.option("subkernel_arguments")
        given = (*(self._own_arguments or ()), *((word.text for word in option.words) if option else ()))
        words = tuple(word for word in given if word.lower() not in (*STANDARD_ARGUMENTS, *START_FLAGS))
        return {"arguments": words} if words else {}

    @cached_property
    def _own_arguments(self) -> tuple[str, ...] | None:
        """The arguments for every kernel, where a launch command has them instead of the unknown default; else None."""
        option = self._options.option("arguments")
        if self._is_described or not option or option.is_default or not option.is_known:
            return None
        words = tuple(word.text for word in option.words)
        return None if any(is_link_flag(word) for word in words) else words

    def _without_key(self) -> None:
        """Report the options that a specification does not express."""
        for option in self._kernel.options:
            name = next((name for name, key in self._kernel.names(self._old).items() if key == option.key), None)
            if name is None:
                self._options.drop(option, "rkconf has no key for it", _ADD)
            elif name in _OF_DESCRIPTIONS and not self._is_described and not self._is_usual_time(name):
                version = self._front_end.version
                self._options.drop(
                    option,
                    f"version {version} does not have it: {_OF_DESCRIPTIONS[name]}",
                    "check that the kernels start without it",
                )
            elif name == "arguments" and self._own_arguments is not None:
                self._options.doubt(option.span, _REPLACED)
            elif name in _WITHOUT_KEY and not option.is_default and not _is_usual_client(name, option):
                self._options.drop(option, f"it {_WITHOUT_KEY[name]}", _ADD)

    def _is_usual_time(self, name: str) -> bool:
        """Return whether an option is the time that rkconf writes itself, which nobody chose."""
        return name == "timeout" and self._options.number(name) == default_timeout(self._count.number)


_REPLACED = "these arguments replace a default that is not documented; the launch command has none but these"
_COMPUTED_COUNT = "the number of kernels is not a literal number"
_SCRIPT = "write a script with it on the kernel's machine, and start the script as the kernel"
_ADD = "set it by hand"


def _is_usual_client(name: str, option: DescriptionOption) -> bool:
    return name == "ssh_command" and option.text is not None and option.text.text == "ssh"


def _words(arguments: SshArguments) -> Iterator[str]:
    """Yield the words of the options without a keyword."""
    for option in arguments.flags:
        yield f"-{option.letter}"
        yield from (option.value.text,) if option.value else ()
