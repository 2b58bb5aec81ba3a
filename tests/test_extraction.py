"""Extracting: what the fields of a specification say, what stays word for word, and that nothing is lost."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from rkconf import emit, spec, versions
from rkconf.entries import read
from rkconf.extraction import Extraction, extract
from rkconf.rendering import as_wl, as_wl_all, render
from rkconf.source import Source
from rkconf.syntax import escape
from tests.conftest import SAMPLES, Program

KERNELS = SAMPLES / "kernels"
DEFAULT = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"
LINK = '-mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName "`linkname`" -LinkHost `ipaddress`'

TUNNEL = (
    "L=`2`; A=${L%%@*}; B=${L##*,}; B=${B%%@*}; H=${L##*@}; ssh -o ExitOnForwardFailure=yes -S none "
    "-R 127.0.0.1:$A:$H:$A -R 127.0.0.1:$B:$H:$B -l `3` `1` math -mathlink -linkmode Connect `4` "
    "-linkname $A@127.0.0.1,$B@127.0.0.1 -linkhost 127.0.0.1 -subkernel -noinit"
)


def extracted(text: str, version: str = "7") -> Extraction:
    return extract(read(Source("init.m", text.encode())), versions.load(version))


def entry(command: str, mlopen: str = DEFAULT, more: str = "") -> str:
    options = f'"RemoteMachine" -> True, "TranslateReturns" -> True, "MLOpenArguments" -> "{mlopen}", '
    return f'SetOptions[$FrontEnd, EvaluatorNames->{{"x" -> {{{options}"LoginScript" -> "{escape(command)}"{more}}}}}]'


def parallel(command: str) -> str:
    return f'LaunchKernels[RemoteMachine["node1", "{escape(command)}", 2]]'


RENDERED = [
    pytest.param(path.name, version.name, id=f"{path.stem} {version}")
    for path in sorted(KERNELS.glob("*.toml"))
    for version in versions.known()
    if not (KERNELS / path.stem / f"{version}.refused").exists()
]


@pytest.mark.parametrize(("sample", "version"), RENDERED)
def test_what_was_rendered_is_rendered_again_the_same(sample: str, version: str) -> None:
    loaded = spec.load(Source(sample, (KERNELS / sample).read_bytes())).specification
    assert loaded
    rendering = render(loaded, versions.load(version))
    for text in (as_wl_all(rendering), as_wl(rendering)):
        extraction = extracted(text, version)
        assert extraction.notes == ()
        again = render(reloaded(extraction), versions.load(version))
        assert again.parallel == (rendering.parallel if text == as_wl(rendering) else ())
        assert [emit.entry(kernel) for kernel in again.kernels] == [emit.entry(kernel) for kernel in rendering.kernels]


def reloaded(extraction: Extraction) -> spec.Specification:
    loaded = spec.load(Source("kernels.toml", spec.dump(extraction.specification).encode()))
    assert loaded.specification == extraction.specification
    return extraction.specification


@pytest.mark.parametrize(("sample", "version"), RENDERED)
def test_what_was_rendered_comes_back_as_the_same_fields(sample: str, version: str) -> None:
    loaded = spec.load(Source(sample, (KERNELS / sample).read_bytes())).specification
    assert loaded
    target = versions.load(version)
    found = extracted(as_wl(render(loaded, target)), version).specification
    assert [fields(row, target) for row in found.kernels] == [fields(row, target) for row in loaded.kernels]
    assert [fields(row, target) for row in found.parallel] == [fields(row, target) for row in loaded.parallel]


def fields(row: spec.Kernel | spec.Parallel, version: versions.Version) -> dict[str, object]:
    """Return what a row says: the path stands for the facts that lead to it, and a tunnel's file for one that is used.

    The name of parallel kernels is for ``--name`` alone; no text of theirs has a place for it.
    """
    said = row.model_dump(exclude_defaults=True, exclude={"os", "kernel_version", "kernel"})
    if isinstance(row, spec.Parallel):
        said.pop("name", None)
    if not spec.further_ports(row, version):
        said.pop("kernel_init", None)
    return {**said, "kernel": spec.kernel_path(row, version)}


USERS: dict[str, dict[str, object]] = {
    "-o User=bob h": {"ssh": {"User": "bob"}},
    "-o User=bob u@h": {"user": "u", "ssh": {"User": "bob"}},
    "-l dora h": {"ssh_options": ("-l", "dora")},
    "-l dora u@h": {"user": "u", "ssh_options": ("-l", "dora")},
    "-ldora -vC h": {"ssh_options": ("-ldora", "-vC")},
    "-l dora -p 99 -v -o User=bob h": {"ssh_options": ("-l", "dora", "-p", "99", "-v", "-o", "User=bob")},
    "-o User=a -o User=b -p 9 h": {"ssh": {"User": "a"}, "ssh_options": ("-o", "User=b", "-p", "9")},
}
"""Who logs in, in the words of a command and in fields: what is given as an option stays one, where it is."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            entry(f'ssh skye.local "./math.sh" {LINK}'),
            {"host": "skye.local", "kernel": "./math.sh"},
            id="ssh",
        ),
        pytest.param(
            entry(f'ssh -v -p 22 -o ProxyJump=gate -4 -i "a key" me@skye.local \\"/A b/math\\" {LINK}'),
            {
                "host": "skye.local",
                "user": "me",
                "port": 22,
                "kernel": "/A b/math",
                "verbose": True,
                "ssh": {"ProxyJump": "gate"},
                "ssh_options": ("-4", "-i", "a key"),
            },
            id="ssh with options, and a path with a blank",
        ),
        *(
            pytest.param(
                entry(f"ssh {written} ./math.sh {LINK}"), {"host": "h", "kernel": "./math.sh", **expected}, id=written
            )
            for written, expected in USERS.items()
        ),
        pytest.param(
            entry("ssh host math " + LINK.replace('"', ""), f"-LinkName 53001,53002 {DEFAULT}"),
            {"host": "host", "kernel": "math", "connection": "fixed-ports", "ports": (53001, 53002)},
            id="fixed ports",
        ),
        pytest.param(
            'SetOptions[$FrontEnd, EvaluatorNames->{"x" -> {"HostName" -> "h", '
            '"MLOpenArguments" -> "-LinkMode Listen"}}]',
            {
                "host": "h",
                "options": "basic",
                "translate_returns": False,
                "extra": {"MLOpenArguments": '"-LinkMode Listen"'},
            },
            id="Basic Options with MLOpen arguments left over",
        ),
        pytest.param(
            'SetOptions[$FrontEnd, EvaluatorNames->{"x" -> {"RemoteMachine" -> True, "TranslateReturns" -> True, '
            '"HostName" -> "h", "RemoteLogin" -> "u", "AutoStartOnLaunch" -> True, "Other" -> {1}}}]',
            {"host": "h", "user": "u", "options": "basic", "auto_start": True, "extra": {"Other": "{1}"}},
            id="Basic Options, and a key that has no field",
        ),
    ],
)
def test_what_fields_can_say(text: str, expected: dict[str, object]) -> None:
    [kernel] = extracted(text).specification.kernels
    assert kernel.model_dump(exclude_defaults=True) == {"name": "x", **expected}


