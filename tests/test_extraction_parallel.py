"""Extracting parallel kernels: recognized fields, the number of kernels, and tunnels with the same ports."""

import pytest

from rkconf import versions
from rkconf.rendering import render
from rkconf.spec.model import given_values
from rkconf.syntax import escape
from tests.extractions import DEFAULT, MACHINE, TUNNEL, entry, extracted, parallel, reloaded


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
            id="no user",
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
            id="a user as a setting, and another",
        ),
        pytest.param(
            "ssh -l `3` `1` /home/`3`/math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit"
            " > /dev/null 2>&1 &",
            None,
            id="the user's slot in a path",
        ),
        pytest.param("ssh `1` math", None, id="no link"),
        pytest.param(f"{TUNNEL} > /dev/null 2>&1 &", {"kernel": "math", "connection": "tunnel"}, id="a tunnel"),
        pytest.param(
            f"{TUNNEL.replace('ssh -o', 'ssh -L 8080:web:80 -o')} > /dev/null 2>&1 &",
            {"kernel": "math", "connection": "tunnel", "ssh_options": ("-L", "8080:web:80")},
            id="a tunnel and an unrelated forward",
        ),
        pytest.param(
            f"{TUNNEL.replace('$A:$H:$A', '49321:$H:49321')} > /dev/null 2>&1 &",
            None,
            id="a tunnel for a port that equals an example",
        ),
        pytest.param(f"X=1; {TUNNEL} > /dev/null 2>&1 &", None, id="a tunnel with another command"),
        pytest.param(
            "ssh -l `3` `1` math -mathlink -linkmode Connect `4` -linkname `2` -noinit > /dev/null 2>&1 &",
            {"kernel": "math", "kernel_version": "6"},
            id="a kernel of an older version, by its flags",
        ),
    ],
)
def test_templates(command: str, expected: dict[str, object] | None) -> None:
    [group] = extracted(parallel(command)).specification.parallel
    fields = {"command": command} if expected is None else {"may_prompt": True, **expected}
    assert given_values(group) == {"host": "node1", "count": 2, **fields}


def test_equal_calls_in_a_row_are_one_group_with_a_count() -> None:
    text = 'LaunchSlave["a", "ssh `1`"]\n' * 3 + 'LaunchSlave["b", "ssh `1`"]\n'
    assert [(group.host, group.count) for group in extracted(text, "6").specification.parallel] == [("a", 3), ("b", 1)]


SLAVE = 'LaunchSlave["a", "ssh `1`"]'


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
        pytest.param(f"f = # & ; {SLAVE} /. x -> y; g &", 1, id="next to functions"),
        pytest.param(f"f[x_] := x^2\n{SLAVE}", 1, id="after a definition"),
        pytest.param(f"If[a, f := 3; {SLAVE}]", 1, id="after a definition, in one expression"),
        pytest.param(f"(f := 3) + {SLAVE}", 1, id="next to a definition"),
        pytest.param(f"f[{SLAVE}] := 3", 1, id="before a definition"),
        pytest.param(f"f[] = {SLAVE} (* := *)", 1, id="an assignment"),
        pytest.param(f"f[] (* := *) = a -> {SLAVE}", 1, id="an immediate assignment and rule"),
        pytest.param(f'"Table[" <> f[{SLAVE}, {{4}}]', 1, id="a table in a string, and another function"),
        pytest.param(f"(* Table[ *) {SLAVE}, {{4}}]", 1, id="a table in a comment"),
    ],
)
def test_repetitions_around_a_call_multiply_its_number(text: str, count: int) -> None:
    extraction = extracted(text, "6")
    [group] = extraction.specification.parallel
    assert (group.count, extraction.altered) == (count, ())


