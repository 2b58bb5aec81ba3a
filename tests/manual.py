"""The manual page, made of the parsers and the table of settings; `pytest --accept` writes docs/rkconf.1."""

import re
from argparse import Action, ArgumentParser, _SubParsersAction
from collections.abc import Iterator, Mapping

from rkconf import __version__, cli
from rkconf.settings.model import SETTINGS

HEADING = re.compile(r"^(\S.*):\n((?:  .*\n?)+)", re.MULTILINE)

_ABOUT = """\
rkconf checks, writes and converts the configurations with which a Mathematica Front End starts a kernel on another
machine: its file of kernels, templates of parallel kernels, specifications in TOML, and single launch commands."""

STATUS = {
    "0": "Nothing as severe as --fail-on was found, and nothing would be lost.",
    "1": "Something was found, would change, would be lost, or cannot work.",
    "2": "Wrong usage, unreadable input, or something that cannot be done.",
    "129, 130, 143": "SIGHUP, SIGINT or SIGTERM ended the run; a file is then as before, or completely written.",
}
FILES = {
    "rkconf.toml": "Settings; for each file that is checked, the nearest one in its folder or above counts.",
    "pyproject.toml": "The same in its table [tool.rkconf].",
    ".gitignore": "What it excludes is not searched.",
    "kernels.toml, *.kernels.toml": "Specifications, as they are found in a folder.",
}
ENVIRONMENT = {
    "NO_COLOR, FORCE_COLOR": "Never colours, or always; --color wins over both.",
    "XDG_CACHE_HOME": "Where built grammars are kept, in the folder rkconf; by default ~/.cache.",
}


def manual() -> str:
    """Return the page as `man` reads it."""
    commands = commands_of(cli.program())
    parts = [
        f'.TH RKCONF 1 "" "rkconf {__version__}" "User Commands"\n.nh\n.ad l',
        _section("NAME", "rkconf \\- check, write and convert Mathematica remote\\-kernel configurations"),
        _section("SYNOPSIS", ".B rkconf\n.I COMMAND\n[...]\n.br\n.B rkconf \\-\\-version"),
        _section("DESCRIPTION", f"{_text(_ABOUT)}\n.PP\n{_list(cli.COMMANDS)}"),
        _section("COMMANDS", "\n".join(_command(name, parser) for name, parser in commands.items())),
        _section("SETTINGS", _list({setting.key: setting.summary for setting in SETTINGS})),
        _section("EXIT STATUS", _list(STATUS)),
        _section("FILES", _list(FILES)),
        _section("ENVIRONMENT", _list(ENVIRONMENT)),
    ]
    return "\n".join(parts) + "\n"


def commands_of(program: ArgumentParser) -> Mapping[str, ArgumentParser]:
    # argparse has no public way to what it was given.
    (commands,) = (action for action in program._actions if isinstance(action, _SubParsersAction))  # noqa: SLF001 - see above
    return commands.choices


def _section(title: str, body: str) -> str:
    return f".SH {title}\n{body}"


def _command(name: str, parser: ArgumentParser) -> str:
    usage = " ".join(parser.format_usage().removeprefix("usage: ").split())
    lines = [f".SS rkconf {name}", _text(parser.description or ""), ".PP", f".B {_text(usage)}", *_groups(parser)]
    lines += [_verbatim(*found) for found in HEADING.findall(parser.epilog or "")]
    return "\n".join(lines)


def _groups(parser: ArgumentParser) -> Iterator[str]:
    for group in parser._action_groups:  # noqa: SLF001 - see above
        actions = [action for action in group._group_actions if "--help" not in action.option_strings]  # noqa: SLF001 - see above
        if actions and group.title not in {"positional arguments", "options"}:
            yield f".PP\n{_text(_sentence(group.title))}:"
        yield from (f".TP\n{_action(action)}\n{_text((action.help or '') % vars(action))}" for action in actions)


def _sentence(title: str | None) -> str:
    return title[:1].upper() + title[1:] if title else ""


def _action(action: Action) -> str:
    value = action.metavar or ("|".join(map(str, action.choices)) if action.choices else action.dest.upper())
    names = ", ".join(f"\\fB{_escape(name)}\\fR" for name in action.option_strings)
    if not names:
        return f"\\fI{_escape(str(value))}\\fR"
    return names if action.nargs == 0 else f"{names} \\fI{_escape(str(value))}\\fR"


def _list(items: Mapping[str, str]) -> str:
    return "\n".join(f".TP\n\\fB{_escape(name)}\\fR\n{_text(what)}" for name, what in items.items())


def _verbatim(title: str, text: str) -> str:
    lines = "\n".join(_text(line) for line in text.rstrip("\n").split("\n"))
    return f".PP\n{_text(_sentence(title))}:\n.PP\n.nf\n{lines}\n.fi"


def _text(text: str) -> str:
    """Return text that `man` does not take for a request."""
    return "\n".join(f"\\&{line}" if line.startswith((".", "'")) else line for line in _escape(text).split("\n"))


def _escape(text: str) -> str:
    return (
        text.replace("\\", "\\e").replace("-", "\\-").replace("`", "\\(ga").replace("~", "\\(ti").replace("'", "\\(aq")
    )
