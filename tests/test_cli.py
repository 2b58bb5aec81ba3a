"""The command line as a whole: help, versions, and mistakes in one line."""

import json
import subprocess
import sys
from collections.abc import Sequence

import pytest

from rkconf import __version__, cli
from rkconf.rule import Rule
from rkconf.rules import RULES
from rkconf.website import rule_page
from tests.conftest import SAMPLES, Program
from tests.known import NEAREST, RANGE, UNKNOWN


@pytest.mark.parametrize(
    "words",
    [("rules",), ("rules", "--format", "json"), ("explain", "RK402"), ("lint", "--format", "sarif", "--launch")],
)
def test_python_without_docstrings_prints_the_same(words: tuple[str, ...], rkconf: Program) -> None:
    command = (*words, "ssh h math") if "--launch" in words else words
    run = subprocess.run([sys.executable, "-OO", "-m", "rkconf", *command], capture_output=True, check=False)
    outcome = rkconf(*command)
    assert (run.returncode, run.stdout, run.stderr.decode()) == (outcome.status, outcome.raw, outcome.err)


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_printed(rkconf: Program, option: str) -> None:
    outcome = rkconf(option)
    assert (outcome.status, outcome.out) == (0, f"rkconf {__version__}\n")


@pytest.mark.parametrize("words", [("--help",), ("-h",), ("help",)])
def test_the_help_names_every_command(rkconf: Program, words: Sequence[str]) -> None:
    outcome = rkconf(*words)
    assert outcome.status == 0
    assert all(f"  {name} " in outcome.out for name in cli.COMMANDS)


def test_no_command_is_wrong_usage_and_gets_the_help(rkconf: Program) -> None:
    assert rkconf().status == 2


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_help_with_a_command_is_the_help_of_the_command(rkconf: Program, name: str) -> None:
    assert rkconf("help", name).out == rkconf(name, "--help").out


FILE = str(SAMPLES / "reports" / "init.m")


@pytest.mark.parametrize(
    ("words", "ordered"),
    [
        pytest.param(["lint", FILE, "--select", "RK1", FILE], ["lint", "--select", "RK1", FILE, FILE], id="lint"),
        pytest.param(
            ["extract", FILE, "--name", "vault", FILE], ["extract", "--name", "vault", FILE, FILE], id="extract"
        ),
        pytest.param(
            ["trace", FILE, "--version", "7", "vault"], ["trace", "--version", "7", FILE, "vault"], id="trace"
        ),
        pytest.param(["rules", "RK1", "--format=json", "RK2"], ["rules", "--format=json", "RK1", "RK2"], id="rules"),
        pytest.param(["convert", FILE, "--to", "6"], ["convert", "--to", "6", "--", FILE], id="convert"),
    ],
)
def test_options_and_paths_come_in_any_order(rkconf: Program, words: list[str], ordered: list[str]) -> None:
    outcome, expected = rkconf(*words), rkconf(*ordered)
    assert outcome.out
    assert (outcome.status, outcome.out, outcome.err) == (expected.status, expected.out, expected.err)


def test_a_word_after_two_dashes_is_a_path(rkconf: Program) -> None:
    assert "--fix: no such file" in rkconf("lint", "--select", "RK1", "--", "--fix").err


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_has_a_help_that_fits_the_screen(rkconf: Program, name: str) -> None:
    outcome = rkconf(name, "--help")
    assert outcome.status == 0
    assert outcome.out.startswith(f"usage: rkconf {name}")
    assert max(map(len, outcome.out.splitlines())) <= 100