def test_mathssh_is_known_where_it_is_attested() -> None:
    text = entry(f'`java` -jar "`mathssh`" me@skye.local ./math.sh {LINK}')
    assert extracted(text, "5.2").specification.kernels[0].transport == "mathssh"
    assert extracted(text, "6").specification.kernels[0].launch_command is not None


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(f"./reach.sh skye {LINK}", id="somebody's script"),
        pytest.param(f"ssh skye nice ./math.sh {LINK}", id="a prefix"),
        pytest.param(f"ssh skye ./math.sh -noinit {LINK}", id="a flag that no field has"),
        pytest.param(f"ssh skye -l me ./math.sh {LINK}", id="an option behind the host"),
        pytest.param(f"ssh -b `ipaddress` skye ./math.sh {LINK}", id="a placeholder where options stand"),
        pytest.param(f"ssh skye ~/math.sh {LINK}", id="a tilde"),
        pytest.param(f"ssh $HOST ./math.sh {LINK}", id="a variable"),
        pytest.param(f"ssh skye ./math.sh {LINK} &", id="the background"),
        pytest.param(f"ssh skye ./math.sh {LINK} 2> log", id="a redirection on this side"),
        pytest.param(f"ssh skye './math.sh {LINK} > log'", id="a redirection on the other side"),
        pytest.param(f"cd /; ssh skye ./math.sh {LINK}", id="two commands"),
        pytest.param("ssh skye ./math.sh " + LINK.replace("`ipaddress`", "192.168.1.2"), id="a literal address"),
        pytest.param("ssh skye ./math.sh -mathlink", id="no link"),
        pytest.param("ssh 'a b' ./math.sh", id="a host with a blank"),
        pytest.param("ssh skye 'unbalanced", id="a quote without an end"),
    ],
)
def test_what_no_field_can_say_stays_word_for_word(command: str) -> None:
    [kernel] = extracted(entry(command)).specification.kernels
    assert kernel.model_dump(exclude_defaults=True) == {
        "name": "x",
        "launch_command": command,
        "mlopen_arguments": DEFAULT,
    }


