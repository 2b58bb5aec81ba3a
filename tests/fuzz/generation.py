"""Make the invocation of a run from its number and the seed: mutated texts, and a command line around them."""

from random import Random
from typing import TYPE_CHECKING

from rkconf import versions
from rkconf.cli import COMMANDS
from rkconf.cli.render import FORMATS as FORMS
from rkconf.command import local_choices, remote_choices
from rkconf.diagnostics import Severity
from rkconf.reporters import FORMATS
from rkconf.rules import RULES
from tests.fuzz.invocations import Invocation
from tests.fuzz.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Callable

VERSIONS = tuple(version.name for version in versions.known())
_KERNELS = tuple(version.name for version in versions.known(front_end=False))
_SHARE_OF_ODD_WORDS = 0.03
_ODD_WORDS = (
    *(
        "",
        "-",
        "--",
        "@",
        "@nofile",
        "\n",
        "x" * 5_000,
        "9" * 5_000,
        "\udcff",
        "\u00b2",
        "\x1b[2J",
        "a\tb",
        "no/such/x",
    ),
    *("=", "json=", "json=-", "x=y", "RK302=", "=error", "RK3,", "--version", "init.m", "kernels.toml", "`", "$(a)"),
)
_ODD_VERSIONS = ("5", "7.0.1", "99", "", "x", "6.0", "-7")


def invocation(seed: int, number: int) -> Invocation:
    """Return the invocation with this number; it depends on nothing else."""
    random, other = (Random(f"{name}{seed}/{number}") for name in ("", "word "))  # noqa: S311 - repeatable choices
    made = _Maker(random).made()
    return _with_odd_word(made, other) if other.random() < _SHARE_OF_ODD_WORDS else made


def _with_odd_word(made: Invocation, random: Random) -> Invocation:
    """Return the invocation with an odd word instead of one after the command, or one more."""
    place = random.randint(1, len(made.words))
    words = (*made.words[:place], random.choice(_ODD_WORDS), *made.words[place + random.randint(0, 1) :])
    # Several processes would cost more than they find; without a file none is started.
    jobs = ("--jobs", "7") if made.command == "lint" and not made.files and not made.stdin else ()
    return made._replace(words=(*words, *jobs))


_ANSWERS = {"name": "skye", "host": "skye.local", "user": "fred", "version": "7", "os": "macos", "connection": "direct"}


