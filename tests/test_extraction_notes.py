"""Notes of an extraction: omissions, differences and guesses."""

from types import SimpleNamespace

import pytest

from rkconf import versions
from rkconf.entries import read
from rkconf.extraction import extract
from rkconf.rendering import render
from rkconf.source import Source
from rkconf.syntax import escape
from tests.extractions import DEFAULT, LINK, entry, extracted, parallel, reloaded


@pytest.mark.parametrize(
    ("text", "note"),
    [
        pytest.param(
            'SetOptions[$FrontEnd, EvaluatorNames->{"Local" -> {}, "l2" -> {}}]', "'l2' is a local kernel", id="local"
        ),
        pytest.param(
            'SetOptions[$FrontEnd, EvaluatorNames->{"x" -> {"HostName" -> "a"}, "x" -> {"HostName" -> "b"}}]',
            "a second entry 'x'",
            id="a second entry of the same name",
        ),
        pytest.param('$RemoteCommand = "ssh `1`"', "$RemoteCommand is the default", id="a default command"),
        pytest.param('RemoteMachine[f[x], "ssh `1`", 1]', "the host is computed", id="a computed machine"),
        pytest.param('RemoteMachine["a", 1]', "it names no launch command", id="the default command"),
        pytest.param('RemoteMachine["a", "ssh `1`", 0]', "the number of kernels is 0", id="no kernel at all"),
        pytest.param('Table[LaunchSlave["a", "ssh `1`"], {0}]', "the number of kernels is 0", id="an empty table"),
        pytest.param(
            'SetOptions[$FrontEnd, EvaluatorNames->{"Local" -> {"AutoStartOnLaunch" -> False}}]',
            "'Local' with its options is a local kernel",
            id="a local kernel with options",
        ),
        pytest.param(
            'SetOptions[$FrontEnd, EvaluatorNames->{"x" -> {"RemoteMachine" -> True, "LoginScript" -> command}}]',
            "'x' cannot be part of a specification: the value of LoginScript",
            id="a computed command",
        ),
    ],
)
def test_omissions_are_reported(text: str, note: str) -> None:
    [problem] = extracted(text).notes
    assert problem.message.startswith(note)


@pytest.mark.parametrize("local", ['{"AutoStartOnLaunch" -> True}', "{}"])
def test_the_default_local_kernel_is_not_reported(local: str) -> None:
    extraction = extracted(f'SetOptions[$FrontEnd, EvaluatorNames->{{"Local" -> {local}}}]')
    assert (extraction.specification.kernels, extraction.notes, extraction.altered) == ((), (), ())


@pytest.mark.parametrize(
    ("more", "note", "place"),
    [
        pytest.param(', "Odd" -> 1, "Odd" -> 2', 'a second "Odd"', '"Odd" -> 2', id="a key given twice"),
        pytest.param(
            ', "AutoStartOnLaunch" -> Automatic',
            'the value of "AutoStartOnLaunch"',
            "Automatic",
            id="neither true nor false",
        ),
    ],
)
def test_options_without_a_field_are_reported(more: str, note: str, place: str) -> None:
    text = entry("ssh skye", more=more)
    extraction = extracted(text)
    assert [kernel.launch_command for kernel in reloaded(extraction).kernels] == ["ssh skye"]
    [problem] = extraction.notes
    assert problem.message.startswith(note)
    assert text[problem.span.start : problem.span.end] == place


@pytest.mark.parametrize(
    ("text", "note", "place"),
    [
        pytest.param(
            entry("ssh skye").replace('"RemoteMachine" -> True', '"RemoteMachine" -> False'),
            '"RemoteMachine" is not True',
            '"RemoteMachine" -> False',
            id="an entry that is not remote",
        ),
        pytest.param(
            entry("ssh skye").replace('"RemoteMachine" -> True, ', ""),
            '"RemoteMachine" is not True',
            '"x"',
            id="an entry without RemoteMachine",
        ),
        pytest.param(
            entry("ssh skye").replace(f'"MLOpenArguments" -> "{DEFAULT}", ', ""),
            '"MLOpenArguments" is missing',
            '"x"',
            id="an entry without arguments to MLOpen",
        ),
        pytest.param(
            entry("ssh skye", more=", Sequence @@ more"),
            "this option is computed",
            "Sequence @@ more",
            id="a computed option",
        ),
    ],
)
def test_differences_are_reported(text: str, note: str, place: str) -> None:
    extraction = extracted(text)
    assert [kernel.launch_command for kernel in extraction.specification.kernels] == ["ssh skye"]
    [problem] = extraction.altered
    assert problem.message.startswith(note)
    assert text[problem.span.start : problem.span.end] == place