def test_mlopen_arguments_of_another_form_stay_beside_the_fields() -> None:
    other = "-LinkProtocol TCPIP -LinkMode Listen -LinkOptions MLDontInteract"
    [kernel] = extracted(entry(f"ssh skye ./math.sh {LINK}", other)).specification.kernels
    assert (kernel.host, kernel.mlopen_arguments) == ("skye", other)


def test_mixed_options_keep_both() -> None:
    [kernel] = extracted(entry(f"ssh skye ./math.sh {LINK}", more=', "HostName" -> "other"')).specification.kernels
    assert (kernel.host, kernel.extra) == ("skye", {"HostName": '"other"'})


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        pytest.param(
            "ssh -l `3` `1` math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit >& /dev/null &",
            {"kernel": "math"},
            id="the user's slot",
        ),
        pytest.param(
            "ssh me@`1` math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &",
            {"kernel": "math", "user": "me"},
            id="a literal user",
        ),
        pytest.param(
            "ssh `1` math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &",
            None,
            id="no user at all",
        ),
        pytest.param(
            "ssh -l dora -l `3` `1` math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit"
            " > /dev/null 2>&1 &",
            {"kernel": "math", "ssh_options": ("-l", "dora")},
            id="a user before the slot",
        ),
        pytest.param(
            "ssh -o User=bob me@`1` math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit"
            " > /dev/null 2>&1 &",
            {"kernel": "math", "user": "me", "ssh": {"User": "bob"}},
            id="a user as a setting, beside another",
        ),
        pytest.param(
            "ssh -l `3` `1` /home/`3`/math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit"
            " > /dev/null 2>&1 &",
            None,
            id="the user's slot in a path",
        ),
        pytest.param("ssh `1` math", None, id="nothing of the link"),
        pytest.param(f"{TUNNEL} > /dev/null 2>&1 &", {"kernel": "math", "connection": "tunnel"}, id="a tunnel"),
        pytest.param(
            f"{TUNNEL.replace('ssh -o', 'ssh -L 8080:web:80 -o')} > /dev/null 2>&1 &",
            {"kernel": "math", "connection": "tunnel", "ssh_options": ("-L", "8080:web:80")},
            id="a tunnel, and a forward of one's own",
        ),
        pytest.param(
            f"{TUNNEL.replace('$A:$H:$A', '49321:$H:49321')} > /dev/null 2>&1 &",
            None,
            id="a tunnel for a port that is an example by chance",
        ),
        pytest.param(f"X=1; {TUNNEL} > /dev/null 2>&1 &", None, id="a tunnel in other words"),
        pytest.param(
            "ssh -l `3` `1` math -mathlink -linkmode Connect `4` -linkname `2` -noinit > /dev/null 2>&1 &",
            {"kernel": "math", "kernel_version": "6"},
            id="a kernel of an older version, by its flags",
        ),
    ],
)
def test_templates(command: str, expected: dict[str, object] | None) -> None:
    [group] = extracted(parallel(command)).specification.parallel
    fields = {"command": command} if expected is None else expected
    assert group.model_dump(exclude_defaults=True) == {"host": "node1", "count": 2, **fields}


def test_the_same_slave_several_times_is_one_with_a_count() -> None:
    text = 'LaunchSlave["a", "ssh `1`"]\n' * 3 + 'LaunchSlave["b", "ssh `1`"]\n'
    assert [(group.host, group.count) for group in extracted(text, "6").specification.parallel] == [("a", 3), ("b", 1)]


