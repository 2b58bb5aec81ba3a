"""The words that ssh refuses: it exits before it connects."""

from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase

from rkconf.record import record
from rkconf.shell.words import Field
from rkconf.source import Span
from rkconf.ssh import destination
from rkconf.ssh.clients import OptionFact
from rkconf.ssh.identities import PRIVATE_KEY, PUBLIC_KEY, is_public_key
from rkconf.ssh.keywords import Keyword, keywords, server_keywords
from rkconf.ssh.options import Option
from rkconf.ssh.settings import meant_name, near, split
from rkconf.ssh.value_checks import accepts, accepts_forward
from rkconf.ssh.values import ValueFact, ValueKind

_ROUTES = {"proxyjump": "ProxyJump", "proxycommand": "ProxyCommand"}
_REPLACING = ("hostname", "proxycommand")
"""Settings with which the host of the command need not exist."""
_REMOTE = "RemoteForward"
_IDENTITY = "identityfile"
_QUOTED = "leave one, or enclose it in quotes that reach ssh: '{}=\"...\"'"
_KERNELS = ("/", "./", "~")
"""Beginnings of the path of a kernel; another rule reports one that is written where the host should be."""


@record
class Fault:
    """A reason for which ssh refuses a value or a word, independent of its place."""

    message: str
    help: str
    is_certain: bool = True
    """Whether every version of ssh refuses it."""


@record
class Refusal:
    """A fault with its place."""

    span: Span
    fault: Fault

    @property
    def message(self) -> str:
        """The message of the fault."""
        return self.fault.message

    @property
    def help(self) -> str:
        """The help of the fault."""
        return self.fault.help

    @property
    def is_certain(self) -> bool:
        """Whether every version of ssh refuses it."""
        return self.fault.is_certain


def refusals(options: Sequence[Option], where: Field | None) -> Iterator[Refusal]:
    """Yield the faults in the options of a command and in its destination."""
    known = [option for option in options if option.is_known]
    ignored = [name for option in known if option.setting[0] == "ignoreunknown" for name in _names(option)]
    for option in known:
        # Another rule reports a forward that ssh cannot read.
        faults = () if is_forward(option) else faults_in_option(option, ignored)
        yield from (Refusal(option.span, fault) for fault in faults)
    yield from _second_routes(options)
    if where and where.known and where.text and not where.text.startswith(_KERNELS):
        fault = fault_in_destination(options, where.text)
        yield from [Refusal(where.raw.span, fault)] if fault else []


def wrong_addresses(where: Field) -> Iterator[Refusal]:
    """Yield the fault in the IPv4 address of a destination; a client may have a saved session of that name."""
    login, at, host = where.text.rpartition("@")
    if wrong := destination.address_error(host):
        fault = Fault(f"{wrong}, so there is no such host", "write the address of the host", is_certain=False)
        yield Refusal(where.value[len(login + at) :].span, fault)


def fault_in_destination(options: Iterable[Option], text: str) -> Fault | None:
    """Return what keeps ssh from a login at a destination, or None."""
    if error := destination.destination_error(text):
        return Fault(f"ssh refuses this destination: {error}", "write user@host")
    if wrong := _wrong_address(options, text):
        # No address has more numbers, so a host of that name in the configuration of ssh is possible.
        is_certain = not destination.has_more_numbers(destination.host_of(text))
        unless = "" if is_certain else " unless its configuration has it"
        return Fault(f"{wrong}, so ssh finds no such host{unless}", "write the address of the host", is_certain)
    if scheme := destination.scheme_in_login(text):
        message = f"{scheme}: becomes a part of the login name, and no account has a colon in its name"
        return Fault(message, f"remove {scheme}:")
    if destination.TWO_SEPARATORS in text:
        message = f"{text} has two @ in a row: ssh logs in as a user whose name ends with @"
        return Fault(message, "remove one @", is_certain=False)
    return None


def _wrong_address(options: Iterable[Option], text: str) -> str | None:
    """Return what is wrong with the IPv4 address of a destination, unless a setting replaces it."""
    if any(option.setting[0] in _REPLACING for option in options):
        return None
    return destination.address_error(destination.host_of(text))


def is_forward(option: Option) -> bool:
    """Return whether the option is a ``-R``, a ``-L`` or a setting with the same meaning, with a value."""
    name, value = option.setting
    keyword = keywords().get(name) if name else None
    fact = keyword.value if keyword and value.strip() else option.fact.value
    return fact is not None and fact.kind is ValueKind.FORWARD


