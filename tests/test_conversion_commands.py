"""Converting launch commands: the changes, the parts that stay, and the notes."""

import re

import pytest

from rkconf import inputs, versions
from rkconf.conversion import Conversion, convert
from rkconf.rendering import as_wl, as_wl_all, render
from rkconf.source import Source
from rkconf.spec import Kernel, Specification, dump
from tests.conftest import Program

PORTS = "4001@127.0.0.1,4002@127.0.0.1"
MLOPEN = f"-LinkMode Listen -LinkProtocol TCPIP -LinkName {PORTS} -LinkOptions MLDontInteract"
AT_RANDOM = "-LinkMode Listen -LinkProtocol TCPIP -LinkHost 127.0.0.1 -LinkOptions MLDontInteract"
CALL = "-mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName"
KERNEL = f"/opt/math {CALL} {PORTS} -LinkHost 127.0.0.1"
SSH = "ssh -o BatchMode=yes -o ExitOnForwardFailure=yes -S none"
REVERSE = f"{SSH} -R 127.0.0.1:4001:127.0.0.1:4001 -R 127.0.0.1:4002:127.0.0.1:4002"
FURTHER = " ".join(f"-L 127.0.0.1:{port}:127.0.0.1:{port}" for port in range(4003, 4007))
CUT_OUT = (
    f"L='`linkname`'; A=${{L%%@*}}; B=${{L##*,}}; B=${{B%%@*}}; {SSH} -R 127.0.0.1:$A:127.0.0.1:$A "
    f"-R 127.0.0.1:$B:127.0.0.1:$B h /opt/math {CALL} $A@127.0.0.1,$B@127.0.0.1 -LinkHost 127.0.0.1"
)
DIRECT = f"{CALL} `linkname` -LinkHost `ipaddress`"
PARALLEL = "ssh -n `1` {kernel} -mathlink -linkmode Connect `4` -linkname `2` {flags} > /dev/null 2>&1 &"


def carried(old: str, new: str, **texts: str) -> Conversion:
    [checked] = inputs.bare({kind: text.encode() for kind, text in texts.items()})
    return convert(checked, versions.load(old), versions.load(new))


def command(conversion: Conversion) -> str:
    return conversion.data.decode().partition("\n")[0]


def specified(text: str, new: str, old: str = "5.2") -> Conversion:
    return convert(inputs.read(Source("kernels.toml", text.encode())), versions.load(old), versions.load(new))


def notes(conversion: Conversion) -> list[str]:
    return [note.message for note in conversion.notes]


@pytest.mark.parametrize(
    ("words", "option"),
    [
        pytest.param("-p 22 bob@h ./math.sh", "-p", id="with a value"),
        pytest.param("-v -l bob h ./math.sh", "-v", id="several"),
        pytest.param("bob@h -p 22 ./math.sh", "-p", id="behind the host"),
        pytest.param("-- bob@h ./math.sh", "--", id="the end of options"),
    ],
)
def test_an_option_of_mathssh_is_lost_and_left_alone(words: str, option: str) -> None:
    launch = f'`java` -jar "`mathssh`" {words} {DIRECT}'
    conversion = carried("5.2", "7", launch=launch)
    assert command(conversion) == launch
    [loss] = conversion.losses
    assert loss.message.endswith(f"its option {option} cannot be converted")
    assert conversion.source.data[loss.span.start : loss.span.end].decode() == option


def test_a_client_without_java_in_front_is_replaced_too() -> None:
    conversion = carried("5.2", "7", launch=f"/opt/mathssh bob@h ./math.sh {DIRECT}")
    assert command(conversion) == f"ssh bob@h ./math.sh {DIRECT}"
    assert notes(conversion)[0].startswith("ssh replaces mathssh")