SLAVE = 'LaunchSlave["a", "ssh `1`"]'
MACHINE = 'RemoteMachine["a", "ssh `1`"]'


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param(f"slaves = Table[ {SLAVE}, {{4}} ]", 4, id="a table"),
        pytest.param(f"System`Table[{SLAVE}, {{i, 4}}]", 4, id="a table with a name for its iterator"),
        pytest.param(f"Do[{SLAVE}, {{4}}]", 4, id="a loop"),
        pytest.param(f"Table[(* two *) {SLAVE} (* of *), (* them *) {{2}}]", 2, id="comments around it"),
        pytest.param(f"Table[Table[{SLAVE}, {{2}}], {{3}}]", 6, id="a table in a table"),
        pytest.param(f"Table[{SLAVE}, {{2}}, {{j, 3}}]", 6, id="two iterators"),
        pytest.param(f"Table[LaunchKernels[{MACHINE}], {{3}}]", 3, id="a table of machines"),
        pytest.param('Do[LaunchKernels[RemoteMachine["a", "ssh `1`", 2]], {3}]', 6, id="a number in a loop"),
        pytest.param(f"Table[x, {{i, Length[{{{SLAVE}}}]}}]", 1, id="inside an iterator"),
        pytest.param(f"f = # & ; {SLAVE} /. x -> y; g &", 1, id="beside functions"),
        pytest.param(f"f[x_] := x^2\n{SLAVE}", 1, id="behind a definition"),
        pytest.param(f"If[a, f := 3; {SLAVE}]", 1, id="behind a definition, in one expression"),
        pytest.param(f"(f := 3) + {SLAVE}", 1, id="beside a definition"),
        pytest.param(f"f[{SLAVE}] := 3", 1, id="before a definition"),
        pytest.param(f"f[] = {SLAVE} (* := *)", 1, id="an assignment"),
        pytest.param(f"f[] (* := *) = a -> {SLAVE}", 1, id="an assignment and a rule that do not wait"),
        pytest.param(f'"Table[" <> f[{SLAVE}, {{4}}]', 1, id="a table in a string, and another function"),
        pytest.param(f"(* Table[ *) {SLAVE}, {{4}}]", 1, id="a table in a comment"),
    ],
)
def test_what_stands_around_a_call_multiplies_it(text: str, count: int) -> None:
    extraction = extracted(text, "6")
    [group] = extraction.specification.parallel
    assert (group.count, extraction.altered) == (count, ())


@pytest.mark.parametrize(
    ("text", "count", "why"),
    [
        pytest.param(f"ParallelTable[{SLAVE}, {{2}}]", 1, "ParallelTable repeats this call", id="in other kernels"),
        pytest.param(f"Table[{SLAVE}, {{n}}]", 1, "an iterator of Table is computed", id="a computed iterator"),
        pytest.param(f"Do[{SLAVE}, {{i, 2, 4}}, {{3}}]", 3, "an iterator of Do is computed", id="one of two iterators"),
        pytest.param(f"Table[{SLAVE}, {{{'9' * 5000}}}]", 1, "Table has no end", id="a table without an end"),
        pytest.param(f"{SLAVE} & /@ Range[3]", 1, "this call is the body of a function", id="a function"),
        pytest.param(f"Function[{SLAVE}]", 1, "Function repeats this call", id="a function by its name"),
        *(
            pytest.param(text, 1, f"this call is the body of {what}", id=text)
            for text, what in (
                (f"f[] := {SLAVE}", "a definition"),
                (f"f[x_] := Module[{{}}, g; {SLAVE}]", "a definition"),
                (f"f[x_] := (g; {SLAVE}) + 1", "a definition"),
                (f"f[] := g[] = {SLAVE}", "a definition"),
                (f"f[] ^:= {SLAVE}", "a definition"),
                (f"f /: g[f] := {SLAVE}", "a definition"),
                (f"SetDelayed[f[], {SLAVE}]", "a definition"),
                (f"x /. a :> {SLAVE}", "a rule"),
                (f"RuleDelayed[a, {SLAVE}]", "a rule"),
            )
        ),
        pytest.param(
            'LaunchKernels[RemoteMachine["a", "ssh `1`", n]]',
            1,
            "the number of kernels is computed, or no plain number",
            id="a computed number",
        ),
        pytest.param(
            f'RemoteMachine["a", "ssh `1`", {"9" * 5000}]',
            1,
            "the number of kernels is computed, or no plain number",
            id="a number that no machine has",
        ),
    ],
)
def test_a_number_that_is_not_known_is_told(text: str, count: int, why: str) -> None:
    extraction = extracted(text)
    [group] = extraction.specification.parallel
    [problem] = extraction.altered
    assert (group.count, problem.message) == (count, f"count = {count} is a guess: {why}")
    assert text[problem.span.start :].startswith(("LaunchSlave[", "RemoteMachine["))


