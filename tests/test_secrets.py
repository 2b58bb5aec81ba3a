"""A password is found, and never shown: not by a report, not by a trace, not by the words of another rule."""

import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from rkconf import Command, cli, fix
from rkconf.cli.parser import Parser
from rkconf.diagnostics import Applicability, Diagnostic, Fix, Severity
from rkconf.edits import Edit
from rkconf.reporters import FORMATS, Report, report_text
from rkconf.secrets import MASK, Mask, Secret, Secrets
from rkconf.source import Source, Span
from tests.conftest import Program

KERNEL = "/usr/bin/math -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"
COMMANDS = [
    pytest.param(f"ssh me:hunter2@skye.local {KERNEL}", id="in the login"),
    pytest.param(f"ssh me:hunter2@skye.local:22 {KERNEL}", id="in a login that another rule quotes"),
    pytest.param(f"ssh ssh://me:hunter2@skye.local {KERNEL}", id="in a URL"),
    pytest.param(f"ssh 'me:hunter2'@skye.local {KERNEL}", id="in quotes"),
    pytest.param(f'ssh "me:hunter2@skye.local" {KERNEL} &', id="in quotes of the other kind"),
    pytest.param(f"ssh me:hunter2 @skye.local {KERNEL}", id="in a login with a blank too much"),
    pytest.param(f"sshpass -p hunter2 ssh skye.local {KERNEL}", id="of sshpass"),
    pytest.param(f"sshpass -phunter2 ssh skye.local {KERNEL}", id="of sshpass, in one word"),
    pytest.param(f"plink -pw hunter2 skye.local {KERNEL}", id="of plink"),
    pytest.param(f"PW=hunter2; sshpass -p $PW ssh skye.local {KERNEL}", id="in a variable"),
]


@pytest.mark.parametrize("command", COMMANDS)
class TestCommands:
    @pytest.mark.parametrize("form", FORMATS)
    def test_no_report_shows_it(self, rkconf: Program, command: str, form: str) -> None:
        outcome = rkconf("lint", "--launch", command, "--format", form)
        assert "RK402" in outcome.out
        assert "hunter" not in outcome.out + outcome.err

    @pytest.mark.parametrize("form", FORMATS)
    def test_not_even_where_its_rule_is_not_asked(self, rkconf: Program, command: str, form: str) -> None:
        assert "hunter" not in rkconf("lint", "--launch", command, "--ignore", "RK402", "--format", form).out

    @pytest.mark.parametrize("form", ["text", "json"])
    def test_no_trace_shows_it(self, rkconf: Program, command: str, form: str) -> None:
        outcome = rkconf("trace", "--launch", command, "--format", form)
        assert outcome.status == 0
        assert "hunter" not in outcome.out + outcome.err
        assert MASK in (outcome.out if form == "text" else str(json.loads(outcome.out)))

    def test_nor_does_a_report_of_a_file(self, rkconf: Program, command: str) -> None:
        written = command.replace("\\", "\\\\").replace('"', '\\"')
        text = (
            f'SetOptions[$FrontEnd, EvaluatorNames->{{"x" -> {{"RemoteMachine"->True, "LoginScript"->"{written}"}}}}]'
        )
        for form in FORMATS:
            outcome = rkconf("lint", "-", "--format", form, stdin=text.encode())
            assert "RK402" in outcome.out
            assert "hunter" not in outcome.out

    def test_nor_one_of_a_specification(self, rkconf: Program, command: str) -> None:
        text = f"[[kernels]]\nname = 'skye'\nkernel_version = '7'\nlaunch_command = '''{command} '''\n"
        for form in FORMATS:
            outcome = rkconf("lint", "-", "--stdin-filename", "kernels.toml", "--format", form, stdin=text.encode())
            assert "RK402" in outcome.out
            assert "hunter" not in outcome.out + outcome.err


