"""TOML with the place of each key and value, which `tomllib` does not give."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any, TypeAlias

from rkconf.diagnostics import Problem
from rkconf.limits import DEEPEST_TOML
from rkconf.record import field, record
from rkconf.source import Source, Span
from rkconf.toml_advice import advice

Path: TypeAlias = tuple[str | int, ...]
"""The path to a value: keys, and 0-based indices in lists."""

_SYNTAX_ERROR_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_BYTE_ORDER_MARK = re.compile(r"\A\ufeff")
"""Some editors begin a file with it. It is not part of the document; replacing it with a space keeps the columns."""
_HUGE_NUMBER = re.compile(r"[0-9][0-9_]{4000,}")
_TOKEN = re.compile(
    r"""
      (?P<trivia> [\ \t]+ | \A\xEF\xBB\xBF | \#[^\r\n]* )
    | (?P<line_end> \r?\n )
    | (?P<string> \"\"\" (?:[^\\]|\\.)*? \"{3,5} | ''' .*? '{3,5} | "(?:[^"\\\n]|\\.)*" | '[^'\n]*' )
    | (?P<mark> [\[\]{}=,.] )
    | (?P<bare> [^\s\[\]{}=,.\#"']+ )
    """,
    re.VERBOSE | re.DOTALL,
)


_NESTS = ".[{"
_OPENERS = frozenset("[{")
_CLOSERS = frozenset("]}")


@record
class Place:
    """The spans of a key and its value; for an element of a list, both are its span."""

    key: Span
    value: Span


@record
class Places:
    """The place of every key, by its path."""

    by_path: dict[Path, Place]

    def has(self, path: Path) -> bool:
        """Return whether the document contains ``path``."""
        return path in self.by_path

    def of(self, path: Path) -> Place:
        """Return the place of ``path``; if it has none, that of the nearest enclosing value."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.by_path:
                return self.by_path[path[:length]]
        return Place(Span(0, 0), Span(0, 0))


@record
class _TomlToken:
    kind: str
    text: str
    span: Span


def parse(source: Source) -> dict[str, Any] | Problem:
    """Return the values of a document, or the problem that makes it unreadable."""
    too_deep = _too_deep(source)
    if too_deep:
        message = f"nested more than {DEEPEST_TOML} deep; rkconf does not read this file"
        return Problem("syntax-error", too_deep, message, "write fewer names in this key, or fewer brackets")
    try:
        return tomllib.loads(_BYTE_ORDER_MARK.sub(" ", source.data.decode()))
    except UnicodeDecodeError as error:
        return Problem("syntax-error", Span(error.start, error.end), "TOML must be UTF-8; this byte is not")
    except tomllib.TOMLDecodeError as error:
        return _syntax_error(source, str(error))
    except ValueError:
        return _huge_number(source)


def _too_deep(source: Source) -> Span | None:
    """Return the first place that is nested too deeply; None if there is none.

    The memory of `tomllib` grows with the square of the length of a dotted key.
    """
    if sum(map(source.text.count, _NESTS)) <= DEEPEST_TOML:
        return None
    nesting = _Nesting()
    marks = ((match, match["mark"] or match["line_end"]) for match in _TOKEN.finditer(source.text))
    deep = (match for match, mark in marks if mark and nesting.after(mark) > DEEPEST_TOML)
    return next((Span(*match.span()) for match in deep), None)


class _Nesting:
    """The depth of a place in a document: the brackets around it, and the names of the dotted keys around it."""

    def __init__(self) -> None:
        self._outer = [0]
        """The depths of the open brackets."""
        self._names = 0

    def after(self, mark: str) -> int:
        """Return the depth after another mark, which may be a line end."""
        if mark in _OPENERS:
            self._outer.append(self._outer[-1] + self._names + 1)
            self._names = 0
        elif mark in _CLOSERS:
            inner = self._outer.pop() if len(self._outer) > 1 else 1
            self._names = inner - self._outer[-1] - 1
        elif mark == ".":
            self._names += 1
        elif mark == "," or (mark != "=" and len(self._outer) == 1):
            self._names = 0
        return self._outer[-1] + self._names


def _huge_number(source: Source) -> Problem:
    """Return the problem of a number that Python refuses to read, which takes time that is quadratic in its digits."""
    found = _HUGE_NUMBER.search(source.text)
    message = "not TOML: a number with thousands of digits"
    return Problem("syntax-error", Span(*found.span()) if found else Span(0, 0), message, "write a smaller number")


def _syntax_error(source: Source, message: str) -> Problem:
    place = _SYNTAX_ERROR_PLACE.search(message)
    offset = len(source.data)
    if place and place[1]:
        line = source.line(int(place[1]))
        offset = line.start + len(source.decode(line)[: int(place[2]) - 1].encode())
    end = min(offset + max(1, len(source.decode(Span(offset, len(source.data)))[:1].encode())), len(source.data))
    text = message[: place.start()] if place else message
    at = Span(min(offset, end), end)
    if "overwrite" in text:
        return Problem("syntax-error", at, "not TOML: this key occurs twice in one table", "write each key once")
    return Problem("syntax-error", at, f"not TOML: {text[:1].lower()}{text[1:]}", _advice(source, offset))


def _advice(source: Source, offset: int) -> str:
    """Return the text to write instead of the line of an error, which may be found only in a line after it."""
    number = source.position(offset).line
    written = next((at for at in range(number, 0, -1) if source[source.line(at)].strip()), None)
    if written is None:
        return ""
    line = source.line(written)
    return advice(source.decode(line), len(source.decode(Span(line.start, max(line.start, min(offset, line.end))))))


def locate(source: Source) -> Places:
    """Return the places of a valid document, one that `parse` can read."""
    locator = _Locator(list(_tokens(source)))
    locator.read_document()
    return Places(locator.places)


def comments(source: Source) -> Iterator[Span]:
    """Yield every comment, from ``#`` to the end of its line, also of an invalid document."""
    for match in _TOKEN.finditer(source.text):
        if match[0].startswith("#"):
            yield Span(*match.span())


def _tokens(source: Source) -> Iterator[_TomlToken]:
    for match in _TOKEN.finditer(source.text):
        if match.lastgroup and match.lastgroup != "trivia":
            yield _TomlToken(match.lastgroup, match[0], Span(*match.span()))
    yield _TomlToken("line_end", "", Span(len(source.data), len(source.data)))


@record(frozen=False)
class _Locator:
    """Finds the places of a valid document in one pass over its tokens."""

    tokens: list[_TomlToken]
    at: int = 0
    places: dict[Path, Place] = field(default_factory=dict)
    lengths: dict[Path, int] = field(default_factory=dict)

    def read_document(self) -> None:
        table: Path = ()
        while self.at < len(self.tokens):
            if self._next.kind == "line_end":
                self.at += 1
            elif self._next.text == "[":
                table = self._read_header()
            else:
                self._read_pair(table)

    @property
    def _next(self) -> _TomlToken:
        return self.tokens[self.at]

    def _take(self) -> _TomlToken:
        self.at += 1
        return self.tokens[self.at - 1]

    def _take_if(self, text: str) -> bool:
        found = self._next.text == text and self._next.kind == "mark"
        self.at += found
        return found

    def _skip_line_ends(self) -> None:
        while self._next.kind == "line_end":
            self.at += 1

    def _read_header(self) -> Path:
        start = self._take().span
        repeated = self._take_if("[")
        keys = list(self._read_keys())
        end = self._take().span
        end = self._take().span if repeated else end
        path = self._inside(keys, repeated=repeated)
        place = Place(start.to(end), start.to(end))
        self.places[path] = place
        if repeated:
            self.places.setdefault(path[:-1], place)
        return path

    def _inside(self, keys: list[tuple[str, Span]], *, repeated: bool) -> Path:
        """Return the path of a header; in a list of tables, that of the last one."""
        path: Path = ()
        for key, _ in keys:
            path = (*path, key)
            if repeated and len(path) - sum(isinstance(step, int) for step in path) == len(keys):
                self.lengths[path] = self.lengths.get(path, 0) + 1
            if path in self.lengths:
                path = (*path, self.lengths[path] - 1)
        return path

    def _read_keys(self) -> Iterator[tuple[str, Span]]:
        while True:
            token = self._take()
            yield (_unquoted(token) if token.kind == "string" else _utf8(token.text)), token.span
            if not self._take_if("."):
                return

    def _read_pair(self, table: Path) -> None:
        keys = list(self._read_keys())
        self._take()
        path = (*table, *(key for key, _ in keys))
        key = keys[0][1].to(keys[-1][1])
        value = self._read_value(path)
        for length in range(len(table) + 1, len(path)):
            self.places.setdefault(path[:length], Place(key, value))
        self.places[path] = Place(key, value)

    def _read_value(self, path: Path) -> Span:
        if self._next.text == "[":
            return self._read_list(path)
        if self._next.text == "{":
            return self._read_inline_table(path)
        span = self._take().span
        while self._next.kind in {"bare", "string"} or self._next.text == ".":
            span = span.to(self._take().span)
        return span

    def _read_list(self, path: Path) -> Span:
        start = self._take().span
        index = 0
        self._skip_line_ends()
        while self._next.text != "]":
            value = self._read_value((*path, index))
            self.places[*path, index] = Place(value, value)
            index += 1
            self._skip_line_ends()
            self._take_if(",")
            self._skip_line_ends()
        return start.to(self._take().span)

    def _read_inline_table(self, path: Path) -> Span:
        start = self._take().span
        self._skip_line_ends()
        while self._next.text != "}":
            self._read_pair(path)
            self._skip_line_ends()
            self._take_if(",")
            self._skip_line_ends()
        return start.to(self._take().span)


def _unquoted(token: _TomlToken) -> str:
    key: str = tomllib.loads(f"value = {_utf8(token.text)}")["value"]
    return key


def _utf8(text: str) -> str:
    return text.encode("latin-1").decode("utf-8", errors="replace")
