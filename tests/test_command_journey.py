"""Journeys from the Front End to the kernel."""

import pytest

import rkconf
from rkconf.command import (
    Launch,
    LaunchKind,
    Outcome,
    Target,
    journeys,
    local_shells,
    reach,
    remote_choices,
    remote_shells,
)
from rkconf.command.lifetime import returns_early
from rkconf.shell.facts import UnixShell, load
from rkconf.shell.words import UNKNOWN
from tests.launches import VERSION, excerpt, follow, kernel

SKYE = (
    'ssh skye.local "./math.sh" -mathlink -LinkMode Connect -LinkProtocol TCPIP '
    "-LinkName `linkname` -LinkHost `ipaddress`"
)
EVERY = Target(VERSION, VERSION, local_shells(None), remote_shells(None))


def test_the_arguments_of_the_kernel() -> None:
    found = kernel(SKYE)
    assert found.program.text == "./math.sh"
    assert [word.text for word in found.arguments] == [
        "-mathlink",
        "-LinkMode",
        "Connect",
        "-LinkProtocol",
        "TCPIP",
        "-LinkName",
        "49321@192.168.1.2,49322@192.168.1.2",
        "-LinkHost",
        "192.168.1.2",
    ]


def test_shells_that_agree_share_a_journey() -> None:
    (only,) = journeys(Launch(LaunchKind.CONTROLLER, excerpt(SKYE)), EVERY)
    assert (only.local_shells, only.remote_shells) == (("dash", "bash"), remote_choices())


def test_shells_that_differ_have_separate_journeys() -> None:
    found = journeys(Launch(LaunchKind.CONTROLLER, excerpt("ssh h './math.sh -mathlink >& x'")), EVERY)
    accepting = {shell.name for shell in load().values() if isinstance(shell, UnixShell) and shell.both_redirection}
    refusing = {*remote_choices()} - accepting
    assert [set(journey.remote_shells) for journey in found] == [refusing, accepting]


@pytest.mark.parametrize(
    ("text", "program"),
    [
        pytest.param("env A=1 nice -n 5 nohup ssh h ./m -mathlink", "./m", id="local prefixes"),
        pytest.param("env -u A -i ssh h ./m -mathlink", "./m", id="options of env"),
        pytest.param("cd x && exec ssh h ./m -mathlink", "./m", id="another directory"),
        pytest.param("! ssh h ./m -mathlink", "./m", id="negated"),
        pytest.param("ssh h env A=1 time ./m -mathlink", "./m", id="remote prefixes"),
        pytest.param("ssh h 'cd x; B=1 ./m -mathlink'", "./m", id="a remote variable"),
        pytest.param("echo a; ssh h ./m -mathlink; echo b", "./m", id="in the middle"),
        pytest.param("math -mathlink", "math", id="a local kernel"),
        pytest.param("ssh jump ssh h ./m -mathlink", "./m", id="ssh through ssh"),
        pytest.param("ssh h \"bash -lc './m -mathlink'\"", "./m", id="a shell that is started"),
        pytest.param("bash --login -c 'ssh h ./m -mathlink'", "./m", id="a local shell"),
        pytest.param("timeout -k 5 60 ssh h stdbuf -oL ./m -mathlink", "./m", id="programs with operands"),
        pytest.param("`java` -jar `mathssh` u@h ./m -mathlink", "./m", id="mathssh"),
    ],
)
def test_the_program_after_prefixes(text: str, program: str) -> None:
    assert kernel(text).program.text == program


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("./launch.sh ssh h ./m -mathlink", id="a script"),
        pytest.param("java -jar other.jar h ./m -mathlink", id="another archive"),
        pytest.param("ssh h bash -c './m -mathlink'", id="a remote shell"),
    ],
)
def test_programs_that_are_not_followed(text: str) -> None:
    journey = follow(text)
    assert journey.unfollowed
    assert journey.kernel is None
    assert reach(journey).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        pytest.param(SKYE, Outcome.RUNS, id="the recipe"),
        pytest.param("ssh h ./m -mathlink 'a", Outcome.FAILS, id="the local shell refuses"),
        pytest.param('ssh h "./m -mathlink \'a"', Outcome.FAILS, id="the login shell refuses"),
        pytest.param("# nothing", Outcome.FAILS, id="nothing is started"),
        pytest.param("ssh -N h ./m -mathlink", Outcome.FAILS, id="ssh runs no command"),
        pytest.param("ssh h -- -x ./m -mathlink", Outcome.FAILS, id="a dash in front of the remote command"),
        pytest.param("ssh h '# x'", Outcome.FAILS, id="a remote comment"),
        pytest.param("ssh h ./m -mathlink $NEVER", Outcome.UNKNOWN, id="a local variable"),
        pytest.param("ssh h ./m -mathlink '$NEVER'", Outcome.UNKNOWN, id="a remote variable"),
        pytest.param("ssh h ./m -mathlink `LinkName`", Outcome.UNKNOWN, id="an unknown placeholder"),
        pytest.param("ssh h ./m -mathlink 2>&1", Outcome.RUNS, id="only a remark"),
    ],
)
def test_outcomes(text: str, outcome: Outcome) -> None:
    found = reach(follow(text))
    assert found.outcome is outcome
    assert bool(found.why) is (outcome is not Outcome.RUNS)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("mosh h -- ./m -mathlink", "carries no link", id="a client without forwards"),
        pytest.param("at now", "rkconf does not follow it", id="a program that starts it later"),
    ],
)
def test_reasons_for_an_unknown_kernel(text: str, why: str) -> None:
    assert why in reach(follow(text)).why


