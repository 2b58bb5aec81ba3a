"""docs/settings.md: every setting, of the table of settings."""

import json

from rkconf.settings import model
from rkconf.settings.model import SETTINGS, Setting
from tests.documentation.markdown import code, kind, table

EXAMPLE = """\
version = "5.2"
remote-shell = { "clusters/*.m" = "tcsh" }
exclude = ["archive/"]
fail-on = "warning"

[ignore]
"clusters/*.m" = ["missing-noinit"]
"entry:skye" = ["RK305"]

[severity]
may-prompt = "warning"
"""

_PAGE = """\
# Settings

What a team writes down once: in `rkconf.toml`, or in the table `[tool.rkconf]` of a `pyproject.toml`. For each file
that is checked the nearest of these counts, in its folder or above; the command line wins over it, and it wins over
what it extends. Globs are those of `.gitignore`, and paths begin at the folder of the file that names them.

```toml
{example}```

{table}
A key that is not listed is an error. A word that should name a rule and does not is a warning, since it may be one of a
newer rkconf: [unknown-rule](../samples/rules/unknown-rule.md). Editors read
[the schema](../schemas/settings.schema.json), which `rkconf schema settings` prints too.

`rkconf settings` shows what holds for a file and where each value comes from; where nothing is set:

```console
$ rkconf settings samples/frontend/clean.m
```
"""


def page() -> str:
    """Return the page."""
    rows = table(("key", "what it may be", "default", "what it does"), map(_row, SETTINGS))
    return _PAGE.format(example=EXAMPLE, table=rows)


def _row(setting: Setting) -> tuple[str, ...]:
    schema = model.schema()["properties"][setting.key]
    default = setting.otherwise if setting.default is None else code(json.dumps(setting.default))
    return code(setting.key), kind(schema), default, setting.summary
