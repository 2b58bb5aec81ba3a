"""docs/messages.md: the table of the pages about messages, made from their titles and first sentences."""

import re
from pathlib import Path

from tests.conftest import CHECKOUT
from tests.documentation.markdown import table

FOLDER = CHECKOUT / "docs" / "messages"
_SENTENCE = re.compile(r"(.+?[.:])(?:\s|$)", re.DOTALL)
_PAGE = """\
# Messages

Each page has the meaning of a message, its causes, the likeliest first, a command that distinguishes each from the
others, and the mend. `rkconf doctor` tries a kernel and names the one cause:

```sh
rkconf doctor init.m skye
```

{messages}"""


def page() -> str:
    """Return the page."""
    return _PAGE.format(messages=table(("message", "meaning"), map(_row, sorted(FOLDER.glob("*.md")))))


def _row(path: Path) -> tuple[str, str]:
    title, _, text = path.read_text().removeprefix("# ").partition("\n\n")
    meaning = _SENTENCE.match(text)
    return f"[{title}](messages/{path.name})", meaning[1].rstrip(":") if meaning else ""
