"""Ignore comments: where they count, what they hide, and the findings about useless ones."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Outcome, Program

BAD = "ssh -o BatchMode=yes skye.local /bin/math -mathlink -LinkMode Listen -LinkProtocol TCPIP -LinkName `linkname`"
LISTEN = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"
SKYE = f'"skye" -> {{"RemoteMachine" -> True, "LoginScript" -> "{BAD}", "MLOpenArguments" -> "{LISTEN}"}}'
LAB = SKYE.replace("skye", "lab")
LOCAL = '"Local" -> {"AutoStartOnLaunch" -> True}'
BROKEN = SKYE.replace(" skye.local", " skye.local\\\n")  # as the Front End breaks long strings
OWN = "(* rkconf: ignore[RK102] the lab is like that *)"


def file(*lines: str) -> bytes:
    return "\n".join(["SetOptions[$FrontEnd, EvaluatorNames->{", f"{LOCAL},", *lines, "}]", ""]).encode()


def found(outcome: Outcome) -> list[tuple[str, int]]:
    report: dict[str, Any] = json.loads(outcome.out)
    return [(each["code"], each["start"]["line"]) for each in report["diagnostics"]]


def lint(rkconf: Program, data: bytes, *words: str, name: str = "init.m") -> list[tuple[str, int]]:
    select = () if "--select" in words else ("--select", "RK102,RK9")
    return found(rkconf("lint", "-", "--stdin-filename", name, "--format", "json", *select, *words, stdin=data))


class TestPlace:
    """On the line, or the line before, or for the file."""

    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(file(f"{OWN} {SKYE}"), id="on the line, before"),
            pytest.param(file(f"{SKYE} {OWN}"), id="on the line, behind"),
            pytest.param(file(OWN, SKYE), id="on the line before"),
            pytest.param(file(OWN, "(* rkconf: ignore[RK305] *)", SKYE).replace(b"305", b"102"), id="behind another"),
            pytest.param(file(SKYE.replace('"LoginScript" ->', f'"LoginScript" -> {OWN}\n')), id="inside an entry"),
            pytest.param(file(OWN, BROKEN), id="a string of two lines"),
            pytest.param(file(BROKEN.replace('", "ML', f'" {OWN}, "ML')), id="at the end of a string of two lines"),
            pytest.param(file(OWN, SKYE.replace('"LoginScript"', '\n\n"LoginScript"')), id="before the entry"),
            pytest.param(file(SKYE) + b"(* rkconf: ignore-file[RK102] all of them *)", id="for the file, at its end"),
            pytest.param(file(OWN.replace(" ", "\n"), SKYE), id="a comment of several lines"),
            pytest.param(file(OWN, SKYE).replace(b"\n", b"\r\n"), id="line ends of Windows"),
            pytest.param(file(OWN, SKYE) + b"(* \xe9 *)", id="bytes that are no UTF-8"),
        ],
    )
    def test_a_comment_hides(self, rkconf: Program, data: bytes) -> None:
        codes = [code for code, _ in lint(rkconf, data)]
        assert "RK102" not in codes

    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(file(OWN, "", SKYE), id="a line between"),
            pytest.param(file(SKYE, OWN), id="on the line behind"),
            pytest.param(file(SKYE.replace('"skye"', f'"skye {OWN}"')), id="in a string"),
            pytest.param(file(f"{OWN[:-2]}", SKYE), id="a comment that does not end"),
            pytest.param(file("(* about rkconf: ignore[RK102] *)", SKYE), id="a comment about such a comment"),
            pytest.param(file("(* rkconf: ignore[RK103] *)", SKYE), id="another rule"),
            pytest.param(file("(* rkconf: ignore[RK1] *)", SKYE), id="a prefix"),
            pytest.param(file("(* rkconf: ignore[ALL] *)", SKYE), id="everything"),
            pytest.param(file("(* rkconf: ignore *)", SKYE), id="nothing in particular"),
            pytest.param(file("(* rkconf: ignore[] *)", SKYE), id="an empty list"),
        ],
    )
    def test_a_comment_does_not_hide(self, rkconf: Program, data: bytes) -> None:
        assert "RK102" in [code for code, _ in lint(rkconf, data)]

    def test_a_comment_that_hides_something_on_its_line_leaves_the_next_line_alone(self, rkconf: Program) -> None:
        assert lint(rkconf, file(f"{SKYE}, {OWN}", LAB)) == [("RK102", 4)]

    def test_a_comment_before_an_entry_leaves_the_next_entry_alone(self, rkconf: Program) -> None:
        assert lint(rkconf, file(OWN, f"{SKYE},", LAB)) == [("RK102", 5)]


class TestNames:
    """Codes and names, several of them, and a reason."""

    @pytest.mark.parametrize(
        "names",
        [
            pytest.param("RK102", id="a code"),
            pytest.param("rk102", id="a code in small letters"),
            pytest.param("link-mode", id="a name"),
            pytest.param("RK302, link-mode", id="several"),
            pytest.param(" RK302  RK102 ", id="without commas"),
        ],
    )
    def test_a_rule_is_named(self, rkconf: Program, names: str) -> None:
        assert lint(rkconf, file(f"(* rkconf: ignore[{names}] *)", SKYE), "--select", "RK102") == []

    def test_programs_get_the_reason(self, rkconf: Program) -> None:
        outcome = rkconf("lint", "-", "--format", "sarif", "--select", "RK102", stdin=file(OWN, SKYE))
        (result,) = json.loads(outcome.out)["runs"][0]["results"]
        assert result["suppressions"][0]["justification"] == "the lab is like that"

    def test_what_is_hidden_is_counted(self, rkconf: Program) -> None:
        outcome = rkconf("lint", "-", "--format", "json", "--select", "RK102", stdin=file(OWN, SKYE))
        assert outcome.status == 0
        assert json.loads(outcome.out)["summary"]["suppressed"] == 1

    def test_comments_can_be_left_unread(self, rkconf: Program) -> None:
        assert lint(rkconf, file("(* rkconf: ignore[RK302] *)", OWN, SKYE), "--no-ignores") == [("RK102", 5)]


class TestSpecifications:
    """In TOML the same after ``#``."""

    TABLE = f'[[kernels]]\nname = "skye"\nlaunch_command = "{BAD}"\nmlopen_arguments = "{LISTEN}"\n'

    @pytest.mark.parametrize(
        "data",
        [
            pytest.param("# rkconf: ignore[RK102] so it is\n" + TABLE, id="before the table"),
            pytest.param(f"{TABLE}# rkconf: ignore-file[link-mode]", id="for the file"),
            pytest.param(TABLE.replace("launch_c", "# rkconf: ignore[RK102]\nlaunch_c"), id="before the line"),
            pytest.param(TABLE.replace('`"\n', '`" # rkconf: ignore[RK102]\n'), id="behind it"),
            pytest.param(TABLE.replace(f'"{BAD}"', f'"""\\\n{BAD}""" # rkconf: ignore[RK102]'), id="behind many lines"),
        ],
    )
    def test_a_comment_hides(self, rkconf: Program, data: str) -> None:
        assert lint(rkconf, data.encode(), "--select", "RK102", name="kernels.toml") == []

    def test_a_hash_in_a_string_begins_no_comment(self, rkconf: Program) -> None:
        data = self.TABLE.replace('"skye"', '"# rkconf: ignore[RK102]"').encode()
        assert lint(rkconf, data, "--select", "RK102", name="kernels.toml") == [("RK102", 3)]

    def test_a_comment_is_for_its_own_table(self, rkconf: Program) -> None:
        data = f"# rkconf: ignore[RK102]\n{self.TABLE}{self.TABLE.replace('skye', 'lab')}".encode()
        assert lint(rkconf, data, name="kernels.toml") == [("RK102", 8)]