@pytest.mark.parametrize(
    "program",
    [
        pytest.param("curl -u me:hunter2 http://web/", id="curl"),
        pytest.param("curl -sSu me:hunter2 http://web/", id="curl, after other letters"),
        pytest.param("curl -ume:hunter2 http://web/", id="curl, in one word"),
        pytest.param("curl -o f --user me:hunter2 http://web/", id="curl, a long option"),
        pytest.param("curl -x proxy:3128 -U me:hunter2 http://web/", id="curl, for a proxy"),
        pytest.param("curl -E my.pem:hunter2 http://web/", id="curl, of a key"),
        pytest.param("wget --user=me --password=hunter2 http://web/", id="wget"),
        pytest.param("wget --http-password hunter2 http://web/", id="wget, the next word"),
        pytest.param("wget --proxy-password=hunter2 http://web/", id="wget, for a proxy"),
        pytest.param("http -a me:hunter2 web", id="HTTPie"),
        pytest.param("lftp -u me,hunter2 web", id="lftp"),
        pytest.param("smbclient -U me%hunter2 //web/share", id="smbclient"),
        pytest.param("mysql -u me -phunter2", id="mysql"),
        pytest.param("ldapsearch -x -D cn=me -w hunter2", id="ldapsearch"),
        pytest.param("redis-cli -h web -a hunter2", id="redis-cli"),
        pytest.param("ipmitool -H web -P hunter2 power on", id="ipmitool"),
        pytest.param("unzip -P hunter2 f.zip", id="unzip"),
        pytest.param("openssl rsa -in k -passin pass:hunter2", id="openssl"),
        pytest.param("docker login -u me -p hunter2 registry", id="docker login"),
        pytest.param("docker run -e SECRET=hunter2 image", id="a variable of a container"),
        pytest.param("docker run --env=API_TOKEN=hunter2 image", id="a token of a container"),
        pytest.param('curl -H "Authorization: Bearer hunter2" http://web/', id="a header with a scheme"),
        pytest.param('wget --header="Private-Token: hunter2" http://web/', id="a header without a scheme"),
    ],
)
def test_the_own_options_of_a_program_are_read(rkconf: Program, program: str) -> None:
    command = f"ssh skye.local '{program}; {KERNEL}'"
    outcomes = [rkconf(*words, "--launch", command) for words in (("lint",), ("trace",))]
    assert "RK402" in outcomes[0].out
    assert all("hunter2" not in each.out + each.err for each in outcomes)


@pytest.mark.parametrize(
    "program",
    [
        pytest.param("curl -u me http://web/", id="a user alone"),
        pytest.param("curl -o -u http://web:80/", id="the value of another option"),
        pytest.param("curl -s http://web/a:b", id="an address"),
        pytest.param("wget --ask-password http://web/", id="a question"),
        pytest.param("mysql -p base", id="a base after an option without a value"),
        pytest.param("openssl rsa -in k -passin env:NAME", id="the name of a variable for openssl"),
        pytest.param("docker run -p 8080:80 image", id="a port of a container"),
        pytest.param('curl -H "Accept: text/plain" http://web/', id="another header"),
        pytest.param("curl -s http://web/ | sort -u a:b", id="an option of the next program"),
    ],
)
def test_other_options_of_a_program_hold_no_password(rkconf: Program, program: str) -> None:
    assert "RK402" not in rkconf("lint", "--launch", f"ssh skye.local '{program}; {KERNEL}'").out


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("key", "value"),
    [
        pytest.param("user", '"me:hunter2"', id="behind a user"),
        pytest.param("host", '"me:hunter2@skye.local"', id="in a host"),
        pytest.param("host", '"ssh://me:hunter2@skye.local"', id="in a URL"),
        pytest.param("user", r'"me:hunter\u0032"', id="written in another way"),
    ],
)
def test_a_specification_that_cannot_be_keeps_it(rkconf: Program, key: str, value: str, form: str) -> None:
    text = f"[[kernels]]\nname = 'skye'\nos = 'linux'\nkernel_version = '7'\n{key} = {value}\n"
    text += "host = 'skye'\n" * (key != "host")
    outcome = rkconf("lint", "-", "--stdin-filename", "kernels.toml", "--format", form, stdin=text.encode())
    assert "RK013" in outcome.out
    assert "hunter" not in outcome.out