def test_a_program_that_reads_its_command_from_the_input_starts_no_arguments() -> None:
    assert reach(follow("batch ssh h ./m -mathlink")).outcome is Outcome.FAILS


def test_an_unknown_piece_is_not_syntax_to_the_remote_shell() -> None:
    journey = follow("ssh h ./m -mathlink ${NEVER} *", remote="fish")
    assert journey.remote
    assert journey.remote.problems == ()
    assert journey.remote_command
    assert journey.remote_command.text == f"./m -mathlink {UNKNOWN} *"


def test_a_launch_without_a_command() -> None:
    journey = follow(None, mlopen="-LinkMode Listen")
    assert journey.kernel is None
    assert journey.launch.listening
    assert journey.launch.listening.mode == "Listen"


@pytest.mark.parametrize(
    ("text", "in_background"),
    [
        pytest.param("ssh h ./m -mathlink &", True, id="an ampersand"),
        pytest.param("ssh -f h ./m -mathlink", True, id="ssh itself"),
        pytest.param("ssh h './m -mathlink &'", False, id="on the remote machine"),
        pytest.param("ssh h ./m -mathlink", False, id="none"),
    ],
)
def test_the_background(text: str, in_background: bool) -> None:  # noqa: FBT001 - a value of the table
    assert returns_early(follow(text)) is in_background


def test_the_home_of_each_machine() -> None:
    words = [word.text for word in kernel("ssh h ./m -mathlink ~/a '~/b'").arguments]
    assert words == ["-mathlink", "/home/here/a", "/home/there/b"]


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        pytest.param("ssh h ./m -mathlink -LinkName `linkname`", True, id="unchanged"),
        pytest.param("L=`linkname`; ssh h ./m -mathlink -LinkName ${L%%@*}", True, id="a part in a variable"),
        pytest.param("./launch.sh `linkname`", True, id="to a script"),
        pytest.param("ssh h ./m -mathlink -LinkHost `ipaddress`", False, id="another placeholder"),
    ],
)
def test_commands_that_pass_the_link_name(text: str, passes: bool) -> None:  # noqa: FBT001 - a value of the table
    assert follow(text).passes_link_name is passes


@pytest.mark.parametrize(
    ("mlopen", "name"),
    [
        pytest.param("-LinkMode Listen -LinkName 53001,53002", "53001@192.168.1.2,53002@192.168.1.2", id="two ports"),
        pytest.param("-LinkName 53001@a,53002@b", "53001@a,53002@b", id="with their hosts"),
        pytest.param("-LinkHost 127.0.0.1", "49321@127.0.0.1,49322@127.0.0.1", id="only a host"),
        pytest.param("-LinkMode Listen", "49321@192.168.1.2,49322@192.168.1.2", id="nothing fixed"),
    ],
)
def test_the_link_name_follows_the_mlopen_arguments(mlopen: str, name: str) -> None:
    journey = follow(SKYE, mlopen=mlopen)
    assert journey.kernel
    assert str(journey.kernel.link.name) == name


def test_the_span_of_a_word_after_two_shells() -> None:
    text = r"ssh h \"/A b/math\" -mathlink"
    program = kernel(text).program
    assert program.text == "/A b/math"
    assert text[program.raw.span.start : program.raw.span.end] == r'"/A b/math\"'
    assert text[program.value.span.start : program.value.span.end] == "/A b/math"