def test_the_options_of_java_go_with_it_and_are_named() -> None:
    conversion = carried("5.2", "7", launch=f'`java` -Xmx64m -ea -jar "`mathssh`" bob@h ./math.sh {DIRECT}')
    assert command(conversion) == f"ssh bob@h ./math.sh {DIRECT}"
    assert notes(conversion)[0].endswith("the java options -Xmx64m -ea are removed")


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param({"launch": CUT_OUT, "mlopen": AT_RANDOM}, id="cut out of the link name"),
        pytest.param({"launch": CUT_OUT}, id="the launch command alone"),
        pytest.param({"launch": f"{REVERSE} h /opt/math {CALL} `linkname`", "mlopen": AT_RANDOM}, id="fixed forwards"),
    ],
)
@pytest.mark.parametrize("new", ["6", "7"])
def test_a_tunnel_for_ports_at_random_is_lost(new: str, texts: dict[str, str]) -> None:
    conversion = carried("5.2", new, **texts)
    [loss] = [loss for loss in conversion.losses if "RK604" in loss.message]
    assert "-L for each of the 4 ports" in loss.message
    assert "-initfile with the kernel init file" in loss.message
    assert "with fixed ports" in loss.advice
    assert command(conversion) == texts["launch"]


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("mine.m", id="a plain name"),
        pytest.param("~/x.m", id="the home folder"),
        pytest.param("\"'my files/x.m'\"", id="quotes"),
    ],
)
def test_another_kernel_init_stays_and_is_reported(written: str) -> None:
    launch = f"{REVERSE} h {KERNEL} -initfile {written}"
    up = carried("5.2", "6", launch=launch, mlopen=MLOPEN)
    assert command(up) == launch.replace(" h ", f" {FURTHER} h ")
    [note] = up.notes
    assert note.advice.startswith(f"make {written} load the file")
    down = carried("6", "5.2", launch=command(up), mlopen=MLOPEN)
    assert command(down) == launch
    [note] = down.notes
    assert note.message.startswith(f"the kernel still loads {written}")


def test_a_second_conversion_reports_the_same() -> None:
    launch = f"{REVERSE} h {KERNEL}"
    once = carried("5.2", "7", launch=launch, mlopen=MLOPEN)
    again = carried("5.2", "7", launch=command(once), mlopen=MLOPEN)
    assert command(again) == command(once) == f"{REVERSE} {FURTHER} h {KERNEL} -initfile rkconf-links.m"
    assert again.notes == once.notes
    [note] = again.notes
    assert note.advice.endswith("to the home directory on h")


@pytest.mark.parametrize(
    ("given", "left"),
    [
        pytest.param("-L 127.0.0.1:4003:127.0.0.1:4003", "", id="as the version opens it"),
        pytest.param("-L 4003:localhost:4003", "", id="without an address"),
        pytest.param("-L 127.0.0.1:4003:db.example.org:5432", None, id="to another machine"),
        pytest.param("-L 127.0.0.1:4003:db.example.org:4003", None, id="to the same port of another machine"),
        pytest.param("-L 127.0.0.1:4003:127.0.0.1:80", None, id="to another port"),
        pytest.param("-L 0.0.0.0:4003:127.0.0.1:4003", None, id="open to the network"),
        pytest.param("-CL 127.0.0.1:4003:127.0.0.1:4003", " -C", id="in a cluster"),
        pytest.param("-vL127.0.0.1:4003:127.0.0.1:4003", " -v", id="glued in a cluster"),
        pytest.param('-vL "127.0.0.1:4003:127.0.0.1:4003"', " -v", id="quoted behind a cluster"),
        pytest.param('"-vL127.0.0.1:4003:127.0.0.1:4003"', ' "-v"', id="a quoted cluster"),
        pytest.param("-o 'LocalForward=4003 127.0.0.1:4003'", "", id="a setting"),
    ],
)
def test_only_forwards_of_the_version_are_removed(given: str, left: str | None) -> None:
    conversion = carried("7", "5.2", launch=f"{REVERSE} {given} h {KERNEL} -initfile rkconf-links.m", mlopen=MLOPEN)
    assert command(conversion) == f"{REVERSE}{f' {given}' if left is None else left} h {KERNEL}"