def test_carets_are_below_the_mask(rkconf: Program) -> None:
    lines = rkconf("lint", "--launch", "ssh me:hunter2@skye.local", "--select", "RK402").out.splitlines()
    assert lines[2:4] == ["1 | ssh me:•••••••@skye.local", "  |        ^^^^^^^"]


def test_of_a_quoted_password_nothing_but_the_quotes_is_left(rkconf: Program) -> None:
    outcome = rkconf("trace", "--launch", "ssh 'me:hun'ter2@skye.local /usr/bin/math", "--local-shell", "bash")
    assert "ssh 'me:•••'••••@skye.local" in outcome.out
    assert "[me:•••••••@skye.local]" in outcome.out


TEXT = Source("init.m", b"ssh me:hunter2@skye.local")
KEPT = Diagnostic(
    "RK412",
    "split-login",
    Severity.ERROR,
    "this stands in hunter2",
    TEXT,
    Span(0, 3),
    help="move hunter2 away",
    fix=Fix(Applicability.SAFE, "write hunter2 elsewhere", (Edit(Span(4, 25), b"'me:hunter2'@skye.local"),)),
).keeping(Secrets.of(TEXT, [Secret(Span(7, 14), "hunter2")]))


@pytest.mark.parametrize("form", FORMATS)
def test_messages_and_fixes_that_quote_it_do_not_show_it(form: str) -> None:
    assert "hunter2" not in report_text(Report((KEPT,), ("init.m",), 1), form)


def test_programs_get_no_fix_that_would_show_it() -> None:
    assert KEPT.open_fix is None
    assert KEPT.fix is not None


def test_a_fix_that_does_not_show_it_is_reported() -> None:
    fix = Fix(Applicability.SAFE, "add", (Edit(Span(3, 3), b" -n"),))
    kept = Diagnostic("RK412", "split-login", Severity.ERROR, "", KEPT.source, KEPT.span, fix=fix)
    assert kept.keeping(KEPT.secrets).open_fix == fix


def test_a_password_stays_out_of_what_a_debugger_shows() -> None:
    assert "hunter2" not in repr(KEPT.secrets)


class TestAfterAFix:
    """A fix may remove the program that reads a word as a password; the word remains one."""

    ARGUMENTS = "-LinkMode sshpass -phunter2'"

    def test_the_report_of_what_remains_does_not_show_it(self, rkconf: Program) -> None:
        outcome = rkconf("lint", "--mlopen", self.ARGUMENTS, "--fix")
        assert "-LinkMode Listen -phunter2'" in outcome.out
        assert "-LinkMode Listen -p•••" in outcome.err
        assert "hunter" not in outcome.err

    def test_nor_does_the_command_at_the_end_of_a_report(self, rkconf: Program) -> None:
        outcome = rkconf("lint", "--mlopen", self.ARGUMENTS)
        assert "-LinkMode Listen -p•••" in outcome.out
        assert "hunter" not in outcome.out + outcome.err

    def test_nor_do_the_findings_of_the_api(self) -> None:
        repair = fix(Command(mlopen=self.ARGUMENTS))
        assert b"hunter2" in repair.data
        assert repair.left
        assert not any("hunter" in each.shown(each.source.whole) for each in repair.left)


@pytest.mark.parametrize("value", ["", "host", "me:hunter2@host"])
def test_no_value_of_a_placeholder_makes_a_trace_show_it(rkconf: Program, value: str) -> None:
    outcome = rkconf("trace", "--launch", "ssh me:hunter2@`ipaddress` math", "--set", f"ipaddress={value}")
    assert "me:•••" in outcome.out
    assert "hunter" not in outcome.out + outcome.err


TYPED = ("ssh me:hunter2@skye math", "sshpass -p hunter2 ssh skye math", "ssh -l me:hunter2 skye", "me:hunter2@skye")


