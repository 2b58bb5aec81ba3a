"""Random commands for Unix shells: written from a grammar, reproducible from a seed."""

import re
from dataclasses import replace
from functools import partial
from itertools import count
from random import Random
from typing import TYPE_CHECKING

from tests.live.command_trees import Tree
from tests.live.vocabulary import (
    COMPOSITES,
    COMPOUND,
    EVERYWHERE,
    EXITS,
    EXPANSIONS,
    FOLDERS,
    INNER,
    LAYERS,
    LEAVES,
    LETTERS,
    PATTERNS,
    PLAIN,
    PREFIXES,
    QUIET,
    REDIRECTIONS,
    SEPARATORS,
    SET_E,
    SHELLS,
    VALUES,
    Weighted,
    backslashes,
    bare_double,
    bare_single,
    family,
    setters,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def generate(seed: int, shell: str) -> Tree:
    """Return the command of ``seed``: mostly valid in ``shell``, some in another shell's syntax or broken."""
    random = Random(f"{shell} {seed}")  # noqa: S311 - reproducible, not secret
    written_for = random.choice(SHELLS) if random.random() < 0.06 else shell
    labels = count(1)
    tree = _Writer(random, written_for, labels).whole()
    while next(labels) == 1:  # no program in it
        tree = _Writer(random, written_for, labels := count(1)).whole()
    return _broken(tree, random) if random.random() < 0.06 else tree


def _broken(tree: Tree, random: Random) -> Tree:
    """Remove one mark of the syntax, or add one where a word may be."""
    text = tree.text
    marks = [at for at, character in enumerate(text) if character in "'\"(){};&|\\$"]
    if marks and random.random() < 0.6:
        at = random.choice(marks)
        text = text[:at] + text[at + 1 :]
    else:
        words = text.split(" ")
        words.insert(random.randint(0, len(words)), random.choice(["'", '"', "(", ")", "{", "}", ";", "|", "&", "&&"]))
        text = " ".join(words)
    pieces = re.split(r"(?<=[ \n])", text)
    return Tree("list", tuple(Tree("word", (piece,), droppable=True) for piece in pieces if piece))


class _Writer:
    """Write commands in one shell's syntax; a command for a shell inside has a writer for that shell."""

    def __init__(self, random: Random, shell: str, labels: "count[int]") -> None:
        self.random = random
        self.shell = shell
        self.family = family(shell)
        self.setters = setters(shell)
        self.labels = labels

    def whole(self) -> Tree:
        tree = self.commands(depth=2, most=4)
        tail = self._maybe(0.06, " &", " ;", " # c", "\n", " & wait", "; wait", " > /dev/null &")
        head = self._maybe(0.03, " ", "\n", "# c\n", "; ", "& ")
        return replace(tree, parts=(*head, *tree.parts, *tail))

    def _maybe(self, chance: float, *texts: str) -> tuple[Tree, ...]:
        if self.random.random() >= chance:
            return ()
        return (Tree("word", (self.random.choice(texts),), droppable=True),)

    def commands(self, depth: int, most: int) -> Tree:
        first = [self._item("; ", self.assignment(name)) for name in "AB" if self.random.random() < self._sets_first()]
        number = self.random.choices(range(1, most + 1), range(most, 0, -1))[0]
        rest = [self._item(self.random.choice(SEPARATORS[self.family]), self.command(depth)) for _ in range(number)]
        return Tree("list", (*first, *rest))

    def _sets_first(self) -> float:
        return 0.7 if self.family == "csh" else 0.15  # in csh, a variable that is not set ends the whole command

    def _item(self, separator: str, command: Tree) -> Tree:
        return Tree("item", (separator or "; ", command), droppable=True)

    def command(self, depth: int) -> Tree:
        if depth and self.random.random() < 0.27:
            composite: Callable[[int], Tree] = getattr(self, self._weighted(COMPOSITES))
            return composite(depth - 1)
        leaf: Callable[[], Tree] = getattr(self, self._weighted(LEAVES))
        return leaf()

    def _weighted(self, choices: Weighted) -> str:
        return self.random.choices([name for _, name in choices], [weight for weight, _ in choices])[0]

    # Leaves

    def program(self) -> Tree:
        number = next(self.labels)
        names = (f"ssh h{number}",) * 6 + (f"./math.sh k{number}",) * 4 + (f"math k{number}",) * (self.family != "fish")
        quoted = (f"'ssh' h{number}", f"\\ssh h{number}", f"~/math.sh k{number}", f'"./math.sh" k{number}')
        name = self.random.choice((*names, self.random.choice(quoted)))
        slow = self._maybe(0.12, " slow")
        words = [self._argument() for _ in range(self.random.choices(range(4), (3, 4, 2, 1))[0])]
        redirected = self._maybe(0.14, *(f" {each}" for each in REDIRECTIONS[self.family]))
        ahead = self._maybe(0.02, *(f"{each} " for each in REDIRECTIONS[self.family]))
        return Tree("command", (*ahead, name, *slow, *words, *redirected), plain="true")

    def _argument(self) -> Tree:
        return Tree("word", (" ", Tree("word", (self._word(),), plain="w")), droppable=True)

    def _word(self) -> str:
        way = self.random.choices(("plain", "expansion", "quoted", "pattern"), (8, 8, 5, 2))[0]
        if way == "quoted":
            return self._quoted("".join(self.random.choices(LETTERS, k=self.random.randint(0, 4))))
        return self.random.choice({"plain": PLAIN, "expansion": EXPANSIONS[self.family], "pattern": PATTERNS}[way])

    def _quoted(self, text: str) -> str:
        plainer = re.sub(r"['\"\\!$`]", "", text)
        ways: tuple[str, ...] = (
            LAYERS[self.family][0](text),
            LAYERS[self.family][0](text),
            bare_double(plainer),
            backslashes(plainer) or "''",
            f"{plainer[:1].strip('*?[]{}~#;&|()<> ')}{bare_single(plainer[1:])}",
        )
        return self.random.choice(ways)

    def prefixed(self) -> Tree:
        prefix = self.random.choice(EVERYWHERE + PREFIXES[self.family] * 2)
        return Tree("command", (Tree("word", (f"{prefix} ",), droppable=True), self.program()), plain="true")

    def after_assignment(self) -> Tree:
        assigned = "env A=2 " if self.family == "csh" else f"{self.random.choice('AB')}={self._value()} "
        return Tree("command", (Tree("word", (assigned,), droppable=True), self.program()), plain="true")

    def _value(self) -> str:
        plain = self.family == "csh" and self.random.random() < 0.7
        return self.random.choice(VALUES[:6] if plain else VALUES)

    def from_variable(self) -> Tree:
        number = next(self.labels)
        ways = {
            "posix": (f'set -- ssh h{number} x; "$@" y', f"A=ssh; $A h{number} $B", f"A='ssh h{number}'; $A x"),
            "csh": (f"set A=ssh; $A h{number}", f"set A=(ssh h{number}); $A"),
            "fish": (f"set A ssh h{number}; $A x", f"set A ssh; $A h{number}"),
        }[self.family]
        return Tree("command", (self.random.choice(ways),), plain="true")

    def status(self) -> Tree:
        return Tree("command", (self.random.choice(("true", "false")),))

    def quiet(self) -> Tree:
        return Tree("command", (self.random.choice(QUIET),), plain="true")

    def assignment(self, name: str = "") -> Tree:
        name, value = name or self.random.choice("AB"), Tree("word", (self._value(),), plain="1")
        ways = {
            "posix": (("A=", 4), ("export A=", 2), ("readonly A=", 0.1), ("unset A #", 0.3)),
            "csh": (("set A=", 3), ("set A = ", 2), ("setenv A ", 2), ("unset A #", 0.2)),
            "fish": (("set A ", 3), ("set -gx A ", 2), ("set -x A ", 1), ("set -l A ", 1), ("export A=", 1)),
        }[self.family]
        if "typeset" in self.setters:
            ways = (*ways, ("typeset A=", 0.5))
        (way,) = self.random.choices([way for way, _ in ways], [weight for _, weight in ways])
        way = way.replace("A", name)
        return Tree("command", (way[:-2],) if way.endswith(" #") else (way, value), plain="true")

    def folder(self) -> Tree:
        return Tree("command", (self.random.choice(FOLDERS),), plain="true")

    def set_e(self) -> Tree:
        return Tree("command", (self.random.choice(SET_E),), plain="true")

    def positional(self) -> Tree:
        ways = {
            "posix": ("set -- a b", "set -- 'a b' c", "set --", "shift", "set -- $A", "set a b", "set -- ssh h0 x"),
            "csh": ("set argv = (a b)", "shift"),
            "fish": ("set argv a b", "set -e argv[1]"),
        }[self.family]
        return Tree("command", (self.random.choice(ways),), plain="true")

    def leaves(self) -> Tree:
        if self.random.random() < 0.3:
            return Tree("command", ("exec ", self.program()), plain="exit")
        return Tree("command", (self.random.choice((*EXITS, "exec > /dev/null", "exec 2>&1", "return")),), plain="exit")

    def waits(self) -> Tree:
        return Tree("command", (self.random.choice(("wait", "wait", "wait", "wait $!")),), plain="true")

    def other_file(self) -> Tree:
        return Tree("command", (self.random.choice((". ./f", "source ./f", ". ./f a", "source f")),), plain="true")

    def evaluated(self) -> Tree:
        if self.random.random() < 0.4:
            return Tree("command", (Tree("word", ("eval ",), droppable=True), self.program()), plain="true")
        inner = replace(self.commands(depth=0, most=2), layer=self.random.choice(LAYERS[self.family]))
        return Tree("command", ("eval ", inner), plain="true")

    # Composites

    def group(self, depth: int) -> Tree:
        if self.family == "csh":
            return self.subshell(depth)
        start, end = ("begin; ", "; end") if self.family == "fish" else ("{ ", "; }")
        return Tree("command", (start, self.commands(depth, 2), end, *self._redirected()), plain="true")

    def subshell(self, depth: int) -> Tree:
        if self.family == "fish" and self.random.random() < 0.9:
            return self.group(depth)
        return Tree("command", ("( ", self.commands(depth, 2), " )", *self._redirected()), plain="true")

    def _redirected(self) -> tuple[Tree, ...]:
        return self._maybe(0.1, " > /dev/null", " < /dev/null")

    def negated(self, depth: int) -> Tree:
        mark = "not " if self.family == "fish" and self.random.random() < 0.5 else "! "
        return Tree("command", (mark, self.command(depth)))

    def pipeline(self, depth: int) -> Tree:
        mark = self.random.choice(
            (" | ",) * 4 + {"posix": (" 2>&1 | ", " |& "), "csh": (" |& ",), "fish": (" &| ",)}[self.family]
        )
        last = self.command(depth) if self.random.random() < 0.7 else Tree("command", ("cat",))
        return Tree("command", (self.command(depth), mark, last))

    def inner(self, depth: int) -> Tree:
        start, shell = self.random.choice(INNER)
        writer = _Writer(self.random, shell, self.labels)
        command = replace(writer.commands(depth, 3), layer=self.random.choice(LAYERS[self.family]))
        arguments = self._maybe(0.25, " x", " x y", " x 'y z'", " -- x", ' "$A" $B')
        return Tree("command", (f"{start} ", command, *arguments, *self._redirected()), plain="true")

    def compound(self, _depth: int) -> Tree:
        frame = self.random.choice(COMPOUND[self.family])
        middle = partial(self.command, 0)
        parts = [part for text in frame[:-1] for part in (text, middle())]
        return Tree("command", (*parts, frame[-1]), plain="true")
