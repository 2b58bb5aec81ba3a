"""docs/settings.md: all settings, from the table of settings."""

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

Settings that a team shares are written to `rkconf.toml`, or to the table `[tool.rkconf]` of a `pyproject.toml`. For
each checked file, rkconf uses the nearest of these files, in its folder or above. The command line takes precedence
over this file, and this file over the files that it extends. Globs have the syntax of `.gitignore`, and paths are
relative to the folder of the settings file.

```toml
{example}```

{table}
An unknown key is an error. An unknown rule is a warning, since it may belong to a newer rkconf:
[unknown-rule](../samples/rules/unknown-rule.md). For editors there is
[a schema](../schemas/settings.schema.json), which `rkconf schema settings` prints too.

`rkconf settings` shows the effective settings of a file and where each comes from. Without a settings file:

```console
$ rkconf settings samples/frontend/clean.m
```
"""


def page() -> str:
    """Return the page."""
    rows = table(("key", "value", "default", "meaning"), map(_row, SETTINGS))
    return _PAGE.format(example=EXAMPLE, table=rows)


def _row(setting: Setting) -> tuple[str, ...]:
    schema = model.schema()["properties"][setting.key]
    default = setting.otherwise if setting.default is None else code(json.dumps(setting.default))
    return code(setting.key), kind(schema), default, setting.summary
