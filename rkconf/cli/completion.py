"""``rkconf completion``: print the completion script of a shell."""

from argparse import Action, ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rkconf.cli import console
from rkconf.cli.parser import Parser, add

if TYPE_CHECKING:
    from rkconf.cli.parser import Commands

SHELLS = ("bash", "zsh", "fish")
_FILES = frozenset({"PATH", "FILE", "SPEC", "DIR", "[FORMAT=]FILE"})

_EXAMPLES = """\
examples:
  rkconf completion bash > ~/.local/share/bash-completion/completions/rkconf
  rkconf completion zsh > ~/.zfunc/_rkconf       with fpath+=~/.zfunc before compinit in ~/.zshrc
  rkconf completion fish > ~/.config/fish/completions/rkconf.fish
"""


def configure(commands: "Commands") -> Parser:
    """Add the command and its options."""
    parser = add(commands, "completion", "Print the completion script of a shell.", examples=_EXAMPLES)
    parser.add_argument("shell", choices=SHELLS, help="the shell to write the script for")
    return parser


def run(arguments: Namespace) -> int:
    """Print the script, made from the parsers that read the command line."""
    # Imported here because only this command needs all the others and shtab.
    import shtab

    from rkconf.cli import program

    whole = program()
    values = _values()
    for action in _actions(whole):
        if action.metavar in _FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]  # shtab looks for it there
        elif isinstance(action.metavar, str) and not action.choices:
            action.choices = values.get(action.metavar)
    console.write(shtab.complete(whole, arguments.shell))
    return 0


def _actions(parser: ArgumentParser) -> Iterator[Action]:
    """Yield the options and arguments of a parser and of its commands."""
    for action in parser._actions:  # noqa: SLF001 - argparse has no public list of its actions
        yield action
        if isinstance(action.choices, Mapping):
            for command in action.choices.values():
                yield from _actions(command)


def _values() -> Mapping[str, Sequence[str]]:
    """Return the values of the metavars whose choices are too many to list in the help."""
    from rkconf import versions
    from rkconf.rules import RULES

    rules = [rule.name for rule in RULES]
    return {"RULES": ["ALL", *rules], "RULE": rules, "V": [version.name for version in versions.known()]}