def words_with(typed: str) -> Iterator[tuple[str, ...]]:
    """Yield a command line for each option and place of every command, with the text there."""
    yield (typed,)
    yield ("help", typed)
    for name in cli.COMMANDS:
        yield (name, typed)
        yield (name, "--", "absent", typed)
        yield (name, *typed.split())
        yield (name, "--", *typed.split())
        for option in sorted(options(name) - {"--output", "--svg", "--write-baseline"}):
            yield (name, option, typed)
            yield (name, "absent.toml", f"{option}={typed}")


def options(name: str) -> set[str]:
    """Return the long options of a command."""
    top = Parser(prog="rkconf")
    parser = import_module(f"rkconf.cli.{name}").configure(top.add_subparsers())
    return {word for word in re.findall(r"--[a-z-]+", parser.format_help()) if word != "--help"}


@pytest.mark.parametrize("typed", TYPED)
def test_no_message_repeats_one_that_is_typed_in_a_wrong_place(
    rkconf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = [words for words in words_with(typed) if "hunter" in rkconf(*words).err]
    assert shown == []


def test_a_message_repeats_other_words_as_they_are(rkconf: Program) -> None:
    assert "no such file or folder" in (outcome := rkconf("lint", "C:/My files/a:b@c.m")).err
    assert "C:/My files/a:b@c.m" in outcome.err


@pytest.mark.parametrize(
    "program",
    [
        pytest.param("sshpass -p x ssh", id="after an option"),
        pytest.param("sshpass -px ssh", id="in the word of the option"),
    ],
)
def test_a_short_password_is_masked_alone(rkconf: Program, program: str) -> None:
    outcome = rkconf("lint", "--diff", "--launch", f"{program} skye.local:22 /opt/max/{KERNEL[5:]}")
    report = rkconf("lint", "--launch", f"{program} skye.local:22 /opt/max/{KERNEL[5:]}").out
    assert "/opt/max/" in report
    for shown in (outcome.out, outcome.err, report):
        assert not re.search(r"sshpass -p ?x\b", shown)


@pytest.mark.parametrize(
    ("secret", "shown"),
    [
        pytest.param("word", f"a password, {MASK * 3} and {MASK * 3}s", id="a piece of the word"),
        pytest.param("password", f"a {MASK * 3}, word and words", id="the word itself"),
        pytest.param("word, w", f"a pass{MASK * 3}ord and words", id="more than the word"),
    ],
)
def test_a_piece_of_the_word_password_is_not_masked(secret: str, shown: str) -> None:
    assert Mask(frozenset({secret}))("a password, word and words") == shown


@pytest.mark.parametrize("number", [pytest.param(0, id="few"), pytest.param(40, id="many")])
@pytest.mark.parametrize(
    ("secrets", "text", "shown"),
    [
        pytest.param(["hunter2"], "a hunter2 b hunter2", "a * b *", id="each occurrence"),
        pytest.param(["hunter2", "me:hunter2"], "me:hunter2@h hunter2", "*@h *", id="the longer of two"),
        pytest.param(["one two", "two three"], "one two three", "*", id="two that overlap"),
        pytest.param(["aba"], "ababa c", "ababa c", id="a short one is a whole word only"),
        pytest.param(["aba", "x-y"], "aba x-y", "* *", id="short words"),
        pytest.param(["hunter2", "ab"], "hunter2ab", "**", id="a short one beside one that is masked"),
        pytest.param(
            ["h\u00fcnter", "p\u00e4"], "h\u00fcnter p\u00e4 p\u00e4p", "* * p\u00e4p", id="letters of another alphabet"
        ),
        pytest.param(["hunter2"], "", "", id="an empty text"),
    ],
)
def test_a_mask_of_many_secrets_masks_as_one_of_few(secrets: list[str], text: str, shown: str, number: int) -> None:
    others = (f"another{each}" for each in range(number))
    assert Mask(frozenset([*secrets, *others]))(text) == shown.replace("*", MASK * 3)