READING = ("lint", "render", "convert", "extract", "trace", "setup")
"""The commands that read a file, or standard input."""


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(["lnit"], "did you mean lint?", id="a misspelt command"),
        pytest.param(["frobnicate"], "`rkconf --help` lists the commands", id="a command like none"),
        pytest.param(["--verison"], "did you mean --version?", id="a misspelt option of rkconf itself"),
        pytest.param(["lint", "--selct", "RK3"], "did you mean --select?", id="a misspelt option"),
        pytest.param(
            ["convert", "a.toml", "b.toml", "--to", "7"], "unexpected argument 'b.toml'", id="a file too many"
        ),
        pytest.param(
            ["trace", "--launch", "x", "--svg", "a", "--svg", "b"],
            "--svg can be given only once",
            id="two places for one",
        ),
        pytest.param(["lint", "--format", "jsno"], "did you mean json?", id="a misspelt format"),
        pytest.param(["lint", "--format"], "--format needs a value", id="an option without its value"),
        pytest.param(["lint", "init.m", "--add-ignores"], "--add-ignores needs a value", id="a file is no value"),
        pytest.param(["lint", "--add-ignores", "--fix"], "--add-ignores needs a value", id="an option is no value"),
        pytest.param(["lint", "--version", UNKNOWN], NEAREST, id="an unknown version"),
        pytest.param(["lint", "--version", "3"], RANGE, id="a version before the first one"),
        pytest.param(["lint", "--kernel-version", "3"], RANGE, id="an unknown kernel version"),
        pytest.param(
            ["lint", "--local-shell", "fish"], "known: sh, dash", id="a local shell that rkconf does not know"
        ),
        pytest.param(["lint", "--fail-on", "fatal"], "known: error, warning, info, never", id="an unknown level"),
        pytest.param(["lint", "--select", "link-mod"], "did you mean link-mode (RK102)?", id="a misspelt rule"),
        pytest.param(["lint", "--ignore", "RK999"], "no rule 'RK999'", id="a code of no rule"),
        pytest.param(["lint", "--select", "R"], "no rule 'R'", id="a prefix that is none"),
        pytest.param(["lint", "--severity", "RK302"], "write RULE=LEVEL", id="a severity without a level"),
        pytest.param(["lint", "--severity", "RK302=fatal"], "error, warning or info", id="an unknown level"),
        *(
            pytest.param(
                [command, *more, "--stdin-filename", "a.m", "b.m"], "give - as the path", id=f"no input: {command}"
            )
            for command, more in {**dict.fromkeys(READING, ()), "convert": ("--to", "7")}.items()
        ),
        pytest.param(["lint", "--launch", "-", "--mlopen", "-"], "can be read only once", id="standard input twice"),
        pytest.param(["lint", "--launch", "@nowhere.txt"], "nowhere.txt: no such file", id="a text in no file"),
        pytest.param(["explain", "RK999"], "`rkconf rules` lists them", id="a rule to explain that is none"),
        pytest.param(["explain", "RK30"], "`rkconf rules RK30` lists them", id="the beginning of several codes"),
        pytest.param(["explain", "tunel"], "tunnel-localhost (RK602), tunnel-without-host", id="a word of rules"),
        pytest.param(["explain", "302"], "did you mean quoted-link-name (RK302)?", id="a code without its letters"),
        pytest.param(["rules", "RK999"], "no rule 'RK999'", id="a rule to list that is none"),
        pytest.param(["check"], "did you mean lint?", id="the word of another linter"),
        pytest.param(["chek"], "did you mean lint?", id="a misspelt word of another linter"),
        pytest.param(["fix"], "did you mean lint --fix?", id="an option as a command"),
        pytest.param(["help", "check"], "did you mean lint?", id="help on an unknown command"),
        pytest.param(["version"], "did you mean --version?", id="an option of rkconf without its dashes"),
        pytest.param([__file__], f"did you mean lint {__file__}?", id="a file in place of a command"),
        pytest.param(["lint", "--dry-run"], "did you mean --diff?", id="an option of another linter"),
        pytest.param(["convert", "a.m", "--toe", "7"], "unknown option '--toe'", id="a misspelt required option"),
        pytest.param(["lint", "--launch-command=ssh a"], "did you mean --launch?", id="the label of a dialog"),
        pytest.param(["lint", "--format", "ndjson"], "did you mean jsonl?", id="another name of a format"),
        pytest.param(["trace", "x", "--remote-shell", "ksh"], "did you mean mksh?", id="another name of a shell"),
        pytest.param(["explain", "quoted-linkname"], "did you mean quoted-link-name (RK302)?", id="a misspelt name"),
        pytest.param(["explain"], "explain needs RULE (code or name", id="nothing to explain"),
        pytest.param(["convert", "init.m"], "convert needs --to V (the version", id="no version to convert to"),
        pytest.param(["completion"], "completion needs SHELL: bash, zsh", id="no shell to complete for"),
        pytest.param(["trace"], "needs one input: FILE", id="nothing to trace"),
        *(
            pytest.param(
                [command, "x", *more, "--output", "a", "--output", "b"], "given only once", id=f"two places: {command}"
            )
            for command, more in {"convert": ("--to", "7"), "extract": (), "render": (), "setup": ()}.items()
        ),
        pytest.param(
            ["render", "x", "--into", "a", "--into", "b"], "--into can be given only once", id="two files to change"
        ),
        pytest.param(
            ["lint", "-", "--stdin-filename", "a", "--stdin-filename", "b"], "given only once", id="two names"
        ),
        *(
            pytest.param(
                [*words, option, "rsh a b", option, "ssh -N c"],
                f"{option} can be given only once",
                id=f"two texts: {words[0]} {option}",
            )
            for words in (["lint"], ["convert", "--to", "7"], ["trace"])
            for option in ("--launch", "--mlopen", "--parallel")
        ),
    ],
)
def test_a_mistake_is_one_line_with_the_next_step(rkconf: Program, words: list[str], message: str) -> None:
    outcome = rkconf(*words)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.count("\n") == 1
    assert outcome.err.startswith("rkconf: ")
    assert message in outcome.err