def faults_in_option(option: Option, ignored: Iterable[str] = ()) -> Iterator[Fault]:
    """Yield the faults in the value of an option; ``ignored`` are the patterns of IgnoreUnknown."""
    value = option.setting_value or option.value
    if (option.fact.keyword or option.setting[0]).lower() == _IDENTITY and value and is_public_key(value.text):
        yield Fault(PUBLIC_KEY, PRIVATE_KEY, is_certain=False)
    if option.letter == "o":
        yield from _in_setting(option.text, option.setting, ignored)
    elif option.fact.value:
        yield from faults_in_value(option.fact, option.text)


def faults_in_value(fact: OptionFact, text: str) -> Iterator[Fault]:
    """Yield the faults in the value of an option other than ``-o``."""
    if fact.value:
        yield from _judge(fact.value, [text], f"-{fact.name}", is_remote=fact.keyword == _REMOTE)


def faults_in_keyword(name: str, value: str) -> Iterator[Fault]:
    """Yield the faults in a setting, by its name and the value that ssh gets."""
    keyword = keywords().get(name.lower())
    words = split(value)
    if keyword is None:
        yield _unknown(name)
    elif words is None:
        yield Fault(f"a quote in the setting {keyword.name} does not end", "end it")
    elif keyword.is_measured:
        yield from _in_words(keyword, value, words)
    elif keyword.since:
        message = f"only ssh {keyword.since} and later know the setting {keyword.name}"
        yield Fault(message, "remove it if your ssh is older", is_certain=False)


def _in_setting(text: str, setting: tuple[str, str], ignored: Iterable[str]) -> Iterator[Fault]:
    """Yield the faults in ``-o name=value``; ssh ignores an empty setting and a comment."""
    name, value = setting
    if not text.strip() or text.lstrip().startswith("#"):
        return
    if not value.strip():
        yield Fault(f"the setting {text} lacks its value", "write name=value")
    elif name in keywords() or not any(fnmatchcase(name, pattern) for pattern in ignored):
        yield from faults_in_keyword(text.lstrip()[: len(name)], value)


def _in_words(keyword: Keyword, value: str, words: list[str]) -> Iterator[Fault]:
    """Yield the faults in a value; no message repeats it, since it may be a secret."""
    fact, name = keyword.value, f"the setting {keyword.name}"
    if fact.is_line:
        yield from _judge(fact, [value.strip()], name)
    elif not words or not words[0]:
        yield Fault(f"{name} lacks its value", "write name=value")
    elif len(words) > 1 and fact.is_single:
        yield Fault(f"{name} takes one value, not {len(words)}", _QUOTED.format(keyword.name))
    elif fact.kind is ValueKind.FORWARD:
        if not accepts_forward(words, is_remote=keyword.name == _REMOTE):
            yield _refused(name, "address:port host:port")
    else:
        yield from _judge(fact, words, name)


def _judge(fact: ValueFact, words: list[str], subject: str, *, is_remote: bool = False) -> Iterator[Fault]:
    accepted = accepts(fact, words, is_remote=is_remote)
    if accepted is False:
        yield _refused(subject, fact.expected)
    elif accepted is None:
        message = f"only some versions of ssh accept the value of {subject}"
        yield Fault(message, "use one that `ssh -Q` prints", is_certain=False)


def _refused(subject: str, expected: str) -> Fault:
    return Fault(f"ssh refuses the value of {subject}: it is not {expected}", f"write {expected}")


def _unknown(name: str) -> Fault:
    if name.lower() in server_keywords():
        return Fault(f"{name} is a setting of the ssh server: the client does not know it", "remove it")
    like = near(name)
    advice = f"did you mean {like}?" if like else "remove it, unless your ssh knows it"
    return Fault(f"ssh does not know the setting {name}", advice, is_certain=bool(meant_name(name)))


def _second_routes(options: Iterable[Option]) -> Iterator[Refusal]:
    """Yield each ``-J`` after an option that sets the route already; in any other order ssh uses the first one."""
    first = ""
    for option in options:
        name = option.setting[0]
        if option.letter == "J" and first:
            fault = Fault(
                f"ssh refuses -J after {first}", "leave one of them; -J takes several machines, separated by commas"
            )
            yield Refusal(option.span, fault)
        if option.letter == "J" or name in _ROUTES:
            first = first or _ROUTES.get(name, "another -J")


def _names(option: Option) -> list[str]:
    return option.setting[1].lower().strip('"').split(",")
