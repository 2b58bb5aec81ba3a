"""Follow a kernel description: the documented part of the command of ssh, and the parts that are not documented."""

from collections.abc import Iterator

from rkconf.command import Outcome, Target
from rkconf.descriptions import KernelDescription
from rkconf.descriptions.arguments import connection_of
from rkconf.diagnostics import Severity
from rkconf.inputs import Input
from rkconf.link import Argument
from rkconf.linting import check
from rkconf.rules import get
from rkconf.secrets import Mask
from rkconf.source import Excerpt
from rkconf.ssh.connection import Connection
from rkconf.ssh.destination import bracket_error, host_error
from rkconf.tracing.steps import Reader, Step, Trace
from rkconf.versions import Version

_LAUNCH = "Launch"
_STREAMS = "the link runs over the standard input and output of ssh"
_METHODS = {
    _LAUNCH: f"the method Launch: {_STREAMS}",
    "Forward": "the method Forward: ssh forwards a port for the link",
}
_DEFAULT_METHOD = (
    f"the method is the default, Launch on macOS and Linux ({_STREAMS}), and Forward on Windows (a forwarded port)"
)
_SILENT = "the startup files of the login shell must print nothing, since with Launch the output of ssh is the link"
_NOT_DOCUMENTED = "not documented: the flags of the link, the order of the arguments, and their quoting"
_IN_PART = "the command that ssh runs is documented only in part"
_NO_PROGRAM = "not documented: the default program"


def follow_description(kernel: KernelDescription, target: Target, checked: Input, mask: Mask) -> Trace:
    """Return the trace of a description that ssh starts; ``mask`` hides its passwords."""
    outcome, why = _outcome(kernel, target, checked)
    steps = tuple(_Description(kernel, target.version, mask).steps())
    return Trace(steps, None, outcome, why, None, target.version)


def documented_words(kernel: KernelDescription, version: Version) -> tuple[str, ...]:
    """Return the words of ssh that the documentation shows: options, destination, program and its arguments.

    The default arguments of ssh and the flags of the link are not documented, so they are absent.
    """
    return tuple(_Description(kernel, version, Mask()).words_of_ssh())


def _outcome(kernel: KernelDescription, target: Target, checked: Input) -> tuple[Outcome, str]:
    """Return whether a rule finds that the kernel does not start; otherwise that is unknown."""
    own = (each for each in check(checked, target) if each.source.name == kernel.source.name)
    found = [each for each in own if kernel.span.covers(each.span)]
    stopping = (each for each in found if each.severity is Severity.ERROR and get(each.code).stops_the_kernel)
    loud = (each for each in found if each.severity is Severity.WARNING)
    if error := next(stopping, None):
        return Outcome.FAILS, error.message
    warning = next(loud, None)
    if warning and not _has_address(kernel):
        return Outcome.FAILS, f"{warning.message} ({warning.code})"
    return Outcome.UNKNOWN, f"{warning.message} ({warning.code})" if warning else _IN_PART


def _has_address(kernel: KernelDescription) -> bool:
    """Return whether a description has an address: ``://`` after its scheme, and one valid host.

    A text without a scheme may be the name of a configuration.
    """
    address = kernel.address
    if address is None or not address.scheme:
        return True
    host = address.host.text
    return bool(host) and not address.lacks_separator and not host_error(host) and not bracket_error(host)


