"""Mutations of a text that know its tokens: of a command, a Wolfram file, a specification or a settings file."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from random import Random
from typing import Any, NamedTuple

from rkconf import tables
from tests.fuzz import samples
from tests.fuzz.resources import vocabulary
from tests.live import vocabulary as shells

SECRET = "Xyzzy7Pass"  # noqa: S105 - a mark to search for
"""The password that is planted into commands; no sample and no word of rkconf contains it."""
_LONGEST = 6_000

_COMMAND = re.compile(r"""`[^`\s]*`|\\.|["']|\$[{(]*|[\w./@:,=%+-]+|\s+|.""", re.DOTALL)
_WOLFRAM = re.compile(r"""\(\*|\*\)|"(?:[^"\\]|\\.)*"|[A-Za-z$`][\w$`]*|[-:]>|\\\n|\s+|\d+|.""", re.DOTALL)
_TOML = re.compile(r"""\[\[[^]\n]*\]\]|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|\#[^\n]*|[\w.-]+|\n|\s+|.""", re.DOTALL)

_NUMBER = re.compile(r"[0-9]+")

Tokens = list[str]


class Grammar(NamedTuple):
    """A kind of text: its tokens, the words to insert, what is around a word, and the texts to splice with."""

    token: re.Pattern[str]
    words: tuple[str, ...]
    wraps: tuple[tuple[str, str], ...]
    texts: tuple[str, ...]
    space: str = ""


@cache
def grammars() -> dict[str, Grammar]:
    """Return the grammars by kind."""
    found, words = samples.load(), vocabulary()
    wraps = tuple((before, after) for before, after in words["wraps"])
    command = (*words["command"], *words["operators"], *_flags(), *_options(), *_shell_words())
    lists = (("{", "}"), ("(* ", " *)"), ('"', '"'), ("Table[", ", {2}]"), ("(", ")"), ("f[", "]"))
    tables_of = (('"', '"'), ("[", "]"), ("{ a = ", " }"), ("'''", "'''"))
    return {
        "launch": Grammar(_COMMAND, command, wraps, found.launch, " "),
        "parallel": Grammar(_COMMAND, command, wraps, (*found.parallel, *found.launch), " "),
        "mlopen": Grammar(_COMMAND, command, (('"', '"'), ("'", "'")), found.mlopen, " "),
        "wl": Grammar(_WOLFRAM, tuple(words["wolfram"]), lists, found.wl),
        "toml": Grammar(_TOML, tuple(words["toml"]), tables_of, found.toml),
        "settings": Grammar(_TOML, tuple(words["settings"]), tables_of, SETTINGS),
    }


SETTINGS = (
    'version = "5.2"\nremote-shell = { "clusters/*.m" = "tcsh" }\nexclude = ["archive/"]\nfail-on = "warning"\n',
    '[ignore]\n"*.m" = ["missing-noinit"]\n"entry:skye" = ["RK305"]\n\n[severity]\nmay-prompt = "warning"\n',
    'select = ["RK3", "RK402"]\nextend-select = ["RK1"]\nignore = ["RK108"]\nlocal-shell = "tcsh"\n',
    'extend = "other.toml"\nbaseline = "base.json"\nkernel-version = "6"\n',
    '[tool.rkconf]\nseverity = { RK108 = "error", link-mode = "info" }\nfail-on = "never"\n',
)
"""Settings files to mutate; ``samples/`` has none."""


def _flags() -> tuple[str, ...]:
    flags: Any = tables.content("link/flags.toml")
    values = (*flags["modes"], *flags["protocols"], *flags["options"])
    return (*(f"-{name}" for name in (*flags["link"], *flags["alone"], *flags["kernel"])), *values)


def _options() -> tuple[str, ...]:
    options = tables.content("ssh/clients.toml")["ssh"]["options"]
    keywords = tables.content("ssh/keywords.toml")["client"]["keywords"]
    return (*(f"-{letter}" for letter in options), *(f"-o {name}=yes" for name in keywords))


def _shell_words() -> tuple[str, ...]:
    families: tuple[shells.Family, ...] = ("posix", "csh", "fish")
    found = [word for family in families for word in (*shells.EXPANSIONS[family], *shells.REDIRECTIONS[family])]
    found += [prefix for family in families for prefix in shells.PREFIXES[family]]
    found += [part for family in families for parts in shells.COMPOUND[family] for part in parts]
    found += [*shells.EVERYWHERE, *shells.PATTERNS, *shells.SET_E, *shells.EXITS, *shells.QUIET]
    return tuple(dict.fromkeys(found))


def mutated(text: str, kind: str, random: Random) -> str:
    """Return the text after none to a dozen mutations."""
    grammar = grammars()[kind]
    tokens = grammar.token.findall(text)
    for _ in range(random.choice((0, 1, 1, 1, 2, 2, 3, 4, 6, 12))):
        tokens = random.choice(_MUTATIONS)(tokens, grammar, random)
        if sum(map(len, tokens)) > _LONGEST:
            break
    return "".join(tokens)[:_LONGEST]


def _slice(tokens: Sequence[str], random: Random, most: int = 12) -> tuple[int, int]:
    start = random.randint(0, len(tokens))
    return start, min(len(tokens), start + random.randint(0, random.choice((1, 2, most))))


def _deleted(tokens: Tokens, _: Grammar, random: Random) -> Tokens:
    start, end = _slice(tokens, random)
    return [*tokens[:start], *tokens[end:]]


def _repeated(tokens: Tokens, _: Grammar, random: Random) -> Tokens:
    start, end = _slice(tokens, random)
    return [*tokens[:start], *tokens[start:end] * random.choice((2, 2, 2, 3, 9)), *tokens[end:]]


def _moved(tokens: Tokens, _: Grammar, random: Random) -> Tokens:
    start, end = _slice(tokens, random)
    rest = [*tokens[:start], *tokens[end:]]
    place = random.randint(0, len(rest))
    return [*rest[:place], *tokens[start:end], *rest[place:]]


def _replaced(tokens: Tokens, grammar: Grammar, random: Random) -> Tokens:
    start, end = _slice(tokens, random, 2)
    return [*tokens[:start], random.choice(grammar.words), *tokens[end:]]


def _inserted(tokens: Tokens, grammar: Grammar, random: Random) -> Tokens:
    place = random.randint(0, len(tokens))
    return [*tokens[:place], grammar.space, random.choice(grammar.words), grammar.space, *tokens[place:]]


def _spliced(tokens: Tokens, grammar: Grammar, random: Random) -> Tokens:
    other = grammar.token.findall(random.choice(grammar.texts))
    (start, end), (first, last) = _slice(tokens, random, 20), _slice(other, random, 40)
    return [*tokens[:start], *other[first:last], *tokens[end:]]


def _wrapped(tokens: Tokens, grammar: Grammar, random: Random) -> Tokens:
    start, end = (0, len(tokens)) if random.random() < 0.5 else _slice(tokens, random, 20)
    before, after = random.choice(grammar.wraps)
    return [*tokens[:start], before, *tokens[start:end], after, *tokens[end:]]


def _disturbed(tokens: Tokens, _: Grammar, random: Random) -> Tokens:
    """Insert, replace or delete one character, or change the case of a token."""
    if not tokens:
        return tokens
    place = random.randrange(len(tokens))
    token = tokens[place]
    at = random.randint(0, len(token))
    odd = random.choice(vocabulary()["odd"])
    forms = (token[:at] + odd + token[at:], token[:at] + odd + token[at + 1 :], token[:at] + token[at + 1 :])
    return [*tokens[:place], random.choice((*forms, token.swapcase(), token[::-1])), *tokens[place + 1 :]]


def _in_variable(tokens: Tokens, grammar: Grammar, random: Random) -> Tokens:
    """Move a piece of a command into a variable."""
    if not grammar.space or not tokens:
        return tokens
    start, end = _slice(tokens, random)
    name, mark = random.choice("AB"), random.choice(("'", '"', ""))
    setter = random.choice(("{}={}; ", "{}={} && ", "export {}={}; ", "set {}={}; ", "{}={} "))
    assignment = setter.format(name, f"{mark}{''.join(tokens[start:end])}{mark}")
    return [assignment, *tokens[:start], random.choice((f"${name}", f'"${name}"', f"${{{name}}}")), *tokens[end:]]


def _renumbered(tokens: Tokens, _: Grammar, random: Random) -> Tokens:
    """Write another number for one of them, or something that only looks like a number."""
    places = [place for place, token in enumerate(tokens) if _NUMBER.search(token)]
    if not places:
        return tokens
    place = random.choice(places)
    number = random.choice(("0", "1", "-1", "007", "1024", "65535", "65536", "\u00b2", "\u0663", "9" * 30, "9" * 4_400))
    return [*tokens[:place], _NUMBER.sub(lambda _: number, tokens[place], count=1), *tokens[place + 1 :]]


_MUTATIONS: tuple[Callable[[Tokens, Grammar, Random], Tokens], ...] = (
    *(_deleted, _repeated, _moved, _replaced, _replaced, _inserted, _inserted),
    *(_spliced, _wrapped, _disturbed, _disturbed, _renumbered, _in_variable),
)


def disturbed_bytes(data: bytes, random: Random) -> bytes:
    """Return bytes with another encoding, other line ends, or a few other bytes."""
    return random.choice(_DISTURBANCES)(data, random)


def _line_ends(data: bytes, random: Random) -> bytes:
    return data.replace(b"\n", random.choice((b"\r\n", b"\r", b"\n\n", b"\r\r\n")))


def _encoded(data: bytes, random: Random) -> bytes:
    encoding = random.choice(("latin-1", "utf-16", "utf-8-sig", "utf-16-le", "cp1252"))
    return data.decode(errors="replace").encode(encoding, errors="replace")


def _other_bytes(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randint(1, 4)):
        place = random.randint(0, len(changed))
        changed[place : place + random.randint(0, 2)] = random.randbytes(random.randint(0, 3))
    return bytes(changed)


def _one_byte(data: bytes, random: Random) -> bytes:
    place = random.randrange(len(data)) if data else 0
    return data[:place] + random.randbytes(1) + data[place + 1 :]


def _cut(data: bytes, random: Random) -> bytes:
    return data[: random.randint(0, len(data))]


_DISTURBANCES: tuple[Callable[[bytes, Random], bytes], ...] = (
    *(_line_ends, _line_ends, _encoded, _other_bytes, _one_byte, _one_byte, _cut),
)