class TestUnknownEncoding:
    """Older files may be MacRoman or Latin-1."""

    FILES = (
        pytest.param(entry("ssh skye ./@"), id="a command"),
        pytest.param(entry("ssh skye").replace('"x"', '"B@ro"'), id="a name"),
        pytest.param(entry("ssh skye", more=', "Odd" -> "@"'), id="a key without a field"),
        pytest.param(parallel("ssh `1` ./@"), id="a template"),
    )

    @pytest.mark.parametrize("text", FILES)
    def test_a_kernel_with_bytes_beyond_latin_1_is_left_out(self, text: str) -> None:
        data = text.encode().replace(b"@", b"\x8e")
        extraction = extract(read(Source("init.m", data)), versions.load("7"))
        assert (extraction.specification.kernels, extraction.specification.parallel) == ((), ())
        [problem] = extraction.notes
        assert data[problem.span.start : problem.span.end] == b"\x8e"
        assert problem.message.startswith("the file is not UTF-8, and the meaning of byte 0x8E is unknown")

    @pytest.mark.parametrize("text", FILES)
    def test_bytes_read_as_latin_1_are_reported(self, text: str) -> None:
        data = text.encode().replace(b"@", b"\xe9")
        extraction = extract(read(Source("init.m", data)), versions.load("7"))
        assert extraction.notes == ()
        assert "\xe9" in extraction.toml
        [problem] = extraction.altered
        assert data[problem.span.start : problem.span.end] == b"\xe9"
        assert problem.message.startswith("the file is not UTF-8, and the meaning of byte 0xE9 is unknown")
        assert "Latin-1" in problem.message

    @pytest.mark.parametrize("text", FILES)
    def test_utf_8_is_not_reported(self, text: str) -> None:
        extraction = extracted(text.replace("@", "\xe9"))
        assert "\xe9" in extraction.toml
        assert (extraction.notes, extraction.altered) == ((), ())

    def test_bytes_in_a_comment_are_not_reported(self) -> None:
        data = b"(* B\x9fro *) " + entry("ssh skye").encode()
        extraction = extract(read(Source("init.m", data)), versions.load("7"))
        assert (extraction.notes, extraction.altered) == ((), ())


class TestOperatingSystem:
    """A specification names the operating system if that of this machine would be wrong."""

    UNIX = entry("ssh skye.local \"'/A b/math'\" " + LINK)
    WINDOWS = entry('"ssh skye.local "\'/A b/math\'" ' + LINK + '"')

    @pytest.mark.parametrize("platform", ["linux", "win32"])
    def test_windows_is_a_guess_and_is_reported(self, platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("rkconf.spec.feasibility.sys", SimpleNamespace(platform=platform))
        extraction = extracted(self.WINDOWS)
        [problem] = extraction.altered
        assert extraction.specification.frontend.os == "windows"
        assert self.WINDOWS[problem.span.start : problem.span.end].startswith('\\"ssh skye.local')
        assert 'os = "windows"' in problem.message
        assert "RK313" in problem.message

    @pytest.mark.parametrize("text", [UNIX, parallel("ssh `1` math -mathlink `4` -linkname `2` -subkernel &")])
    @pytest.mark.parametrize(
        ("platform", "os"),
        [
            pytest.param("linux", None, id="on Linux"),
            pytest.param("darwin", None, id="on macOS"),
            pytest.param("win32", "linux", id="on Windows"),
        ],
    )
    def test_a_file_for_unix(self, platform: str, os: str | None, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
        here = extracted(text)
        monkeypatch.setattr("rkconf.spec.feasibility.sys", SimpleNamespace(platform=platform))
        extraction = extracted(text)
        assert (extraction.specification.frontend.os, extraction.altered) == (os, here.altered)
        rows = (extraction.specification.kernels, extraction.specification.parallel)
        assert rows == (here.specification.kernels, here.specification.parallel)
        for kernel in render(reloaded(extraction), versions.load("7")).kernels:
            assert escape(kernel.login_script or "") in text

    def test_a_file_without_a_command_names_no_system(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("rkconf.spec.feasibility.sys", SimpleNamespace(platform="win32"))
        text = 'SetOptions[$FrontEnd, EvaluatorNames->{"x" -> {"RemoteMachine" -> True, "HostName" -> "h"}}]'
        assert extracted(text).specification.frontend.os is None