@pytest.mark.parametrize(
    ("text", "count", "why"),
    [
        pytest.param(f"ParallelTable[{SLAVE}, {{2}}]", 1, "ParallelTable repeats this call", id="in other kernels"),
        pytest.param(f"Table[{SLAVE}, {{n}}]", 1, "an iterator of Table is computed", id="a computed iterator"),
        pytest.param(f"Do[{SLAVE}, {{i, 2, 4}}, {{3}}]", 3, "an iterator of Do is computed", id="one of two iterators"),
        pytest.param(
            f"Table[{SLAVE}, {{{'9' * 5000}}}]",
            1,
            "the number of iterations of Table is too large",
            id="a very long table",
        ),
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
            "the number of kernels is not a literal number",
            id="a computed number",
        ),
        pytest.param(
            f'RemoteMachine["a", "ssh `1`", {"9" * 5000}]',
            1,
            "the number of kernels is not a literal number",
            id="an impossible number",
        ),
    ],
)
def test_a_guessed_number_is_reported(text: str, count: int, why: str) -> None:
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
            "the settings of the dialog, False, True;",
            "False, True",
            id="settings of the dialog",
        ),
        pytest.param(
            'RemoteMachine["a", "ssh `1`", LinkProtocol -> "Pipes"]',
            {},
            "the option LinkProtocol;",
            'LinkProtocol -> "Pipes"',
            id="an option",
        ),
        pytest.param(
            'RemoteMachine["a", "ssh `1`", ConnectionType->LinkLaunch]',
            None,
            "the command stays while the kernel runs (LinkLaunch);",
            "RemoteMachine[",
            id="an option with which the command stays",
        ),
    ],
)
def test_arguments_without_a_field_are_reported(
    text: str, row: dict[str, object] | None, note: str, place: str
) -> None:
    extraction = extracted(f"LaunchKernels[{text}]")
    rows = [given_values(group) for group in extraction.specification.parallel]
    assert rows == ([] if row is None else [{"host": "a", "command": "ssh `1`", **row}])
    [problem] = extraction.notes
    assert problem.message.startswith(note)
    assert f"LaunchKernels[{text}]"[problem.span.start :].startswith(place)


def test_calls_that_differ_in_their_options_are_two_groups() -> None:
    text = 'LaunchSlave["a", "ssh `1`", LinkProtocol -> "Pipes"]\nLaunchSlave["a", "ssh `1`"]\n'
    assert [group.count for group in extracted(text, "6").specification.parallel] == [1, 1]


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
def test_a_parallel_tunnel_is_verbatim_if_another_has_its_ports(
    hosts: tuple[str, ...], ports: list[tuple[int, int] | None]
) -> None:
    text = "; ".join(f'LaunchKernels[RemoteMachine["{host}", "{escape(FIXED_TUNNEL)}", 1]]' for host in hosts)
    found = reloaded(extracted(text))
    assert [group.ports for group in found.parallel] == ports
    assert [each.host for each in render(found, versions.load("7")).templates] == list(hosts)
    assert {each.command for each in render(found, versions.load("7")).templates} == {FIXED_TUNNEL}


def test_a_parallel_tunnel_is_verbatim_if_a_tunnel_of_the_front_end_has_its_ports() -> None:
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


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("\"'/opt/a\nb/math'\"", id="a line break"),
        pytest.param("\"'/opt/a\\`b/math'\"", id="an escaped backtick"),
        pytest.param("'\"/opt/a\\`b/math\"'", id="a backtick that the remote shell reads"),
    ],
)
def test_a_path_that_no_field_can_hold_is_kept_verbatim(path: str) -> None:
    command = (
        f"ssh -l `3` `1` {path} -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &"
    )
    [row] = reloaded(extracted(parallel(command))).parallel
    assert (row.kernel, row.command) == (None, command)


def test_the_default_command_is_written_out() -> None:
    extraction = extracted('LaunchKernels[RemoteMachine["node1", 4]]', "10")
    [group] = extraction.specification.parallel
    assert (group.host, group.count, extraction.notes) == ("node1", 4, ())
    assert (group.command or "").startswith("ssh -x -f -l `3` `1` wolfram -wstp")
    assert ["the default one ($RemoteCommand) is written out" in each.message for each in extraction.altered] == [True]