@pytest.mark.parametrize(
    ("text", "row", "note", "place"),
    [
        pytest.param(
            'RemoteMachine["a", "ssh `1`", 2, False, True]',
            {"count": 2},
            "the settings of the dialog, False, True: no field says them",
            "False, True",
            id="settings of the dialog",
        ),
        pytest.param(
            'RemoteMachine["a", "ssh `1`", LinkProtocol -> "Pipes"]',
            {},
            "the option LinkProtocol: no field says it",
            'LinkProtocol -> "Pipes"',
            id="an option",
        ),
        pytest.param(
            'RemoteMachine["a", "ssh `1`", ConnectionType->LinkLaunch]',
            None,
            "its command stays (LinkLaunch): a specification has no kernel like that",
            "RemoteMachine[",
            id="an option with which the command stays",
        ),
    ],
)
def test_what_of_a_call_no_field_says_is_told(text: str, row: dict[str, object] | None, note: str, place: str) -> None:
    extraction = extracted(f"LaunchKernels[{text}]")
    rows = [group.model_dump(exclude_defaults=True) for group in extraction.specification.parallel]
    assert rows == ([] if row is None else [{"host": "a", "command": "ssh `1`", **row}])
    [problem] = extraction.notes
    assert problem.message == note
    assert f"LaunchKernels[{text}]"[problem.span.start :].startswith(place)


def test_calls_that_differ_in_their_options_are_two_groups() -> None:
    text = 'LaunchSlave["a", "ssh `1`", LinkProtocol -> "Pipes"]\nLaunchSlave["a", "ssh `1`"]\n'
    assert [group.count for group in extracted(text, "6").specification.parallel] == [1, 1]


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
        pytest.param('$RemoteCommand = "ssh `1`"', "$RemoteCommand is a default", id="a default command"),
        pytest.param('RemoteMachine[f[x], "ssh `1`", 1]', "the machine is computed", id="a computed machine"),
        pytest.param('RemoteMachine["a", 1]', "the launch command is computed, or", id="the default command"),
        pytest.param('RemoteMachine["a", "ssh `1`", 0]', "no kernel is started here", id="no kernel at all"),
        pytest.param('Table[LaunchSlave["a", "ssh `1`"], {0}]', "no kernel is started here", id="an empty table"),
        pytest.param(
            'SetOptions[$FrontEnd, EvaluatorNames->{"Local" -> {"AutoStartOnLaunch" -> False}}]',
            "'Local' with its options is a local kernel",
            id="a local kernel with options",
        ),
        pytest.param(
            'SetOptions[$FrontEnd, EvaluatorNames->{"x" -> {"RemoteMachine" -> True, "LoginScript" -> command}}]',
            "'x' cannot be said: the value of LoginScript is no plain string",
            id="a computed command",
        ),
    ],
)
def test_what_is_left_out_is_told(text: str, note: str) -> None:
    [problem] = extracted(text).notes
    assert problem.message.startswith(note)


@pytest.mark.parametrize("local", ['{"AutoStartOnLaunch" -> True}', "{}"])
def test_of_the_local_kernel_that_every_front_end_has_nothing_is_said(local: str) -> None:
    extraction = extracted(f'SetOptions[$FrontEnd, EvaluatorNames->{{"Local" -> {local}}}]')
    assert (extraction.specification.kernels, extraction.notes, extraction.altered) == ((), (), ())


@pytest.mark.parametrize(
    ("more", "note", "place"),
    [
        pytest.param(
            ', "Odd" -> 1, "Odd" -> 2', 'a second "Odd": the first one counts', '"Odd" -> 2', id="a key given twice"
        ),
        pytest.param(
            ', "AutoStartOnLaunch" -> Automatic',
            'the value of "AutoStartOnLaunch": a specification knows True and False alone',
            "Automatic",
            id="neither true nor false",
        ),
    ],
)
def test_what_of_an_entry_no_field_says_is_told(more: str, note: str, place: str) -> None:
    text = entry("ssh skye", more=more)
    extraction = extracted(text)
    assert [kernel.launch_command for kernel in reloaded(extraction).kernels] == ["ssh skye"]
    [problem] = extraction.notes
    assert (problem.message, text[problem.span.start : problem.span.end]) == (note, place)


