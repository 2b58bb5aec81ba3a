"""Advise about a line that is not TOML: the line to write instead.

A text without quotes, `yes` for `true`, a backslash in double quotes: the mistakes of people who know other formats.
A value is repeated only if it is a plain word, since another one may contain a password.
"""

import re
from collections.abc import Callable
from typing import TypeAlias

Advice: TypeAlias = Callable[[re.Match[str]], str]

_TRUTH = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}
_PLAIN = re.compile(r"[A-Za-z0-9_./-]+")
_KEY = r"^\s*(?P<key>[\w.-]+)\s*"
_YAML = 'this is YAML; in TOML a table begins with its name in brackets, and its lines are such as key = "value"'
_CURLY = "\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb"


def advice(line: str, column: int) -> str:
    """Return the text to write instead of a line; nothing if the mistake is not a known one.

    Args:
        line: The text of the line, without its end.
        column: The number of characters before the place of the error.
    """
    for pattern, say in _MISTAKES:
        found = pattern.search(line)
        if found and ("string" not in pattern.groupindex or found.start("string") <= column < found.end("string")):
            return say(found)
    return ""


def _backslash(found: re.Match[str]) -> str:
    return f"write a text with backslashes between single quotes: {found['key']} = '...'"


def _value(found: re.Match[str]) -> str:
    key, value = found["key"], found["value"].strip()
    if value.casefold() in _TRUTH:
        return f"write {key} = {_TRUTH[value.casefold()]}"
    quotes = "'...'" if "\\" in value else '"..."'
    return f"a text needs quotes: {key} = " + (f'"{value}"' if _PLAIN.fullmatch(value) else quotes)


def _header(found: re.Match[str]) -> str:
    return f"write [[{found['table']}]], with two brackets, above each of them"


def _spaced(found: re.Match[str]) -> str:
    return f"a key has no spaces: write {'_'.join(found['words'].split()).lower()}"


def _equals_sign(found: re.Match[str]) -> str:
    return f"write {found['key']} = ..., with an equals sign"


def _in_a_list(found: re.Match[str]) -> str:
    return f'each text in a list needs quotes: {found["key"]} = ["{found["value"]}"]'


def _saying(text: str) -> Advice:
    return lambda _: text


_MISTAKES: tuple[tuple[re.Pattern[str], Advice], ...] = tuple(
    (re.compile(pattern), say)
    for pattern, say in (
        (f"[{_CURLY}]", _saying("write straight quotes: \"...\" or '...'")),
        (r"^\s*\[\[?\s*(?P<table>[\w-]+)\s*\]?\]?\s*(#.*)?$", _header),
        (_KEY + r'=\s*(?P<string>"[^"]*\\[^"]*")', _backslash),
        (_KEY + r"(->|==|:=|=>)", _equals_sign),
        (r"[{,]\s*(?P<key>[\w.-]+)\s*:", _equals_sign),
        (r"=\s*\{[^}]*$", _saying("write a table between braces on one line")),
        (r"=\s*\[.*[\"'\w]\s+[\"'\w]", _saying("separate the values of a list with commas")),
        (_KEY + r"=\s*\[[^\"'\]]*?(?P<value>-?(?!true|false)[A-Za-z][\w./-]*)", _in_a_list),
        (_KEY + r"=\s*(#.*)?$", lambda found: f'write a value: {found["key"]} = "..."'),
        (_KEY + r"=\s*(?P<value>[^\s\"'\[{#][^#,\"']*)(#.*)?$", _value),
        (r"^\s*(-\s|[\"']?[\w-]+[\"']?\s*:\s*(#.*)?$)", _saying(_YAML)),
        (r"^\s*[\"']?(?P<key>[\w-]+)[\"']?\s*:", _equals_sign),
        (_KEY + r"$", lambda found: f'write {found["key"]} = "..."'),
        (r"^\s*(?P<words>[A-Za-z]\w*(\s+\w+)+)\s*=", _spaced),
        (
            _KEY + r"=\s*(\"[^\"]*\"|'[^']*'|[^\s,\"'\[{]+)\s*[,;]",
            _saying("write each key on a separate line, without a comma"),
        ),
        (_KEY + r"=\s*(\"[^\"]*|'[^']*)$", _saying("close the quote at the end of the text")),
        (r"^\s*(//|;|--|/\*|\(\*)", _saying("a comment begins with #")),
        (r"^\s*[{<]", _saying('a file of TOML consists of lines such as key = "value"')),
    )
)
