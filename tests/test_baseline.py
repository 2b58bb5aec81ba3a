"""Baselines: a known finding stays known when the file is edited; an entry without a finding is dropped."""

import json
import os
import subprocess
import sys
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.conftest import Outcome, Program

LISTEN = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"
BAD = (
    "ssh -o BatchMode=yes skye.local ./bin/math.sh -mathlink -LinkMode Listen -LinkProtocol TCPIP -LinkName `linkname`"
)


def entry(name: str, command: str = BAD) -> str:
    return f'"{name}" -> {{"RemoteMachine" -> True, "LoginScript" -> "{command}", "MLOpenArguments" -> "{LISTEN}"}}'


def file(*entries: str) -> bytes:
    lines = ",\n".join(['"Local" -> {}', *entries])
    return f"SetOptions[$FrontEnd,\nEvaluatorNames->{{\n{lines}}}\n]\n".encode()


@pytest.fixture
def init(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file with one error in the current folder."""
    monkeypatch.chdir(tmp_path)
    path = Path("init.m")
    path.write_bytes(file(entry("skye")))
    return path


def written(path: str = "known.json") -> Any:  # noqa: ANN401 - JSON
    return json.loads(Path(path).read_bytes())


def entries(path: str = "known.json") -> list[tuple[str, str]]:
    return [(each["rule"], each["entry"]) for each in written(path)["findings"]]


def summary(outcome: Outcome) -> tuple[int, int]:
    said = json.loads(outcome.out)["summary"]
    return said["errors"], said["suppressed"]


class TestWrite:
    """A recorded finding is known at the next run."""

    def test_a_run_that_writes_a_baseline_is_clean(self, rkconf: Program, init: Path) -> None:
        outcome = rkconf("lint", init.name, "--write-baseline", "known.json", "--format", "json")
        assert (outcome.status, summary(outcome)) == (0, (0, 1))
        assert outcome.err == "rkconf: known.json: wrote a baseline of 1 finding\n"

    @pytest.mark.usefixtures("init")
    def test_so_is_every_run_after_it(self, rkconf: Program) -> None:
        rkconf("lint", "--write-baseline", "known.json")
        outcome = rkconf("lint", "--baseline", "known.json", "--fail-on", "info", "--format", "json")
        assert (outcome.status, summary(outcome), outcome.err) == (0, (0, 1), "")

    @pytest.mark.usefixtures("init")
    def test_the_form(self, rkconf: Program) -> None:
        rkconf("lint", "--write-baseline", "known.json")
        assert Path("known.json").read_text().splitlines() == [
            "{",
            '  "format": 1,',
            '  "findings": [',
            '    {"rule": "RK102", "path": "init.m", "entry": "skye", "text": "-LinkModeListen", "occurrence": 0}',
            "  ]",
            "}",
        ]

    def test_nothing_is_a_baseline_too(self, rkconf: Program, init: Path) -> None:
        init.write_bytes(b"")
        rkconf("lint", "--write-baseline", "known.json")
        assert written() == {"format": 1, "findings": []}
        assert rkconf("lint", "--baseline", "known.json").status == 0

    def test_findings_are_sorted_by_file_and_entry(self, rkconf: Program, init: Path) -> None:
        init.write_bytes(file(entry("skye"), entry("lab")))
        init.with_name("a.m").write_bytes(file(entry("skye")))
        rkconf("lint", "init.m", "a.m", "--write-baseline", "known.json")
        assert [(each["path"], each["entry"]) for each in written()["findings"]] == [
            ("a.m", "skye"),
            ("init.m", "lab"),
            ("init.m", "skye"),
        ]

    def test_paths_are_relative_to_the_folder_of_the_baseline(self, rkconf: Program, init: Path) -> None:
        for name in ("ci", "lab"):
            Path(name).mkdir()
        init.rename("lab/init.m")
        rkconf("lint", "--write-baseline", "ci/known.json")
        assert written("ci/known.json")["findings"][0]["path"] == "../lab/init.m"
        assert rkconf("lint", str(Path("lab").absolute()), "--baseline", "ci/known.json").status == 0

    def test_what_a_comment_ignores_is_not_written(self, rkconf: Program, init: Path) -> None:
        init.write_bytes(file(entry("skye")) + b"(* rkconf: ignore-file[RK102] *)")
        rkconf("lint", "--write-baseline", "known.json")
        assert entries() == []

    def test_a_finding_that_a_comment_suppresses_leaves_it(self, rkconf: Program, init: Path) -> None:
        rkconf("lint", "--write-baseline", "known.json")
        init.write_bytes(b"(* rkconf: ignore-file[RK102] a reason *)\n" + file(entry("skye")))
        rkconf("lint", "--write-baseline", "known.json")
        assert entries() == []

    def test_a_secret_is_not_written(self, rkconf: Program, init: Path) -> None:
        init.write_bytes(file(entry("skye", BAD.replace("skye.local", "user:hunter2@skye.local"))))
        rkconf("lint", "--write-baseline", "known.json")
        assert ("RK402", "skye") in entries()
        assert b"hunter2" not in Path("known.json").read_bytes()

    def test_fixes_come_first(self, rkconf: Program, init: Path) -> None:
        init.write_bytes(file(entry("skye", BAD.replace("ssh -o BatchMode=yes", "rsh"))))
        rkconf("lint", "--fix", "--write-baseline", "known.json")
        assert entries() == [("RK401", "skye")]

    def test_standard_input_and_bare_text_have_separate_names(self, rkconf: Program, init: Path) -> None:
        rkconf("lint", "-", "--launch", BAD, "--write-baseline", "known.json", stdin=init.read_bytes())
        assert [each["path"] for each in written()["findings"]] == ["<launch>", "<stdin>"]
        assert rkconf("lint", "--launch", BAD, "--baseline", "known.json").status == 0


class TestKnown:
    """A finding is identified by its rule, entry and text, never by its line."""

    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(b"\n\n\n" + file(entry("skye")), id="it moved down"),
            pytest.param(file(entry("lab", BAD.replace("Listen", "Connect")), entry("skye")), id="an entry before it"),
            pytest.param(file(entry("skye").replace("-LinkMode", "-Link\\\nMode", 1)), id="the string is broken anew"),
            pytest.param(file(entry("skye")).replace(b"\n", b"\r\n"), id="line ends of Windows"),
        ],
    )
    def test_it_is_known_again(self, rkconf: Program, init: Path, data: bytes) -> None:
        rkconf("lint", "--write-baseline", "known.json")
        init.write_bytes(data)
        assert rkconf("lint", "--baseline", "known.json").status == 0

    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(file(entry("skye"), entry("lab")), id="in another entry"),
            pytest.param(file(entry("skye", BAD.replace("-mathlink", ""))), id="another rule"),
            pytest.param(file(entry("skye")) + file(entry("skye")), id="once more in an entry of the name"),
        ],
    )
    def test_another_one_is_new(self, rkconf: Program, init: Path, data: bytes) -> None:
        rkconf("lint", "--write-baseline", "known.json")
        init.write_bytes(data)
        assert rkconf("lint", "--baseline", "known.json").status == 1

    def test_what_is_known_is_not_fixed(self, rkconf: Program, init: Path) -> None:
        rkconf("lint", "--write-baseline", "known.json")
        rkconf("lint", "--baseline", "known.json", "--fix")
        assert init.read_bytes() == file(entry("skye"))

    @pytest.mark.usefixtures("init")
    def test_the_settings_may_name_the_baseline(self, rkconf: Program) -> None:
        Path("rkconf.toml").write_text('baseline = "known.json"\n')
        assert rkconf("lint", "--write-baseline", "known.json").status == 0
        assert rkconf("lint").status == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
class TestStreams:
    """A baseline in a pipe or in an open file: it is not read first; its paths are relative to the working folder."""

    COMMAND = (sys.executable, "-m", "rkconf", "lint", "init.m", "--output", "json=report.json", "--write-baseline")
    FOUND = ("RK102", "init.m")

    @staticmethod
    def found(data: bytes) -> list[tuple[str, str]]:
        return [(each["rule"], each["path"]) for each in json.loads(data)["findings"]]

    def test_one_is_written_to_a_pipe_that_a_program_reads(self, rkconf: Program, init: Path) -> None:
        os.mkfifo("pipe")
        read: list[bytes] = []
        reader = Thread(target=lambda: read.append(Path("pipe").read_bytes()))
        reader.start()
        outcome = rkconf("lint", init.name, "--write-baseline", "pipe", "--format", "json")
        reader.join()
        assert (outcome.status, outcome.err) == (0, "rkconf: pipe: wrote a baseline of 1 finding\n")
        assert self.found(read[0]) == [self.FOUND]

    @pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1"])
    @pytest.mark.usefixtures("init")
    def test_one_is_written_to_standard_output(self, name: str) -> None:
        piped = subprocess.run([*self.COMMAND, name], capture_output=True, check=True)
        assert self.found(piped.stdout) == [self.FOUND]
        with Path("known.json").open("wb") as file:
            redirected = subprocess.run([*self.COMMAND, name], stdout=file, stderr=subprocess.PIPE, check=True)
        assert redirected.stderr == piped.stderr
        assert Path("known.json").read_bytes() == piped.stdout

    def test_one_that_is_named_is_read_from_a_pipe(self, rkconf: Program, init: Path) -> None:
        rkconf("lint", "--write-baseline", "known.json")
        os.mkfifo("pipe")
        writer = Thread(target=lambda: Path("pipe").write_bytes(Path("known.json").read_bytes()))
        writer.start()
        outcome = rkconf("lint", init.name, "--baseline", "pipe", "--format", "json")
        writer.join()
        assert (outcome.status, summary(outcome)) == (0, (0, 1))


class TestStale:
    """Entries that no longer match are reported, and dropped when the baseline is written."""

    def test_what_nobody_can_see_is_not_gone(self, rkconf: Program, closed: Path) -> None:
        known = {"rule": "RK102", "path": f"{closed}/a.m", "entry": "x", "text": "y", "occurrence": 1}
        Path("known.json").write_text(json.dumps({"format": 1, "findings": [known]}))
        Path("empty.m").touch()
        outcome = rkconf("lint", "empty.m", "--baseline", "known.json")
        assert (outcome.status, outcome.err) == (0, "")

    def said(self, outcome: Outcome) -> list[str]:
        return [line for line in outcome.err.splitlines() if "no longer match" in line]

    @pytest.fixture(autouse=True)
    def _known(self, rkconf: Program, init: Path) -> None:
        init.with_name("other.m").write_bytes(file(entry("lab")))
        rkconf("lint", "--write-baseline", "known.json")

    def test_a_repaired_finding_is_reported(self, rkconf: Program, init: Path) -> None:
        init.write_bytes(b"")
        outcome = rkconf("lint", "--baseline", "known.json")
        assert outcome.status == 0
        assert self.said(outcome) == [
            "rkconf: known.json: RK102 in 'skye' of init.m no longer matches; --write-baseline drops it"
        ]

    def test_it_is_left_out_on_writing(self, rkconf: Program, init: Path) -> None:
        init.write_bytes(b"")
        rkconf("lint", "--baseline", "known.json", "--write-baseline", "known.json")
        assert entries() == [("RK102", "lab")]

    def test_a_file_that_is_gone_has_none(self, rkconf: Program, init: Path) -> None:
        init.unlink()
        assert len(self.said(rkconf("lint", "other.m", "--baseline", "known.json"))) == 1

    @pytest.mark.parametrize(
        "words", [pytest.param(["init.m"], id="another file"), pytest.param(["--ignore", "RK102"], id="another rule")]
    )
    def test_what_was_not_asked_is_not_stale(self, rkconf: Program, words: list[str]) -> None:
        assert self.said(rkconf("lint", *words, "--baseline", "known.json")) == []
        rkconf("lint", *words, "--write-baseline", "known.json")
        assert entries() == [("RK102", "skye"), ("RK102", "lab")]

    def test_many_are_not_all_listed(self, rkconf: Program, init: Path) -> None:
        init.write_bytes(file(*(entry(f"node{number}") for number in range(20))))
        rkconf("lint", "--write-baseline", "known.json")
        init.write_bytes(b"")
        said = self.said(rkconf("lint", "--baseline", "known.json"))
        assert len(said) == 11
        assert "10 more" in said[-1]


class TestBadInput:
    """One line, exit 2, nothing lost."""

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            pytest.param(None, "no such file", id="missing"),
            pytest.param("", "this is not a baseline", id="empty"),
            pytest.param("\x00\xff", "this is not a baseline", id="binary"),
            pytest.param("[" * 100_000, "it is nested more than 100 deep; name another file", id="nested too deep"),
            pytest.param('{"name": "package"}', "this is not a baseline", id="another file"),
            pytest.param("[]", "this is not a baseline", id="a list"),
            pytest.param('{"format": 2, "findings": {}}', "newer than this rkconf", id="a newer format"),
            pytest.param('{"format": 1, "findings": [{}]}', "finding 1 of this baseline is damaged", id="damaged"),
            pytest.param('{"format": 1}', "this is not a baseline", id="without findings"),
        ],
    )
    def test_a_baseline_that_cannot_be_used(self, rkconf: Program, init: Path, text: str | None, said: str) -> None:
        if text is not None:
            Path("known.json").write_bytes(text.encode("latin-1"))
        for words in (["--baseline", "known.json"], ["--write-baseline", "known.json"])[: 2 if text is not None else 1]:
            outcome = rkconf("lint", init.name, *words)
            assert (outcome.status, outcome.out) == (2, "")
            assert outcome.err.count("\n") == 1
            assert said in outcome.err
            assert text is None or Path("known.json").read_bytes() == text.encode("latin-1")

    def test_a_link_to_itself_is_not_written(self, rkconf: Program, init: Path) -> None:
        Path("known.json").symlink_to("known.json")
        outcome = rkconf("lint", init.name, "--write-baseline", "known.json")
        message = "Too many levels of symbolic links; check the links; nothing was written"
        assert (outcome.status, outcome.err) == (2, f"rkconf: known.json: {message}\n")

    def test_a_place_that_cannot_be_written(self, rkconf: Program, init: Path) -> None:
        outcome = rkconf("lint", init.name, "--write-baseline", "nowhere/known.json")
        assert (outcome.status, outcome.out) == (2, "")
        assert outcome.err.count("\n") == 1
