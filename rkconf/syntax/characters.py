r"""Named characters of the Wolfram Language, such as ``\[Alpha]``.

The names of letters follow a pattern of Unicode (``\[Alpha]`` is `GREEK SMALL LETTER ALPHA`, ``\[CapitalEAcute]``
is `LATIN CAPITAL LETTER E WITH ACUTE`); other characters that may occur in a name or a command are listed.
"""

import re
import unicodedata
from functools import cache

from rkconf.deferred import pattern

_RAW = {
    "RawTab": "\t", "NewLine": "\n", "RawReturn": "\r", "RawEscape": "\x1b", "RawSpace": " ",
    "RawExclamation": "!", "RawDoubleQuote": '"', "RawNumberSign": "#", "RawDollar": "$", "RawPercent": "%",
    "RawAmpersand": "&", "RawQuote": "'", "RawLeftParenthesis": "(", "RawRightParenthesis": ")", "RawStar": "*",
    "RawPlus": "+", "RawComma": ",", "RawDash": "-", "RawDot": ".", "RawSlash": "/", "RawColon": ":",
    "RawSemicolon": ";", "RawLess": "<", "RawEqual": "=", "RawGreater": ">", "RawQuestion": "?", "RawAt": "@",
    "RawLeftBracket": "[", "RawBackslash": "\\", "RawRightBracket": "]", "RawWedge": "^", "RawUnderscore": "_",
    "RawBackquote": "`", "RawLeftBrace": "{", "RawVerticalBar": "|", "RawRightBrace": "}", "RawTilde": "~",
}  # fmt: skip

_LISTED = {
    "NonBreakingSpace": "\u00a0", "NoBreak": "\u2060", "Hyphen": "\u2010", "Dash": "\u2013",
    "LongDash": "\u2014", "OpenCurlyQuote": "\u2018", "CloseCurlyQuote": "\u2019",
    "OpenCurlyDoubleQuote": "\u201c", "CloseCurlyDoubleQuote": "\u201d", "Ellipsis": "\u2026", "Bullet": "\u2022",
    "SZ": "\u00df", "AE": "\u00e6", "CapitalAE": "\u00c6", "Thorn": "\u00fe", "CapitalThorn": "\u00de",
    "Eth": "\u00f0", "CapitalEth": "\u00d0", "DotlessI": "\u0131", "Degree": "\u00b0", "Euro": "\u20ac",
    "Sterling": "\u00a3", "Cent": "\u00a2", "Yen": "\u00a5", "Section": "\u00a7", "Paragraph": "\u00b6",
    "Copyright": "\u00a9", "RegisteredTrademark": "\u00ae", "Trademark": "\u2122", "Micro": "\u00b5",
    "Times": "\u00d7", "Divide": "\u00f7", "PlusMinus": "\u00b1", "LeftGuillemet": "\u00ab",
    "RightGuillemet": "\u00bb", "DownExclamation": "\u00a1", "DownQuestion": "\u00bf", "LessEqual": "\u2264",
    "GreaterEqual": "\u2265", "NotEqual": "\u2260", "Infinity": "\u221e", "RightArrow": "\u2192",
    "LeftArrow": "\u2190", "LineSeparator": "\u2028", "ParagraphSeparator": "\u2029", "Rule": "\uf522",
    "RuleDelayed": "\uf51f",
}  # fmt: skip

_ACCENTS = {
    "Acute": "ACUTE", "Grave": "GRAVE", "Hat": "CIRCUMFLEX", "Tilde": "TILDE", "DoubleDot": "DIAERESIS",
    "Ring": "RING ABOVE", "Cedilla": "CEDILLA", "Slash": "STROKE", "Bar": "MACRON", "Cup": "BREVE",
    "Hacek": "CARON", "DoubleAcute": "DOUBLE ACUTE",
}  # fmt: skip
_ACCENTED = pattern(rf"(?P<size>Capital)?(?P<letter>[A-Z])(?P<accent>{'|'.join(_ACCENTS)})")
_GREEK = pattern(r"(?P<size>Capital)?(?P<letter>[A-Z][a-z]+)")


@cache
def character(name: str) -> str | None:
    r"""Return the character ``\[name]``; None for an unknown name."""
    return _RAW.get(name) or _LISTED.get(name) or _letter(name)


def _letter(name: str) -> str | None:
    try:
        if accented := _ACCENTED.fullmatch(name):
            accent = _ACCENTS[accented["accent"]]
            return unicodedata.lookup(f"LATIN {_size(accented)} LETTER {accented['letter']} WITH {accent}")
        if greek := _GREEK.fullmatch(name):
            return unicodedata.lookup(f"GREEK {_size(greek)} LETTER {greek['letter']}")
    except KeyError:
        pass
    return None


def _size(name: re.Match[str]) -> str:
    return "CAPITAL" if name["size"] else "SMALL"