class TestOfNoUse:
    """RK901 and RK902; a comment may hide them too."""

    def test_a_comment_that_another_one_makes_superfluous_is_of_no_use(self, rkconf: Program) -> None:
        assert lint(rkconf, file(OWN, OWN, SKYE)) == [("RK901", 4)]

    def test_a_rule_named_twice_is_of_no_use(self, rkconf: Program) -> None:
        assert lint(rkconf, file("(* rkconf: ignore[RK102, link-mode] *)", SKYE)) == [("RK901", 3)]

    def test_a_rule_that_was_not_asked_reports_nothing(self, rkconf: Program) -> None:
        assert lint(rkconf, file("(* rkconf: ignore[RK305] *)", SKYE), "--select", "RK102,RK901") == [("RK102", 4)]

    def test_a_file_that_cannot_be_read_may_hold_what_it_is_for(self, rkconf: Program) -> None:
        assert lint(rkconf, file("(* rkconf: ignore[RK305] *)", "{") + b"]", "--extend-select", "RK305") == []

    @pytest.mark.parametrize(
        "comment",
        [
            pytest.param("(* rkconf: ignore[RK302, RK901] kept for 5.2 *)", id="in the same comment"),
            pytest.param("(* rkconf: ignore[RK901] *)\n(* rkconf: ignore[RK302] *)", id="in the comment before"),
            pytest.param("(* rkconf: ignore-file[RK901] *)\n(* rkconf: ignore[RK302] *)", id="for the file"),
        ],
    )
    def test_a_comment_may_stay_without_use(self, rkconf: Program, comment: str) -> None:
        assert lint(rkconf, file(comment, SKYE), "--select", "RK302,RK9") == []

    def test_nor_is_a_comment_of_use_that_hides_no_such_comment(self, rkconf: Program) -> None:
        assert lint(rkconf, file("(* rkconf: ignore[RK901] *)", SKYE), "--select", "RK9") == [("RK901", 3)]

    @pytest.mark.parametrize(
        ("line", "advice"),
        [
            pytest.param("(* rkconf: ignore[link-mod] *)", "did you mean link-mode (RK102)?", id="a name misspelt"),
            pytest.param("(* rkconf: ignore[RK1] *)", "`rkconf rules` lists them", id="a prefix"),
            pytest.param("(* rkconf: ignore *)", "write ignore[RULE] reason", id="no name"),
            pytest.param("(* rkconf: ignroe[RK102] *)", "did you mean ignore?", id="a word misspelt"),
            pytest.param("(* rkconf: disable[RK102] *)", "did you mean ignore?", id="the word of another tool"),
        ],
    )
    def test_a_comment_without_a_rule_is_reported(self, rkconf: Program, line: str, advice: str) -> None:
        outcome = rkconf("lint", "-", "--select", "RK902", "--format", "json", stdin=file(line, SKYE))
        (diagnostic,) = json.loads(outcome.out)["diagnostics"]
        assert (diagnostic["severity"], diagnostic["help"]) == ("warning", advice)

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            pytest.param(f"1;\n  {OWN}\n2;\n", "1;\n2;\n", id="a line of its own"),
            pytest.param(f"1;\r\n{OWN}\r\n2;\r\n", "1;\r\n2;\r\n", id="a line of its own, of Windows"),
            pytest.param(f"1;\n{OWN}", "1;\n", id="the last line"),
            pytest.param(f"1; {OWN}\n2;\n", "1;\n2;\n", id="behind something"),
            pytest.param(f"  {OWN} 1;\n", "  1;\n", id="before something"),
            pytest.param(f"a{OWN}b;\n", "a b;\n", id="between two words"),
            pytest.param(f"a {OWN} b;\n", "a b;\n", id="between blanks"),
        ],
    )
    def test_the_fix_takes_the_comment_away(self, rkconf: Program, before: str, after: str) -> None:
        outcome = rkconf("lint", "-", "--stdin-filename", "init.m", "--fix-only", stdin=before.encode())
        assert outcome.out == after

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            pytest.param("RK102, RK302, RK303", "RK102", id="the last ones"),
            pytest.param("RK302, RK303, RK102", "RK102", id="the first ones"),
            pytest.param("RK302, RK102, RK303", "RK102", id="on both sides"),
            pytest.param("RK302, RK999", "RK999", id="what nobody knows stays"),
        ],
    )
    def test_the_fix_takes_names_away(self, rkconf: Program, before: str, after: str) -> None:
        said = file(f"(* rkconf: ignore[{before}] why *)", SKYE)
        fixed = rkconf("lint", "-", "--fix-only", "--select", "RK102,RK302,RK303,RK901", stdin=said)
        assert f"(* rkconf: ignore[{after}] why *)" in fixed.out


