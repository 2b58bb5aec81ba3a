r"""Write Wolfram text as the cells of a notebook, in each form that versions of the Front End have written."""

import re
from collections.abc import Callable, Iterator

_TOKEN = re.compile(
    r"""
      (?P<string>"[^"\\]*(?:\\.[^"\\]*)*")
    | (?P<comment>\(\*.*?\*\))
    | (?P<line>\s*\n\s*)
    | (?P<space>\s+)
    | (?P<opener>[\[({]|<\|)
    | (?P<closer>[\])}]|\|>)
    | (?P<word>[\w$`\x80-\xff]+)
    | (?P<operator>\\\[\w+\]|<>|->|:>|:=|==|//|&&|\|\||.)
    """,
    re.VERBOSE | re.DOTALL,
)
_UNIT = re.compile(r"\\(?:\[\w+\]|.)|.", re.DOTALL)
_LINE_LENGTH = 70


def cell(content: str, style: str = "Input") -> str:
    return f'Cell[{content}, "{style}"]'


def notebook(*cells: str, header: str = "") -> bytes:
    """Return the bytes of a notebook with one group of cells."""
    group = ",\n".join(cells)
    return f"{header}Notebook[{{\nCell[CellGroupData[{{\n{group}\n}}, Open]]\n}},\nWindowSize->{{808, 911}}]\n".encode()


def in_boxes(code: str) -> str:
    """Return the content of a cell as version 6 and later write it."""
    return f"BoxData[\n {_row(_TOKEN.finditer(code))}]"


def in_text(code: str) -> str:
    """Return the content of a cell without boxes, in lines of limited length."""
    units = (unit[0] for unit in _UNIT.finditer(_quoted(code)))
    return f'"\\<\\\n{"".join(_wrapped(units))}\\\n\\>"'


def in_linear_syntax(code: str) -> str:
    r"""Return the content of a cell as versions 3 to 5 wrote it, between ``\(`` and ``\)``."""
    return f"BoxData[\n    \\(\\({''.join(map(_linear, _TOKEN.finditer(code)))}\\)\\)]"


FORMS: dict[str, Callable[[str], str]] = {"boxes": in_boxes, "text": in_text, "linear syntax": in_linear_syntax}


def _row(tokens: Iterator[re.Match[str]]) -> str:
    items = [[""]]  # one list for each open bracket; the first item of each is its bracket
    for token in tokens:
        match token.lastgroup:
            case "opener":
                items.append([f'"{token[0]}"'])
            case "closer":
                opener, *inner = items.pop()
                items[-1].append(f'RowBox[{{{opener}, RowBox[{{{",".join(inner)}}}], "{token[0]}"}}]')
            case _:
                items[-1].append(_box(token))
    return f"RowBox[{{{', '.join(items[0][1:])}}}]"


def _box(token: re.Match[str]) -> str:
    match token.lastgroup:
        case "string":
            return rf'"\"\<{_quoted(token[0][1:-1])}\>\""'
        case "line":
            return r'"\[IndentingNewLine]"'
        case "operator" if token[0].startswith("\\["):
            return f'"{token[0]}"'
        case _:
            return f'"{_quoted(token[0])}"'


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _wrapped(units: Iterator[str]) -> Iterator[str]:
    length = 0
    for unit in units:
        if length > _LINE_LENGTH:
            yield "\\\n"
            length = 0
        yield unit
        length += len(unit)


def _linear(token: re.Match[str]) -> str:
    match token.lastgroup:
        case "string":
            return rf'"\<{token[0][1:-1]}\>"'
        case "comment":
            return token[0].replace(" ", "\\ ")
        case "line":
            return "\\[IndentingNewLine]\n      "
        case _:
            return token[0]