@pytest.mark.parametrize("command", [each for each in READING if each != "extract"])
def test_standard_input_is_read_as_the_kind_of_its_name(command: str, rkconf: Program) -> None:
    words = ("--to", "7") if command == "convert" else ("--version", "7")
    wrong = b"[[kernels]]\nname = 'x'\nhost = 'a b'\nkernel = 'm'\n"
    outcome = rkconf(command, "-", "--stdin-filename", "my/kernels.toml", *words, stdin=wrong)
    assert outcome.status == 1
    assert "my/kernels.toml:3:8" in outcome.out + outcome.err
    fine = rkconf(command, "-", "--stdin-filename", "my/kernels.toml", *words, stdin=wrong.replace(b"a b", b"a"))
    assert fine.status == 0


def test_the_rules_are_listed_one_a_line(rkconf: Program) -> None:
    lines = rkconf("rules").out.splitlines()
    assert [line.split()[:2] for line in lines] == [[rule.code, rule.name] for rule in RULES]


def test_some_rules_are_listed(rkconf: Program) -> None:
    codes = [line.split()[0] for line in rkconf("rules", "RK9", "link-mode").out.splitlines()]
    assert codes == ["RK102", "RK901", "RK902"]


def test_the_rules_as_json_have_the_fields_of_the_contract(rkconf: Program) -> None:
    listed = json.loads(rkconf("rules", "--format", "json").out)
    assert listed["format"] == 1
    assert {tuple(rule) for rule in listed["rules"]} == {("code", "name", "severity", "fix", "summary")}
    assert {rule["fix"] for rule in listed["rules"]} == {"safe", "unsafe", None}


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.name) for rule in RULES])
def test_an_explanation_begins_with_what_the_rule_is(rkconf: Program, rule: Rule) -> None:
    outcome = rkconf("explain", rule.name)
    assert outcome.out.startswith(f"{rule.code} {rule.name} (")
    assert outcome.out.endswith(f"\n\nSee {rule_page(rule.code)}\n")
    assert outcome.out == rkconf("explain", rule.code.lower()).out
    assert "``" not in outcome.out


@pytest.mark.parametrize("value", ["sp\x1b[2Jec", "it's", "a\\b", "'"])
def test_an_unknown_value_is_shown_once_quoted(rkconf: Program, value: str) -> None:
    outcome = rkconf("schema", value)
    assert outcome.status == 2
    assert outcome.err.startswith(f"rkconf: kind: unknown value {value!r}")
    assert "; known: spec, settings, report, diagnosis, machine, version; see `rkconf schema --help`" in outcome.err