class _Description:
    """A description with the names that its options have in a version."""

    def __init__(self, kernel: KernelDescription, version: Version, mask: Mask) -> None:
        self._kernel = kernel
        self._version = version
        self._mask = mask

    def steps(self) -> Iterator[Step]:
        """Yield the parts of Mathematica, of ssh and of the kernel; an older version does not get to ssh."""
        text = self._mask(self._kernel.source.decode(self._kernel.span))
        if self._kernel.is_unknown_to(self._version):
            yield Step(Reader.DESCRIPTION, text, is_refused=True)
            return
        yield Step(Reader.DESCRIPTION, text, notes=tuple(self._about()))
        words = tuple(self._words())
        sent = " ".join(word.text for word in words)
        notes = tuple(self._about_ssh())
        unknown = (_NOT_DOCUMENTED,) if self._program else (_NO_PROGRAM, _NOT_DOCUMENTED)
        yield Step(Reader.SSH, sent, connection=self._connection, handed_on=sent, host=self._login, notes=notes)
        yield Step(Reader.KERNEL, sent, words, machine=1, host=self._host, notes=unknown)

    def words_of_ssh(self) -> Iterator[str]:
        """Yield the program ssh and its documented words."""
        yield self._text("ssh_command") or "ssh"
        given = self._kernel.get("ssh_arguments", self._version)
        yield from (word.text for word in given.words) if given else ()
        for option, value in (("-p", self._port), ("-i", self._text("ssh_identity"))):
            yield from (option, value) if value else ()
        yield self._login
        yield from (word.text for word in self._words())

    @property
    def _port(self) -> str | None:
        return self._text("port") or self._in_address("port")

    def _about(self) -> Iterator[str]:
        count = self._text("count") or self._in_address("count") or self._default("count")
        yield f"the number of kernels is {count}" if count else "the number of kernels is not documented"
        method = self._text("method")
        yield _METHODS.get(method or "", _DEFAULT_METHOD)
        seconds = self._text("timeout") or self._default("timeout")
        if seconds:
            yield f"a kernel that has not connected after {seconds} seconds is given up"

    def _about_ssh(self) -> Iterator[str]:
        """Yield the options of ssh, and the unknown ones."""
        port, key = self._port, self._text("ssh_identity")
        yield from (f"the port is {port}",) if port else ()
        yield from (f"the key is {self._mask(key)}",) if key else ()
        given = self._kernel.get("ssh_arguments", self._version)
        if given:
            words = self._mask(" ".join(word.text for word in given.words))
            yield f"its arguments {words} replace default ones, which are not documented"
        else:
            yield "not documented: the default arguments of ssh, and the form in which it gets port and key"
        if self._text("method") in {None, _LAUNCH}:
            yield _SILENT

    def _words(self) -> Iterator[Argument]:
        """Yield the program and the arguments that are documented."""
        if self._program:
            yield self._word(self._program)
        for name in ("arguments", "subkernel_arguments" if self._is_parallel else "evaluation_arguments"):
            given = self._kernel.get(name, self._version)
            if given and not given.is_default:
                yield from (Argument(word, Excerpt.stand_in(self._mask(word.text), word.span)) for word in given.words)
            else:
                yield from map(self._word, self._version.kernel_defaults.get(name, "").split())

    def _word(self, text: str) -> Argument:
        stand_in = Excerpt.stand_in(text, self._kernel.head_span)
        return Argument(stand_in, stand_in)

    @property
    def _is_parallel(self) -> bool:
        return self._kernel.receiver != "RemoteEvaluate"

    @property
    def _program(self) -> str | None:
        path = (self._in_address("path") or "").lstrip("/")
        given = self._text("command") or (f"/{path}" if path else None)
        system = self._text("system") or self._default("system") or ""
        return self._mask(given) if given else self._version.kernel_programs.get(system)

    @property
    def _connection(self) -> Connection | None:
        return connection_of(self._kernel, self._version)

    @property
    def _host(self) -> str:
        return self._text("machine") or self._in_address("host") or ""

    @property
    def _login(self) -> str:
        user = self._text("user") or self._in_address("user")
        return self._mask(f"{user}@{self._host}") if user else self._host

    def _in_address(self, part: str) -> str | None:
        """Return a part of the address; None if it has none."""
        excerpt = getattr(self._kernel.address, part, None)
        return excerpt.text if excerpt else None

    def _default(self, name: str) -> str | None:
        return self._version.kernel_defaults.get(name)

    def _text(self, name: str) -> str | None:
        """Return the value of an option as it is written; None for a default."""
        option = self._kernel.get(name, self._version)
        if not option or option.is_default:
            return None
        return option.text.text if option.text else self._mask(self._kernel.source.decode(option.value.span))