def test_ports_that_two_kernels_come_to_share_are_lost() -> None:
    conversion = convert(inputs.read(Source("init.m", two_tunnels(4003).encode())), *map(versions.load, ("5.2", "7")))
    [loss] = conversion.losses
    assert (loss.message, loss.advice) == ("version 7 needs port 4003 too, which A uses", "next free: 4007 and 4008")
    assert conversion.source.data[loss.span.start :].startswith(b"-LinkName 4003@127.0.0.1")


def tunnels(*lows: int) -> Specification:
    """Return kernels that tunnels reach, each with a port and the next one."""
    return Specification(
        kernels=tuple(
            Kernel(name=f"k{low}", host="h", kernel="/opt/math", connection="tunnel", ports=(low, low + 1))
            for low in lows
        )
    )


@pytest.mark.parametrize(
    ("lows", "advised"),
    [
        pytest.param((31415, 31417), [(31421, 31422)], id="its own ports are no hindrance"),
        pytest.param((31415, 31417, 31421), [(31427, 31428), (31433, 31434)], id="a third one behind it"),
        pytest.param((31415, 31417, 31419), [(31425, 31426), (31431, 31432)], id="what is advised is no longer free"),
        pytest.param((65526, 65529), [(31415, 31416)], id="none are left above"),
    ],
)
def test_a_file_and_a_specification_are_advised_the_same_ports(lows: tuple[int, ...], advised: list[object]) -> None:
    specification, old, new = tunnels(*lows), versions.load("5.2"), versions.load("7")
    file = Source("init.m", as_wl_all(render(specification, old)).encode())
    toml = Source("kernels.toml", dump(specification).encode())
    for source, form in ((file, r"next free: (\d+) and (\d+)"), (toml, r"next free: ports = \[(\d+), (\d+)\]")):
        losses = convert(inputs.read(source), old, new).losses
        found = [re.fullmatch(form, loss.advice) for loss in losses]
        assert [tuple(map(int, each.groups())) if each else None for each in found] == advised
        assert all("version 7 needs port" in loss.message for loss in losses)


@pytest.mark.parametrize("low", [pytest.param(4001, id="shared before"), pytest.param(4007, id="far enough")])
def test_ports_that_are_shared_before_or_never_are_not_a_loss(low: int) -> None:
    conversion = convert(inputs.read(Source("init.m", two_tunnels(low).encode())), *map(versions.load, ("5.2", "7")))
    assert conversion.losses == ()


@pytest.mark.parametrize("new", ["11.1", "12.2", "14.1"])
@pytest.mark.parametrize("old", ["6", "9", "11"])
def test_a_tunnel_keeps_nothing_for_links_that_it_does_not_carry(old: str, new: str) -> None:
    text = as_wl(render(tunnels(4001), versions.load(old)))
    there = convert(inputs.read(Source("init.m", text.encode())), versions.load(old), versions.load(new))
    assert [b"-R " in there.data, b"-L " in there.data, b"-initfile" in there.data] == [True, False, False]
    assert len(there.losses) == 1
    assert any("is no longer loaded" in message for message in notes(there))
    back = convert(inputs.read(Source("init.m", there.data)), versions.load(new), versions.load(old))
    assert back.data.decode() == text


def two_tunnels(low: int) -> str:
    """Return a file with the kernels A, on ports 4001 and 4002, and B, on ``low`` and the next."""

    def entry(name: str, low: int) -> str:
        launch, mlopen = (
            text.replace("4001", str(low)).replace("4002", str(low + 1)) for text in (f"{REVERSE} h {KERNEL}", MLOPEN)
        )
        return f'"{name}" -> {{"RemoteMachine" -> True, "MLOpenArguments" -> "{mlopen}", "LoginScript" -> "{launch}"}}'

    return f"SetOptions[$FrontEnd, EvaluatorNames->{{{entry('A', 4001)}, {entry('B', low)}}}]\n"