@pytest.mark.parametrize(
    ("text", "told", "place"),
    [
        pytest.param(
            entry("ssh skye").replace('"RemoteMachine" -> True', '"RemoteMachine" -> False'),
            "\"RemoteMachine\" is not True here; what `rkconf render` writes for 'x' says that it is",
            '"RemoteMachine" -> False',
            id="an entry that is not remote",
        ),
        pytest.param(
            entry("ssh skye").replace('"RemoteMachine" -> True, ', ""),
            "\"RemoteMachine\" is not True here; what `rkconf render` writes for 'x' says that it is",
            '"x"',
            id="an entry that does not say that it is remote",
        ),
        pytest.param(
            entry("ssh skye", more=", Sequence @@ more"),
            "this option is computed; rkconf does not follow it",
            "Sequence @@ more",
            id="a computed option",
        ),
    ],
)
def test_what_an_entry_says_otherwise_is_told(text: str, told: str, place: str) -> None:
    extraction = extracted(text)
    assert [kernel.launch_command for kernel in extraction.specification.kernels] == ["ssh skye"]
    [problem] = extraction.altered
    assert (problem.message, text[problem.span.start : problem.span.end]) == (told, place)


class TestBytesOfAnUnknownEncoding:
    """Older files may be MacRoman or Latin-1."""

    FILES = (
        pytest.param(entry("ssh skye ./@"), id="a command"),
        pytest.param(entry("ssh skye").replace('"x"', '"B@ro"'), id="a name"),
        pytest.param(entry("ssh skye", more=', "Odd" -> "@"'), id="a key without a field"),
        pytest.param(parallel("ssh `1` ./@"), id="a template"),
    )

    @pytest.mark.parametrize("text", FILES)
    def test_one_that_cannot_be_latin_1_is_left_out_and_told(self, text: str) -> None:
        data = text.encode().replace(b"@", b"\x8e")
        extraction = extract(read(Source("init.m", data)), versions.load("7"))
        assert (extraction.specification.kernels, extraction.specification.parallel) == ((), ())
        [problem] = extraction.notes
        assert data[problem.span.start : problem.span.end] == b"\x8e"
        assert problem.message == (
            "the file is no UTF-8, and nobody knows what the byte 0x8E is; "
            "save the file as UTF-8, or write this kernel by hand"
        )

    @pytest.mark.parametrize("text", FILES)
    def test_one_that_may_be_latin_1_is_told(self, text: str) -> None:
        data = text.encode().replace(b"@", b"\xe9")
        extraction = extract(read(Source("init.m", data)), versions.load("7"))
        assert extraction.notes == ()
        assert "\xe9" in extraction.toml
        [problem] = extraction.altered
        assert data[problem.span.start : problem.span.end] == b"\xe9"
        assert problem.message.startswith(
            "the file is no UTF-8, and nobody knows what the byte 0xE9 is: read as Latin-1"
        )

    @pytest.mark.parametrize("text", FILES)
    def test_utf_8_is_known(self, text: str) -> None:
        extraction = extracted(text.replace("@", "\xe9"))
        assert "\xe9" in extraction.toml
        assert (extraction.notes, extraction.altered) == ((), ())

    def test_one_in_a_comment_is_nobody_s_business(self) -> None:
        data = b"(* B\x9fro *) " + entry("ssh skye").encode()
        extraction = extract(read(Source("init.m", data)), versions.load("7"))
        assert (extraction.notes, extraction.altered) == ((), ())