class TestAddIgnores:
    """``--add-ignores`` writes comments before the entries, for all that is found."""

    CALL = '\nRemoteMachine["node1",\n  "ssh -v `1` math &", 4]\n'

    @pytest.mark.parametrize(
        ("data", "name"),
        [
            pytest.param(file(SKYE), "init.m", id="entries on lines of their own"),
            pytest.param(file(f"{SKYE}, {LAB}"), "init.m", id="entries on one line"),
            pytest.param(file(SKYE).replace(b"\n", b" "), "init.m", id="a file of one line"),
            pytest.param(file(SKYE).replace(LOCAL.encode() + b",", b""), "init.m", id="what is found in no entry"),
            pytest.param(file(SKYE).replace(b"\n", b"\r\n"), "init.m", id="line ends of Windows"),
            pytest.param(CALL.encode(), "lab.m", id="parallel kernels"),
            pytest.param(b'LaunchKernels["ssh:"]', "lab.m", id="what is found inside a string"),
            pytest.param(TestSpecifications.TABLE.encode(), "kernels.toml", id="a specification"),
            pytest.param(f"  {TestSpecifications.TABLE}".encode(), "kernels.toml", id="an indented table"),
            pytest.param(
                file(OWN, SKYE.replace("BatchMode=yes", "Port=22")), "init.m", id="a comment is there already"
            ),
        ],
    )
    def test_nothing_is_found_then(self, rkconf: Program, tmp_path: Path, data: bytes, name: str) -> None:
        path = tmp_path / name
        path.write_bytes(data)
        assert rkconf("lint", str(path), "--add-ignores", "known").status == 0
        again = json.loads(rkconf("lint", str(path), "--format", "json").out)
        assert again["diagnostics"] == []
        assert again["summary"]["suppressed"] > 0
        written = path.read_bytes()
        assert b"] known" in written
        assert b"\r\n" not in written.replace(b"\r\n", b"") or b"\r\n" in data
        assert rkconf("lint", str(path), "--add-ignores", "known").err == ""
        assert path.read_bytes() == written

    def test_the_text_is_the_same_but_for_comments(self, rkconf: Program) -> None:
        written = rkconf("lint", "-", "--add-ignores", "known", stdin=file(f"{SKYE}, {LAB}")).out
        lines = [line for line in written.splitlines() if not line.startswith("(* rkconf:")]
        assert lines[2].replace("(* rkconf: ignore[RK102] known *) ", "") == f"{SKYE}, {LAB}"

    def test_bare_text_has_no_comments(self, rkconf: Program) -> None:
        outcome = rkconf("lint", "--launch", BAD, "--add-ignores", "known", "--select", "RK102")
        assert outcome.status == 1
        assert outcome.out == f"{BAD}\n"
        assert "RK102 link-mode not ignored: " in outcome.err

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            pytest.param(["--add-ignores", " "], "a reason in one line", id="no reason"),
            pytest.param(["--add-ignores", "a\udcff"], "a reason in one line", id="no UTF-8"),
            pytest.param(["--add-ignores", "a\nb"], "a reason in one line", id="two lines"),
            pytest.param(["--add-ignores", "so *) what"], "without (* and *)", id="the end of a comment"),
            pytest.param(
                ["--add-ignores", "known", "--no-ignores"], "cannot be combined with --no-ignores", id="nobody reads it"
            ),
        ],
    )
    def test_what_makes_no_sense(self, rkconf: Program, words: list[str], said: str) -> None:
        outcome = rkconf("lint", "-", *words, stdin=file(SKYE))
        assert (outcome.status, outcome.out) == (2, "")
        assert outcome.err.count("\n") == 1
        assert said in outcome.err