def test_ports_of_the_kernel_machine_are_reported_of_a_verbatim_command() -> None:
    conversion = specified(
        f"[[kernels]]\nname = 'x'\nlaunch_command = 'ssh -o BatchMode=yes h /opt/math {DIRECT}'\n"
        f"mlopen_arguments = '{MLOPEN.replace('@127.0.0.1', '')}'\n",
        "7",
    )
    [note] = notes(conversion)
    assert "(RK613 kernel-side-ports)" in note


@pytest.mark.parametrize(
    ("launch", "name"),
    [
        pytest.param("./tunnel.sh h `linkname`", "./tunnel.sh", id="a script of one's own"),
        pytest.param("sh -c './tunnel.sh h `linkname`'", "./tunnel.sh", id="a script that a shell starts"),
        pytest.param(f"mosh h /opt/math {DIRECT}", "mosh", id="another client"),
        pytest.param(f"{REVERSE} h ./start.sh", "./start.sh", id="a script at the end of a tunnel"),
    ],
)
def test_an_unfollowed_command_is_reported_where_versions_differ(launch: str, name: str) -> None:
    for old, new, told in (("5.2", "7", 1), ("7", "5.2", 1), ("6", "7", 0)):
        conversion = carried(old, new, launch=launch)
        assert command(conversion) == launch
        found = [note for note in conversion.notes if "rkconf cannot follow" in note.message]
        assert len(found) == told
        for note in found:
            assert note.message.endswith(f"rkconf cannot follow {name}")
            assert conversion.source.data[note.span.start : note.span.end].decode() == name


def test_an_unfollowed_template_is_reported_where_the_flag_differs() -> None:
    [note] = carried("6", "7", parallel="./start.sh `1` `2`").notes
    assert note.advice.endswith("version 7 starts parallel kernels with -subkernel")
    assert carried("5.2", "6", parallel="./start.sh `1` `2`").notes == ()


@pytest.mark.parametrize("quote", ['"', "'", '"""', "'''"])
def test_a_specification_keeps_its_kind_of_quotes(quote: str) -> None:
    text = f"[frontend]\nversion = {quote}5.2{quote}\n"
    assert specified(text, "7").data.decode() == text.replace("5.2", "7")


def test_a_specification_gives_the_user_and_the_place_of_the_path(rkconf: Program) -> None:
    text = """[frontend]
version = '5.2'
os = "linux"
[[kernels]]
name = "x"
host = "h"
user = "bob"
kernel = "/usr/local/Wolfram/Mathematica/5.2/math"
transport = 'mathssh'
"""
    outcome = rkconf("convert", "-", "--stdin-filename", "kernels.toml", "--to", "7", stdin=text.encode())
    assert outcome.out == text.replace("5.2'", "7'").replace("mathssh", "ssh")
    assert "`ssh bob@h` must log in" in outcome.err
    assert "kernels.toml:8:10: note: this path" in outcome.err
    assert 'kernel_version = "5.2"' in outcome.err


@pytest.mark.parametrize("end", [pytest.param(" \\", id="alone"), pytest.param("\\", id="glued")])
def test_no_word_is_inserted_after_a_lone_backslash(end: str) -> None:
    launch = f"{REVERSE} h {KERNEL}{end}"
    up = carried("5.2", "7", launch=launch, mlopen=MLOPEN)
    assert command(up) == f"{REVERSE} {FURTHER} h {KERNEL} -initfile rkconf-links.m{end}"


@pytest.mark.parametrize(
    "launch",
    [
        pytest.param("$ ssh bob@h ./math.sh", id="a pasted prompt"),
        pytest.param("ssh -L 4001:127.0.0.1:4001 bob@h", id="a tunnel without a kernel"),
    ],
)
def test_a_command_that_starts_no_kernel_is_reported(launch: str) -> None:
    conversion = carried("7", "14.1", launch=launch)
    assert command(conversion) == launch
    assert any("starts no kernel" in each for each in notes(conversion))
