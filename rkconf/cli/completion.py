"""``rkconf completion``: what a shell needs to complete the command line."""

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
    parser = add(commands, "completion", "Print the completion of a shell.", examples=_EXAMPLES)
    parser.add_argument("shell", choices=SHELLS, help="for which shell")
    return parser


def run(arguments: Namespace) -> int:
    """Print the completion, made of the same parsers that read the command line."""
    # Only this needs all commands, and what writes for shells.
    import shtab

    from rkconf.cli import program

    whole = program()
    words = _words()
    for action in _actions(whole):
        if action.metavar in _FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]  # shtab looks for it there
        elif isinstance(action.metavar, str) and not action.choices:
            action.choices = words.get(action.metavar)
    console.put(shtab.complete(whole, arguments.shell))
    return 0


def _actions(parser: ArgumentParser) -> Iterator[Action]:
    """Yield the options and arguments of a parser and of its commands."""
    for action in parser._actions:  # noqa: SLF001 - argparse has no public way to what it was given
        yield action
        if isinstance(action.choices, Mapping):
            for command in action.choices.values():
                yield from _actions(command)


def _words() -> Mapping[str, Sequence[str]]:
    """Return what can stand for a word of the help that is no list there, since it would be long."""
    from rkconf import versions
    from rkconf.rules import RULES

    rules = [rule.name for rule in RULES]
    return {"RULES": ["ALL", *rules], "RULE": rules, "V": [version.name for version in versions.known()]}