class TestTheSystemThatAFileIsFor:
    """A specification says it where this machine's would be another."""

    UNIX = entry("ssh skye.local \"'/A b/math'\" " + LINK)
    WINDOWS = entry('"ssh skye.local "\'/A b/math\'" ' + LINK + '"')

    @pytest.mark.parametrize("platform", ["linux", "win32"])
    def test_a_file_for_windows_is_a_guess_and_told(self, platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
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

    def test_a_file_without_a_command_says_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("rkconf.spec.feasibility.sys", SimpleNamespace(platform="win32"))
        text = 'SetOptions[$FrontEnd, EvaluatorNames->{"x" -> {"RemoteMachine" -> True, "HostName" -> "h"}}]'
        assert extracted(text).specification.frontend.os is None


def test_the_command_line_tells_what_is_a_guess(rkconf: Program) -> None:
    outcome = rkconf("extract", "-", "--stdin-filename", "p.m", stdin=f"Do[{MACHINE}, {{n}}]".encode())
    assert (outcome.status, outcome.out.count("[[parallel]]")) == (0, 1)
    assert outcome.err == "rkconf: p.m:1:4: count = 1 is a guess: an iterator of Do is computed\n"


def test_the_command_line(rkconf: Program) -> None:
    text = entry("ssh skye.local ./math.sh " + LINK)
    outcome = rkconf("extract", "-", "--version", "6", stdin=text.encode())
    assert outcome.status == 0
    assert outcome.out == (
        '[frontend]\nversion = "6"\n\n[[kernels]]\nname = "x"\nhost = "skye.local"\nkernel = "./math.sh"\n'
    )


FIXED = entry("ssh skye.local ./math.sh " + LINK.replace('"', ""), f"-LinkName 53001,53002 {DEFAULT}")
OTHER = FIXED.replace("skye.local", "galaxy.local")


FIXED_TUNNEL = (
    TUNNEL.replace("127.0.0.1:$A", "127.0.0.1:31415")
    .replace("127.0.0.1:$B", "127.0.0.1:31416")
    .replace("$A@", "31415@")
    .replace("$B@", "31416@")
    + " > /dev/null 2>&1 &"
)


@pytest.mark.parametrize(
    ("hosts", "ports"),
    [
        pytest.param(("node1", "node2"), [(31415, 31416), (31415, 31416)], id="two machines"),
        pytest.param(("node1", "node2", "node1"), [(31415, 31416), (31415, 31416), None], id="one of them twice"),
    ],
)
def test_a_parallel_tunnel_keeps_its_own_words_where_another_has_its_ports(
    hosts: tuple[str, ...], ports: list[tuple[int, int] | None]
) -> None:
    text = "; ".join(f'LaunchKernels[RemoteMachine["{host}", "{escape(FIXED_TUNNEL)}", 1]]' for host in hosts)
    found = reloaded(extracted(text))
    assert [group.ports for group in found.parallel] == ports
    assert [each.host for each in render(found, versions.load("7")).parallel] == list(hosts)
    assert {each.command for each in render(found, versions.load("7")).parallel} == {FIXED_TUNNEL}


def test_a_parallel_tunnel_keeps_its_own_words_where_a_tunnel_of_the_front_end_has_its_ports() -> None:
    command = (
        "ssh -o ExitOnForwardFailure=yes -S none -R 127.0.0.1:31415:127.0.0.1:31415 -R 127.0.0.1:31416:127.0.0.1:31416 "
        "node1 math -mathlink -LinkMode Connect -LinkProtocol TCPIP "
        "-LinkName 31415@127.0.0.1,31416@127.0.0.1 -LinkHost 127.0.0.1"
    )
    opened = DEFAULT.replace("TCPIP", "TCPIP -LinkName 31415@127.0.0.1,31416@127.0.0.1")
    template = f'LaunchKernels[RemoteMachine["node1", "{escape(FIXED_TUNNEL)}", 1]]'
    found = reloaded(extracted(f"{entry(command, opened)}; {template}", "5.2"))
    assert ([kernel.ports for kernel in found.kernels], [group.ports for group in found.parallel]) == (
        [(31415, 31416)],
        [None],
    )


def test_kernels_with_the_same_ports_go_into_one_specification() -> None:
    text = FIXED.removesuffix("}]") + ", " + OTHER.partition("EvaluatorNames->{")[2].replace('"x"', '"y"', 1)
    extraction = extracted(text)
    first, second = reloaded(extraction).kernels
    assert (first.ports, second.ports) == ((53001, 53002), None)
    assert second.launch_command is not None
    assert spec.load(Source("kernels.toml", extraction.toml.encode())).problems == ()


class TestSeveralFiles:
    """One specification of several files."""

    @pytest.fixture(autouse=True)
    def _files(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        launched = 'SetOptions[$FrontEnd, VersionsLaunched->{{"{}"}}]'
        texts = {
            "here.m": FIXED,
            "same.m": FIXED,
            "other.m": OTHER,
            "node.m": parallel(f"{TUNNEL} > /dev/null 2>&1 &"),
            "five.m": launched.format("5.2"),
            "seven.m": launched.format("7.0"),
        }
        for name, text in texts.items():
            (tmp_path / name).write_text(text)

    def test_kernels_and_parallel_kernels_together(self, rkconf: Program) -> None:
        outcome = rkconf("extract", "here.m", "node.m")
        assert (outcome.status, outcome.err) == (0, "")
        assert (outcome.out.count("[[kernels]]"), outcome.out.count("[[parallel]]")) == (1, 1)

    def test_what_two_files_say_alike_is_said_once(self, rkconf: Program) -> None:
        assert rkconf("extract", "here.m", "same.m", "here.m").out == rkconf("extract", "here.m").out

    def test_another_kernel_of_the_same_name_gets_a_number(self, rkconf: Program) -> None:
        outcome = rkconf("extract", "here.m", "other.m", "same.m")
        loaded = spec.load(Source("kernels.toml", outcome.raw))
        assert loaded.specification
        assert [kernel.name for kernel in loaded.specification.kernels] == ["x", "x (2)"]
        column = OTHER.index('"x"') + 1
        told = f"rkconf: other.m:1:{column}: this 'x' is called 'x (2)' now: another file has one of the same name\n"
        assert (outcome.status, outcome.err) == (0, told)

    def test_a_name_is_looked_for_in_all_of_them(self, rkconf: Program) -> None:
        assert rkconf("extract", "here.m", "node.m", "--name", "node1").out.count("[[") == 1
        missing = rkconf("extract", "here.m", "node.m", "--name", "y")
        assert (missing.status, missing.err) == (
            2,
            "rkconf: here.m, node.m: no kernel named 'y'; there are 'x', 'node1'\n",
        )

    def test_files_of_different_versions_need_a_word(self, rkconf: Program) -> None:
        outcome = rkconf("extract", "five.m", "seven.m")
        assert (outcome.status, outcome.out) == (2, "")
        assert outcome.err == (
            "rkconf: these files are for different versions (five.m 5.2, seven.m 7); say for which one with --version\n"
        )
        assert rkconf("extract", "five.m", "seven.m", "--version", "6").out == '[frontend]\nversion = "6"\n'

    def test_standard_input_is_read_once(self, rkconf: Program) -> None:
        assert rkconf("extract", "-", "here.m", stdin=OTHER.encode()).out.count("[[kernels]]") == 2
        assert "can be read once only" in rkconf("extract", "-", "-").err

    def test_nothing_is_printed_where_one_cannot_be_read(self, rkconf: Program) -> None:
        outcome = rkconf("extract", "here.m", "missing.m")
        assert (outcome.status, outcome.out) == (2, "")


@pytest.mark.parametrize(
    ("arguments", "stdin", "said"),
    [
        pytest.param(["missing.m"], "", "missing.m: no such file", id="a missing file"),
        pytest.param(["-", "--name", "y"], entry("x"), "no kernel named 'y'; there are 'x'", id="an unknown name"),
        pytest.param([str(KERNELS / "direct.toml")], "", "this is a specification already", id="a specification"),
    ],
)
def test_what_cannot_be_extracted(arguments: list[str], stdin: str, said: str, rkconf: Program) -> None:
    outcome = rkconf("extract", *arguments, stdin=stdin.encode())
    assert (outcome.status, outcome.out) == (2, "")
    assert said in outcome.err


def test_the_entries_of_real_files(shared: Path) -> None:
    for path in sorted((shared / "corpus" / "frontend").glob("*-remote-entry.m")):
        document = read(Source(path.name, path.read_bytes()))
        extraction = extract(document, versions.load("7"))
        [kernel] = render(reloaded(extraction), versions.load("7")).kernels
        assert kernel == document.entries[1].model()


@pytest.mark.parametrize(
    ("host", "login"),
    [
        pytest.param("h", "DOM\\\\bob", id="a login that no field can hold"),
        pytest.param("a b", "me", id="a machine that no field can hold"),
        pytest.param("a b", "a b", id="neither"),
    ],
)
def test_basic_options_that_ssh_would_not_bear_are_kept_word_for_word(host: str, login: str) -> None:
    options = f'"RemoteMachine" -> True, "TranslateReturns" -> True, "HostName" -> "{host}", "RemoteLogin" -> "{login}"'
    text = f'SetOptions[$FrontEnd, EvaluatorNames->{{"Local" -> {{}}, "x" -> {{{options}}}}}]'
    found = extracted(text)
    assert not found.notes
    (kernel,) = render(
        spec.load(Source("", found.toml.encode())).specification or found.specification, versions.load("7")
    ).kernels
    assert (kernel.host_name, kernel.remote_login, kernel.extra) == (host, login.replace("\\\\", "\\"), {})
