"""Whether two launch commands mean the same: the login, the forwards, the kernel and its link; not the words."""

import operator
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import TypeAlias

from rkconf.command import Connection, Journey, Launch, read_by, target
from rkconf.command.lifetime import returns_early
from rkconf.extraction.installation import Installation
from rkconf.extraction.plain_journeys import HARMLESS, is_plain, readings, same_words
from rkconf.extraction.ssh_fields import LOGIN, keyword
from rkconf.link import LinkArguments, split
from rkconf.link import read as read_link
from rkconf.link.arguments import spell
from rkconf.link.flags import flags
from rkconf.link.name import LOOPBACK_ADDRESS
from rkconf.record import record, replace
from rkconf.source import Excerpt, Source

Text: TypeAlias = tuple[str, frozenset[str]]
"""A text that arrives, and the placeholders whose values are parts of it: another launch has other values."""

_ADDED = frozenset({("S", "none"), ("o", "ExitOnForwardFailure=yes")})
"""The options that rkconf adds to a tunnel, so that an incomplete one fails."""
_REPLACED = frozenset({"controlpath", "exitonforwardfailure"})
"""The keywords of these options: where a command sets one, an added option would change it."""
_LISTENS_ELSEWHERE = frozenset({"gatewayports"})
"""The keywords with which a forward without an address listens on other addresses than loopback."""


@record
class Comparison:
    """When fields replace verbatim texts: a comparison of the commands, and one of the arguments to MLOpen."""

    commands: Callable[[Launch, str | None, Installation], bool]
    arguments: Callable[[str | None, str | None], bool]
    is_tidy: bool = False
    """Whether the words of a rendered command may have another order."""


@record
class CommandMeaning:
    """The effects of a launch command: the same for commands that differ in quotes, spelling and the order of words."""

    login: tuple[Text, str | None, int | None]
    options: tuple[tuple[str, str], ...]
    forwards: frozenset[tuple[str, str | None, int, str, int]]
    program: Text
    link: frozenset[tuple[str, Text | None]]
    returns_early: bool
    """Whether it returns before the kernel ends."""
    redirected: tuple[tuple[str, str], ...]
    """The redirections of the local shell: each operator and its target."""
    problems: frozenset[str]
    """The rules of the problems that a shell has with it: fish, for example, has its own ``math``."""


def same_meaning(launch: Launch, text: str | None, front_end: Installation) -> bool:
    """Return whether a rendered command does what a launch command does, in every shell that may read it."""
    if same_words(launch, text, front_end):
        return True
    if text is None:
        return False
    old = _meanings(launch, front_end)
    new = _meanings(replace(launch, command=Source("", text.encode()).excerpt()), front_end)
    return old.keys() == new.keys() and all(_is_same(old[pair], new[pair]) for pair in old)


def same_arguments(old: str | None, new: str | None) -> bool:
    """Return whether two texts for MLOpen have the same flags."""
    if old is None or new is None:
        return old == new
    return _flags_of(old) == _flags_of(new)


WORDS = Comparison(same_words, operator.eq)
"""Fields replace a command that both shells read as the same words."""
MEANING = Comparison(same_meaning, same_arguments, is_tidy=True)
"""Fields replace a command that means the same."""


def _meanings(launch: Launch, front_end: Installation) -> Mapping[tuple[str, str], CommandMeaning | None]:
    """Return the meaning of a command for each pair of shells that may read it; None where it is unknown."""
    judged_for = target(front_end.version, front_end.version, front_end.os)
    found: dict[tuple[str, str], CommandMeaning | None] = {}
    for journey in readings(launch, read_by(launch, judged_for)):
        pairs = product(journey.local_shells, journey.remote_shells or ("",))
        found |= dict.fromkeys(pairs, _meaning(journey))
    return found


def _is_same(old: CommandMeaning | None, new: CommandMeaning | None) -> bool:
    return old is not None and new is not None and old in {new, _without_additions(new, old)}


def _meaning(journey: Journey) -> CommandMeaning | None:
    """Return the meaning of a journey; None where it has parts that the journey of a rendered command never has."""
    connection, kernel = journey.connection, journey.kernel
    if not connection or not connection.destination or not kernel or not is_plain(journey, HARMLESS):
        return None
    link = _link(journey, kernel.link)
    if link is None or _listens_elsewhere(connection):
        return None
    return CommandMeaning(
        login=((connection.host, _sources(journey, connection.destination.value)), connection.user, connection.port),
        options=tuple(_options(connection)),
        forwards=frozenset(
            (each.letter, each.address or LOOPBACK_ADDRESS, each.port, each.host, each.host_port)
            for each in connection.forwards
        ),
        program=(kernel.program.text, _sources(journey, kernel.program.value)),
        link=link,
        returns_early=returns_early(journey),
        redirected=tuple(_redirected(journey)),
        problems=frozenset(problem.rule for problem in journey.problems),
    )


def _redirected(journey: Journey) -> Iterator[tuple[str, str]]:
    for each in journey.execution.redirected if journey.execution else ():
        yield each.operator.text, each.target.text


def _sources(journey: Journey, value: Excerpt) -> frozenset[str]:
    """Return the names of the placeholders whose values are parts of a text."""
    names = {each.name for each in journey.filled.placeholders}
    return frozenset(name for name in names if journey.filled.derives(value, name))


def _options(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield the options that are neither a forward nor a part of the login, in their order."""
    forwards = {forward.option.span for forward in connection.forwards}
    for option in connection.options:
        if option.span not in forwards and keyword(option) not in LOGIN:
            yield option.letter, option.text


def _listens_elsewhere(connection: Connection) -> bool:
    named = set(map(keyword, connection.options))
    return bool(named & _LISTENS_ELSEWHERE) or bool(connection.given("g"))


def _link(journey: Journey, link: LinkArguments) -> frozenset[tuple[str, Text | None]] | None:
    """Return the flags with their values; None where a word has no flag, or a flag occurs twice."""
    if link.others or link.unknown or len({flag.name for flag in link.flags}) < len(link.flags):
        return None
    found = ((flag.name, flag.value.value if flag.value else None) for flag in link.flags)
    return frozenset(
        (name, None if value is None else (_spelt(name, value.text), _sources(journey, value))) for name, value in found
    )


def _spelt(name: str, value: str) -> str:
    """Return the value of a flag in the documented spelling."""
    known = {"LinkMode": flags().modes, "LinkProtocol": flags().protocols}
    return spell(value, known[name]) if name in known else value


def _without_additions(new: CommandMeaning, old: CommandMeaning) -> CommandMeaning:
    """Return the meaning without the options that rkconf adds to a tunnel, unless the old command sets others."""
    named = {text.partition("=")[0].strip().lower() if letter == "o" else letter for letter, text in old.options}
    if not new.forwards or named & _REPLACED or "S" in named:
        return new
    return replace(new, options=tuple(each for each in new.options if each not in _ADDED))


def _flags_of(text: str) -> tuple[object, ...]:
    found = read_link(split(Source("", text.encode()).excerpt()))
    rest = (*(each.text for each in found.others), *(each.text for each in found.unknown))
    values = ((flag.name, _spelt(flag.name, flag.value.text) if flag.value else None) for flag in found.flags)
    return (*sorted(values, key=str), *rest)
