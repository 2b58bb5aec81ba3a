"""Options in code that no line breaks after their hyphen, as on the page that checks a command."""

import re

_CODE = re.compile(r"<code[ >].*?</code>", re.DOTALL)
_TAG = re.compile(r"(<[^>]*>)")
_OPTION = re.compile(r"(?<!\S)--?[A-Za-z][\w-]{0,30}(?!\S)")
"""A longer one may be wider than a line of a phone."""


def on_page_content(html: str, **_: object) -> str:
    """Return the content of a page with each option in a span, which `docs/site.css` keeps on one line."""
    return _CODE.sub(lambda code: _marked(code[0]), html)


def _marked(code: str) -> str:
    return "".join(
        part if part.startswith("<") else _OPTION.sub(r'<span class="option">\g<0></span>', part)
        for part in _TAG.split(code)
    )