@pytest.mark.parametrize("kernel", ["$KERNEL", "$(cat kernel)", '"$KERNEL"'])
def test_an_unknown_kernel_gets_the_words_after_it(kernel: str) -> None:
    command = rkconf.Command(launch=f"ssh skye.local {kernel} -mathlink -LinkMode Connect -LinkName `linkname`")
    assert not [found.code for found in rkconf.lint(command, select=["RK101", "RK102", "RK103"])]


CUT = "L=`2`; A=${L%%@*}; B=${L##*,}; B=${B%%@*}; H=${L##*@}; ssh"
CUT_HERE = "L=`linkname`; A=${L%%@*}; B=${L##*,}; B=${B%%@*}; ssh"
CONNECT = "h ./m -mathlink -LinkMode Connect -LinkName"
FIRST, SECOND = "the first port of the link", "the second port of the link"


@pytest.mark.parametrize(
    ("text", "mlopen", "calls", "opens"),
    [
        pytest.param(
            f"{CUT_HERE} {CONNECT} $A@127.0.0.1,$B@127.0.0.1",
            "-LinkHost 127.0.0.1",
            [FIRST, SECOND],
            [FIRST, SECOND],
            id="from a name with random ports",
        ),
        pytest.param(
            f"{CUT_HERE} {CONNECT} $A@127.0.0.1,$B@127.0.0.1",
            "-LinkName 31415@127.0.0.1,31416@127.0.0.1",
            ["31415", "31416"],
            ["31415", "31416"],
            id="from a name with fixed ports",
        ),
        pytest.param(
            f"{CUT_HERE} {CONNECT} 49321,$B@127.0.0.1",
            "-LinkHost 127.0.0.1",
            ["49321", SECOND],
            [FIRST, SECOND],
            id="a number that equals the example",
        ),
        pytest.param(
            f"{CUT_HERE} {CONNECT} 1$A,$B",
            "-LinkHost 127.0.0.1",
            ["a part of the link name", SECOND],
            [FIRST, SECOND],
            id="a number that contains a port",
        ),
        pytest.param(f"ssh {CONNECT} 31415,31416", None, ["31415", "31416"], [], id="only numbers"),
        pytest.param(
            "ssh h ./m -mathlink", "-LinkName 4000,4001", [], ["4000", "4001"], id="a kernel without a link name"
        ),
    ],
)
def test_the_ports_of_the_link(text: str, mlopen: str | None, calls: list[str], opens: list[str]) -> None:
    journey = follow(text, mlopen=mlopen)
    assert ([str(port) for port in journey.called_ports], [str(port) for port in journey.listening_ports]) == (
        calls,
        opens,
    )
    assert (journey.called_link is not None) is (bool(calls) and all(call.isdecimal() for call in calls))


def test_a_link_has_two_ports_even_if_a_value_has_three() -> None:
    launch = Launch(LaunchKind.PARALLEL, excerpt(f"{CUT} {CONNECT} $A,$B"), values={"2": "1@h,2@h,3@h"})
    journey, *_ = journeys(launch, EVERY)
    assert [str(port) for port in journey.called_ports] == [FIRST, "a part of the link name"]


@pytest.mark.parametrize(
    ("forwards", "unforwarded", "reversed_"),
    [
        pytest.param("-R 127.0.0.1:$A:$H:$A -R 127.0.0.1:$B:$H:$B", [], [], id="a whole tunnel"),
        pytest.param("-R 127.0.0.1:$A:$H:$A", [SECOND], [], id="half a tunnel"),
        pytest.param("-R 127.0.0.1:49321:$H:$A -R 127.0.0.1:$B:$H:$B", [FIRST], [], id="the example's number"),
        pytest.param("-R 127.0.0.1:$A:$H:$A -L 127.0.0.1:$B:$H:$B", [SECOND], [SECOND], id="one that is reversed"),
        pytest.param("", [], [], id="no tunnel"),
    ],
)
def test_ports_that_the_tunnel_lacks(forwards: str, unforwarded: list[str], reversed_: list[str]) -> None:
    command = f"{CUT} {forwards} {CONNECT} $A@127.0.0.1,$B@127.0.0.1"
    journey = follow(command, kind=LaunchKind.PARALLEL)
    assert [str(port) for port in journey.unforwarded_ports] == unforwarded
    assert [str(journey.port(forward.listen_port)) for forward in journey.reversed_forwards] == reversed_
