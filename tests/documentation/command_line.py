"""docs/cli.md: all commands and options, from the parsers of the command line."""

from argparse import Action, ArgumentParser
from collections.abc import Iterator

from rkconf import cli
from tests import manual
from tests.documentation.markdown import code, table

_PAGE = """\
# The command line

In a terminal, use `rkconf COMMAND --help`, or `man docs/rkconf.1` for [the manual page](rkconf.1).

```console
$ rkconf --help
```

## Exit status

{statuses}
Standard output contains only the result; messages go to standard error. The exit status does not depend on the format.

## Files and environment

{surroundings}
{commands}"""


def page() -> str:
    """Return the page."""
    parsers = manual.commands_of(cli.program())
    return _PAGE.format(
        statuses=table(("status", "meaning"), [(code(key), text) for key, text in manual.STATUS.items()]),
        surroundings=table(
            ("name", "meaning"),
            [(code(key), text) for key, text in {**manual.FILES, **manual.ENVIRONMENT}.items()],
        ),
        commands="\n".join(_command(name, parser) for name, parser in parsers.items()),
    )


def _command(name: str, parser: ArgumentParser) -> str:
    usage = " ".join(parser.format_usage().removeprefix("usage: ").split())
    parts = [f"## `rkconf {name}`\n", f"{parser.description}\n", f"```text\n{usage}\n```\n", *_groups(parser)]
    return "\n".join([*parts, *(_verbatim(*found) for found in manual.HEADING.findall(parser.epilog or ""))])


def _groups(parser: ArgumentParser) -> Iterator[str]:
    for group in parser._action_groups:  # noqa: SLF001 - argparse has no public list of its groups
        rows = [_row(action) for action in group._group_actions if "--help" not in action.option_strings]  # noqa: SLF001 - see above
        if rows:
            is_plain = group.title in {"positional arguments", "options"}
            yield table(("arguments" if is_plain else str(group.title), ""), rows)


def _row(action: Action) -> tuple[str, str]:
    value = action.metavar or ("|".join(map(str, action.choices)) if action.choices else action.dest.upper())
    names = ", ".join(action.option_strings)
    text = (action.help or "") % vars(action)
    return code(" ".join(filter(None, (names, str(value) if action.nargs != 0 else "")))), text


def _verbatim(title: str, text: str) -> str:
    lines = "\n".join(line.removeprefix("  ") for line in text.rstrip("\n").split("\n"))
    return f"{title[:1].upper()}{title[1:]}:\n\n```text\n{lines}\n```\n"
