"""Read the flags of a link: ``-LinkMode Connect -LinkProtocol TCPIP ...``."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from rkconf.link.flags import flags, known_flags
from rkconf.link.name import LinkName, parse_name
from rkconf.record import record
from rkconf.source import Excerpt, Span

_WORD = re.compile(r"""\s*((?:"[^"]*"?|'[^']*'?|[^\s"'])+)""")
_NUMBER = re.compile(r"[0-9]{1,9}")
_QUOTED = re.compile(r"""["']""")
_UNQUOTED = re.compile(r"""[^"']+""")


@record
class Argument:
    """One word: ``raw`` as it is written, quotes included; ``value`` as the program gets it."""

    raw: Excerpt
    value: Excerpt

    @property
    def text(self) -> str:
        """The value as text."""
        return self.value.text

    @property
    def span(self) -> Span:
        """Where it is written."""
        return self.raw.span


@record
class Flag:
    """A flag that MathLink or the kernel knows; ``name`` is spelt as documented, without the dash.

    A flag that ``takes_value`` and whose ``value`` is None is the last word, or another flag follows it.
    """

    name: str
    argument: Argument
    value: Argument | None = None
    takes_value: bool = False

    @property
    def span(self) -> Span:
        """The flag and its value."""
        return self.argument.span.to(self.value.span) if self.value else self.argument.span


@record
class LinkArguments:
    """The words of one side of a link, sorted into flags and other words."""

    arguments: tuple[Argument, ...]
    flags: tuple[Flag, ...]
    unknown: tuple[Argument, ...]
    """Words that begin with a dash and are not a flag of MathLink or the kernel."""
    others: tuple[Argument, ...]
    """Words without a dash that belong to no flag."""

    def flag(self, name: str) -> Flag | None:
        """Return the first flag of that name; ``name`` is spelt as documented."""
        return next((flag for flag in self.flags if flag.name == name), None)

    def value(self, name: str) -> str | None:
        """Return the value of a flag as it is written, or None."""
        flag = self.flag(name)
        return flag.value.text if flag and flag.value else None

    @cached_property
    def mode(self) -> str | None:
        """Launch, Listen or Connect (Create is Listen) in the documented spelling; other text as written; or None."""
        for flag in self.flags:
            if flag.name in flags().alone:
                return flags().alone[flag.name]
            if flag.name == "LinkMode" and flag.value:
                mode = spell(flag.value.text, flags().modes)
                return "Listen" if mode == "Create" else mode
        return None

    @cached_property
    def mode_flag(self) -> Flag | None:
        """The flag that sets the mode."""
        return next((flag for flag in self.flags if flag.name in {"LinkMode", *flags().alone}), None)

    @property
    def protocol(self) -> str | None:
        """The protocol, spelt as documented; None without ``-LinkProtocol``."""
        written = self.value("LinkProtocol")
        return spell(written, flags().protocols) if written else None

    @cached_property
    def name(self) -> LinkName | None:
        """The link name; None where it does not have the form of TCPIP."""
        flag = self.flag("LinkName")
        return parse_name(flag.value.value) if flag and flag.value else None

    @property
    def host(self) -> str | None:
        """The value of ``-LinkHost``."""
        return self.value("LinkHost")

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts of its ports, as far as given: those of the name, ``-LinkHost`` where the name has none."""
        ends = self.name.hosts if self.name else (None,)
        return tuple(host for end in ends if (host := end or self.host))

    @cached_property
    def options(self) -> frozenset[str]:
        """The names of the link options; numbers are split into their bits."""
        return frozenset(_option_names(self.value("LinkOptions") or ""))


def spell(text: str, names: Iterable[str]) -> str:
    """Return the name that equals ``text`` when case is ignored, or ``text`` itself."""
    return next((name for name in names if name.lower() == text.lower()), text)


def read(arguments: Iterable[Argument]) -> LinkArguments:
    """Sort the words of one side into flags, unknown flags and others."""
    words = tuple(arguments)
    flags: list[Flag] = []
    unknown: list[Argument] = []
    others: list[Argument] = []
    at = 0
    while at < len(words):
        flag = _flag(words, at)
        if flag:
            flags.append(flag)
        else:
            (unknown if words[at].text.startswith("-") else others).append(words[at])
        at += 2 if flag and flag.value else 1
    return LinkArguments(words, tuple(flags), tuple(unknown), tuple(others))


def _flag(words: tuple[Argument, ...], at: int) -> Flag | None:
    known = _known(words[at])
    if not known:
        return None
    name, takes_value = known
    following = words[at + 1] if at + 1 < len(words) else None
    if not takes_value or following is None or _known(following):
        return Flag(name, words[at], None, takes_value)
    return Flag(name, words[at], following, takes_value)


def _known(word: Argument) -> tuple[str, bool] | None:
    return known_flags().get(word.text[1:].lower()) if word.text.startswith("-") else None


def split(text: Excerpt) -> tuple[Argument, ...]:
    """Split *Arguments to MLOpen* at spaces; quotes keep a space inside a word (inferred from reports)."""
    return tuple(_split(text))


def _split(text: Excerpt) -> Iterator[Argument]:
    for match in _WORD.finditer(text.text):
        raw = text[match.start(1) : match.end(1)]
        if not _QUOTED.search(raw.text):
            yield Argument(raw, raw)
            continue
        kept = (raw[part.start() : part.end()] for part in _UNQUOTED.finditer(raw.text))
        yield Argument(raw, Excerpt.join(kept, raw.span.start))


def _option_names(text: str) -> Iterator[str]:
    for word in re.split(r"[\s,|+]+", text):
        if _NUMBER.fullmatch(word):
            yield from (name for name, bit in flags().options.items() if bit and int(word) & bit)
        elif word:
            yield spell(word, flags().options)
