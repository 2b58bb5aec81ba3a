"""The parts of random commands, in the syntax of each family of shells."""

import re
from collections.abc import Collection
from typing import Literal

from rkconf.command import remote_choices
from rkconf.shell.facts import UnixShell, load
from tests.live.command_trees import Layer

SHELLS = remote_choices()
Family = Literal["posix", "csh", "fish"]


def family(shell: str) -> Family:
    return "csh" if shell in {"tcsh", "csh"} else "fish" if shell == "fish" else "posix"


def setters(shell: str) -> Collection[str]:
    """Return the names of the builtins that set variables in this shell."""
    facts = load()[shell]
    return facts.setters if isinstance(facts, UnixShell) else ()


def _posix_single(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _posix_double(text: str) -> str:
    return '"' + re.sub(r'([\\$`"])', r"\\\1", text) + '"'


def _fish_single(text: str) -> str:
    return "'" + re.sub(r"([\\'])", r"\\\1", text) + "'"


def _fish_double(text: str) -> str:
    return '"' + re.sub(r'([\\$"])', r"\\\1", text) + '"'


def _csh_single(text: str) -> str:
    return "'" + text.replace("'", "'\\''").replace("!", "\\!").replace("\n", "\\\n") + "'"


def backslashes(text: str) -> str:
    return re.sub(r"([^A-Za-z0-9_./:=@%+,-])", r"\\\1", text)


def bare_double(text: str) -> str:
    """Expand in the outer shell what the inner shell was meant to expand, a common mistake."""
    return f'"{text}"'


def bare_single(text: str) -> str:
    return f"'{text}'"


LAYERS: dict[Family, tuple[Layer, ...]] = {
    "posix": (_posix_single, _posix_single, _posix_double, bare_double),
    "csh": (_csh_single, _csh_single, bare_double),
    "fish": (_fish_single, _fish_single, _fish_double, bare_double),
}
SEPARATORS: dict[Family, tuple[str, ...]] = {
    "posix": ("; ",) * 7 + (" && ",) * 5 + (" || ",) * 4 + (" & ",) * 2 + ("\n",) * 2 + (" # c\n",),
    "csh": ("; ",) * 8 + (" && ",) * 5 + (" || ",) * 4 + (" & ",) * 2 + ("\n",),
    "fish": ("; ",) * 6 + (" && ",) * 4 + (" || ",) * 3 + (" & ",) * 2 + ("\n",) * 2 + ("; and ", "; or ", " # c\n"),
}
REDIRECTIONS: dict[Family, tuple[str, ...]] = {
    "posix": ("> /dev/null", "> /dev/null 2>&1", "2>&1", "2> /dev/null", ">> o", "< /dev/null", "1>&2"),
    "csh": ("> /dev/null", ">& /dev/null", ">> o", "< /dev/null"),
    "fish": ("> /dev/null", "> /dev/null 2>&1", "2>&1", "2> /dev/null", ">> o", "< /dev/null", "&> /dev/null"),
}
PREFIXES: dict[Family, tuple[str, ...]] = {
    "posix": ("command", "exec", "time"),
    "csh": ("time", "exec", "nohup"),
    "fish": ("command", "exec", "time"),
}
EVERYWHERE = (
    "env",
    "env A=1",
    "env B='x y'",
    "nice",
    "nice -n 5",
    "nohup",
    "timeout 5",
    "stdbuf -oL",
    "setsid -w",
    "nohup nice",
    "env nohup",
    "/usr/bin/env",
)
INNER = (
    ("sh -c", "dash"),
    ("sh -c", "dash"),
    ("bash -c", "bash"),
    ("bash -c", "bash"),
    ("bash -lc", "bash"),
    ("bash --login -c", "bash"),
    ("dash -c", "dash"),
    ("zsh -c", "zsh"),
    ("mksh -c", "mksh"),
    ("tcsh -c", "tcsh"),
    ("fish -c", "fish"),
    ("sh -ec", "dash"),
    ("exec sh -c", "dash"),
    ("nohup bash -c", "bash"),
    ("/bin/sh -c", "dash"),
)
VALUES = ("1", "a:b", "x.y", "1@h", "'a b'", '"a b"', "a\\ b", "$B", '"$A"', "x$A", "''", "~", "'*'")
EXPANSIONS: dict[Family, tuple[str, ...]] = {
    "posix": (
        *("$A", "$A", '"$A"', '"$A"', "$B", '"$B"', "x$A", '"x$B"', "${A}y", '"${B}"', "$NOT", '"$NOT"', "x$NOT"),
        *("${A%b}", "${A%%:*}", "${A#*:}", "${A:-d}", '"${A:-d}"', "${NOT:-d}", "${NOT-d e}", '"${A+y}"', "${#A}"),
        *("$1", '"$1"', '"$@"', "$@", "$*", '"$*"', "$#", "$?", "$((1+2))", "$(echo a)", '"$(echo a b)"', "`echo a`"),
    ),
    "csh": ("$A", "$A", '"$A"', "$B", '"$B"', "x$A", '"x$B"', "${A}y", "$A:q", "$?A", "`echo a`", "$A[1]"),
    "fish": ("$A", "$A", '"$A"', "$B", '"$B"', "x$A", '"x$B"', "{$A}y", "$NOT", '"$NOT"', "$argv", "(echo a)", "$A[1]"),
}
PLAIN = (
    "a",
    "b",
    "-mathlink",
    "-x",
    "1@127.0.0.1",
    "a,b",
    "a=b",
    "/x/y",
    "a:b",
    "-LinkName",
    "3+4",
    "if",
    "x%y",
    "a#b",
)
PATTERNS = ("*nothere*", "[::1]:1", "?", "~", "{a,b}", "x{1,2}y", "{}", "a~", "*.sh", "a^b", "!", "=", "$")
LETTERS = "abc1 :,=@*?[]{}~#!$;&|()<>\"'\\"
COMPOUND: dict[Family, tuple[tuple[str, ...], ...]] = {
    "posix": (
        ("if ", "; then ", "; fi"),
        ("if ", "; then ", "; else ", "; fi"),
        ("for i in a b; do ", "; done"),
        ("while false; do ", "; done"),
        ("case a in a) ", ";; *) ", ";; esac"),
        ("f() { ", "; }; f"),
    ),
    "csh": (("if (1) ", ""), ("if (0) ", ""), ("if ($?A) ", "")),
    "fish": (
        ("if ", "; ", "; end"),
        ("if ", "; ", "; else; ", "; end"),
        ("for i in a b; ", "; end"),
        ("while false; ", "; end"),
        ("switch a; case a; ", "; case b; ", "; end"),
        ("function f; ", "; end; f"),
    ),
}
SET_E = ("set -e", "set -e", "set -e", "set +e", "set -u", "set -ex", "set -o errexit")
QUIET = ("echo a > /dev/null", "type ssh > /dev/null", "test 1 = 1", "test 1 = 2", "[ -n x ]", "[ -z x ]", "nothere")
FOLDERS = ("cd sub", "cd nothere", "cd ..", "cd", "cd .", "cd ~", "cd $NOT", "cd sub > /dev/null")
EXITS = ("exit", "exit 0", "exit 1", "exit 3")

Weighted = tuple[tuple[int, str], ...]
LEAVES: Weighted = (
    *(
        (48, "program"),
        (1, "from_variable"),
        (8, "prefixed"),
        (4, "after_assignment"),
        (9, "status"),
        (5, "quiet"),
        (10, "assignment"),
    ),
    *((4, "folder"), (2, "set_e"), (3, "positional"), (3, "leaves"), (5, "waits"), (1, "other_file"), (3, "evaluated")),
)
COMPOSITES: Weighted = ((7, "group"), (5, "subshell"), (5, "negated"), (6, "pipeline"), (9, "inner"), (3, "compound"))