class _Maker:
    """Makes one invocation."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._texts = Texts(random)
        self._files: dict[str, bytes] = {}
        self._stdin = b""

    def made(self) -> Invocation:
        kinds: dict[Callable[[], list[str]], int] = {
            self._lint_text: 20,
            self._lint_file: 12,
            self._fix_file: 7,
            self._fix_text: 5,
            self._convert_file: 8,
            self._convert_text: 6,
            self._extract: 9,
            self._trace_text: 7,
            self._trace_file: 3,
            self._render: 9,
            self._render_into: 4,
            self._setup: 6,
            self._settings: 4,
            self._baseline: 3,
            self._folder: 2,
            self._question: 2,
        }
        (make,) = self._random.choices(list(kinds), list(kinds.values()))
        words = make()
        if self._chance(0.01):
            odd = self._random.choice(("--", "--help", "-x", "", "--nothing"))
            words.insert(self._random.randint(1, len(words)), odd)
        # No argument of a program contains a null character.
        return Invocation(tuple(word.replace("\0", "") for word in words), self._files, self._stdin)

    def _chance(self, probability: float) -> bool:
        return self._random.random() < probability

    def _perhaps(self, probability: float, *words: str) -> list[str]:
        return list(words) if self._chance(probability) else []

    def _version(self) -> str:
        return self._random.choice(_ODD_VERSIONS if self._chance(0.02) else VERSIONS)

    def _input(self) -> str:
        """Write a file, or give it as standard input; return the word that names it."""
        name = self._random.choices(("init.m", "kernels.toml", "p.wl", "math.sh"), (60, 30, 8, 2))[0]
        return self._given(name, self._texts.file(name))

    def _given(self, name: str, data: bytes) -> str:
        if self._chance(0.06):
            self._stdin = data
            return "-"
        self._files[name] = data
        return name

    def _named(self, word: str) -> list[str]:
        return [word, "--stdin-filename", "kernels.toml"] if word == "-" and self._chance(0.5) else [word]

    def _bare(self) -> list[str]:
        """Return the options of a bare text; some are in a file or on standard input."""
        kinds = self._random.choice((["launch"], ["launch"], ["launch", "mlopen"], ["mlopen"], ["parallel"]))
        words: list[str] = []
        for kind in kinds:
            words += [f"--{kind}", self._bare_text(kind)]
        return words

    def _bare_text(self, kind: str) -> str:
        data = self._texts.bare(kind)
        if self._chance(0.05):
            self._files[f"{kind}.txt"] = data
            return f"@{kind}.txt"
        if self._chance(0.04) and not self._stdin:
            self._stdin = data
            return "-"
        return data.decode(errors="surrogateescape")

    def _assumptions(self) -> list[str]:
        words = self._perhaps(0.4, "--version", self._version())
        words += self._perhaps(0.1, "--kernel-version", self._random.choice(_KERNELS))
        words += self._perhaps(0.3, "--local-shell", self._random.choice(local_choices()))
        return words + self._perhaps(0.3, "--remote-shell", self._random.choice(remote_choices()))

    def _rule(self) -> str:
        rule = self._random.choice(RULES)
        return self._random.choice((rule.code, rule.code, rule.name, rule.code[:3], "ALL", "RK9999"))

    def _selection(self) -> list[str]:
        words = self._perhaps(0.08, "--select", self._rule())
        words += self._perhaps(0.08, "--ignore", self._rule())
        level = self._random.choice((*Severity,))
        words += self._perhaps(0.05, "--severity", f"{self._random.choice(RULES).code}={level}")
        words += self._perhaps(0.1, "--fail-on", self._random.choice(("error", "warning", "info", "never")))
        return words + self._perhaps(0.1, "--no-ignores")

    def _report(self) -> list[str]:
        words = self._perhaps(0.8, "--format", self._random.choice(FORMATS))
        words += self._perhaps(0.05, "--statistics")
        words += self._perhaps(0.05, "--color", "always")
        return words + self._perhaps(0.1, "--output", f"{self._random.choice(FORMATS)}=report.out")

    def _lint_text(self) -> list[str]:
        return ["lint", *self._bare(), *self._assumptions(), *self._selection(), *self._report()]

    def _lint_file(self) -> list[str]:
        return ["lint", *self._named(self._input()), *self._assumptions(), *self._selection(), *self._report()]

    def _changes(self) -> list[str]:
        form = self._random.choice((["--fix"], ["--fix"], ["--fix-only"], ["--diff"], ["--add-ignores", "known"]))
        return [*form, *self._perhaps(0.5, "--unsafe-fixes"), *self._perhaps(0.1, "--diff")]

    def _fix_file(self) -> list[str]:
        return ["lint", *self._named(self._input()), *self._changes(), *self._assumptions(), *self._selection()]

    def _fix_text(self) -> list[str]:
        return ["lint", *self._bare(), *self._changes(), *self._assumptions()]

    def _convert(self, given: list[str]) -> list[str]:
        words = ["convert", *given, "--to", self._version(), *self._perhaps(0.8, "--from", self._version())]
        words += self._perhaps(0.4, "--on-loss", "warn")
        return words + self._random.choice(([], [], ["--diff"], ["--check"], ["--output", "new"]))

    def _convert_file(self) -> list[str]:
        return [*self._convert(self._named(self._input())), *self._perhaps(0.1, "--in-place")]

    def _convert_text(self) -> list[str]:
        return self._convert(self._bare())

    def _extract(self) -> list[str]:
        words = ["extract", *self._named(self._input()), *self._perhaps(0.6, "--version", self._version())]
        return words + self._perhaps(0.1, "--name", "skye") + self._perhaps(0.1, "--output", "new.toml")

    def _trace(self, given: list[str]) -> list[str]:
        pictures = (["--diagram"], ["--svg", "-"], ["--svg", "picture.svg"], ["--svg", "picture.svg", "--diagram"])
        words = ["trace", *given, *self._assumptions()]
        words += self._random.choice((["--format", "json"], ["--format", "json"], [], ["--color", "always"], *pictures))
        return words + self._perhaps(0.1, "--set", self._texts.setting())

    def _trace_text(self) -> list[str]:
        return self._trace(self._bare())

    def _trace_file(self) -> list[str]:
        return self._trace([self._input(), *self._perhaps(0.5, "skye")])

    def _specification(self) -> list[str]:
        word = self._given("kernels.toml", self._texts.file("kernels.toml"))
        return [word, *self._perhaps(0.9, "--version", self._version()), *self._perhaps(0.1, "--name", "skye")]

    def _render(self) -> list[str]:
        return ["render", *self._specification(), "--as", self._random.choice(FORMS)]

    def _render_into(self) -> list[str]:
        self._files["init.m"] = self._texts.file("init.m")
        mode = self._random.choice(([], ["--diff"], ["--check"], ["--in-place"], ["--in-place"]))
        return ["render", *self._specification(), "--into", "init.m", *mode]

    def _setup(self) -> list[str]:
        output = self._perhaps(0.4, "--output", "made")
        return ["setup", *self._specification(), *output, *self._perhaps(0.1, "--force")]

    def _settings(self) -> list[str]:
        name = self._random.choice(("rkconf.toml", "rkconf.toml", "pyproject.toml"))
        self._files[name] = self._texts.settings()
        self._files |= {"other.toml": self._texts.settings()} if self._chance(0.3) else {}
        command = self._random.choice((["lint", "--jobs", "1"], ["settings"], ["settings", "--format", "json"]))
        self._files["init.m"] = self._texts.file("init.m")
        return [*command, self._random.choice(("init.m", ".")), *self._assumptions()]

    def _baseline(self) -> list[str]:
        words = ["lint", self._input(), *self._assumptions()]
        if self._chance(0.5):
            return [*words, "--write-baseline", "base.json"]
        self._files["base.json"] = self._texts.baseline()
        return [*words, "--baseline", "base.json", *self._report()]

    def _folder(self) -> list[str]:
        for name in ("a/init.m", "b/kernels.toml", "p.wl", ".gitignore"):
            self._files[name] = self._texts.file(name)
        self._files["b/rkconf.toml"] = self._texts.settings()
        form = self._random.choice((["--fix"], ["--diff"], ["--show-files"], ["--fix-only"], []))
        return ["lint", ".", "--jobs", "1", *form, *self._report()]

    def _question(self) -> list[str]:
        name = self._random.choice(list(COMMANDS))
        return self._random.choice(
            (
                ["explain", self._texts.word(self._rule())],
                ["rules", "--format", "json"],
                ["schema", self._random.choice(("spec", "settings", "report", "version", "x"))],
                ["completion", self._random.choice(("bash", "zsh", "fish", "csh"))],
                [name, "--help"],
                [self._texts.word(name)],
                ["help", name],
                self._answers(),
            )
        )

    def _answers(self) -> list[str]:
        answers = (f"{key}={self._texts.word(value)}" for key, value in _ANSWERS.items() if self._chance(0.9))
        return ["new", self._random.choice(("-", "new.toml")), *(word for each in answers for word in ("--set", each))]
