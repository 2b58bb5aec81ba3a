"""Converting: the needs of a version are met, a loss is reported, and nothing else moves."""

from itertools import permutations
from pathlib import Path

import pytest

from rkconf import inputs, versions
from rkconf.conversion import Conversion, convert
from rkconf.conversion.edited_text import EditedText
from rkconf.edits import Edit
from rkconf.source import Source, Span
from rkconf.spec import Specification, load
from tests.conftest import SAMPLES
from tests.conversions import CONVERSIONS, converted
from tests.known import CONVERTED

TUNNEL = (
    "ssh -R 31415:127.0.0.1:31415 -R 31416:127.0.0.1:31416 me@host math -mathlink -LinkMode Connect "
    "-LinkProtocol TCPIP -LinkName 31415@127.0.0.1,31416@127.0.0.1 -LinkHost 127.0.0.1"
)
FORWARDS = " ".join(f"-L 127.0.0.1:{port}:127.0.0.1:{port}" for port in range(31417, 31421))


def bare(text: str, old: str, new: str, kind: str = "launch") -> Conversion:
    [checked] = inputs.bare({kind: text.encode()})
    return convert(checked, versions.load(old), versions.load(new))


@pytest.mark.parametrize("new", ["6", "7"])
def test_mathssh_becomes_ssh_and_stays_ssh(new: str) -> None:
    source = (CONVERSIONS / "mathssh" / "5.2.m").read_bytes()
    there = converted(source, "5.2", new)
    assert next(note.message for note in there.notes).startswith("ssh replaces mathssh")
    back = converted(there.data, new, "5.2")
    assert (back.data, back.losses) == (there.data, ())


def test_a_command_that_is_taken_for_one_of_windows_is_reported() -> None:
    source = (CONVERSIONS / "windows" / "5.2.m").read_bytes()
    told = [note for note in converted(source, "5.2", "7").notes if 'os = "windows"' in note.message]
    assert [source[note.span.start : note.span.start + 6] for note in told] == [b'\\"ssh ']
    assert "RK313" in told[0].advice


@pytest.mark.parametrize("version", CONVERTED)
@pytest.mark.parametrize("path", sorted(CONVERSIONS.glob("*/5.2.[mt]*")), ids=lambda path: path.parent.name)
def test_the_same_version_changes_nothing(path: Path, version: str) -> None:
    conversion = converted(path.read_bytes(), version, version, path.name)
    assert (conversion.data, conversion.losses, conversion.notes) == (path.read_bytes(), (), ())


@pytest.mark.parametrize("version", CONVERTED)
def test_a_converted_specification_means_the_same(version: str) -> None:
    def loaded(name: str) -> Specification:
        found = load(Source(name, (CONVERSIONS / "specification" / f"{name}.toml").read_bytes())).specification
        assert found
        return found

    converted_rows = loaded(version)
    assert converted_rows.frontend.version == version
    assert converted_rows.kernels[0] == loaded("5.2").kernels[0]
    assert converted_rows.parallel == loaded("5.2").parallel


@pytest.mark.parametrize("new", ["6", "7"])
def test_a_tunnel_gains_what_the_further_links_need(new: str) -> None:
    conversion = bare(TUNNEL, "5.2", new)
    before, after = TUNNEL.split(" me@host")
    assert conversion.data.decode() == f"{before} {FORWARDS} me@host{after} -initfile rkconf-links.m\n"
    [note] = conversion.notes
    assert note.message.endswith("which need the init file rkconf-links.m")
    assert note.advice.endswith("to the home directory on host")
    assert bare(conversion.data.decode()[:-1], new, "5.2").data.decode() == f"{TUNNEL}\n"


def test_a_direct_connection_needs_another_firewall_open() -> None:
    command = "ssh host math -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"
    for new, notes in (("6", 1), ("5.2", 0)):
        told = [note for note in bare(command, "5.2", new).notes if "opens the preemptive and service" in note.message]
        assert len(told) == notes
    assert bare(command, "6", "7").notes == ()
    assert bare(command.replace("ssh host ", ""), "5.2", "7").notes == ()
    [note] = [note for note in bare(command, "5.2", "7").notes if note.advice.startswith("host must accept")]
    assert note.message == "the kernel of version 7 opens the preemptive and service links itself"


def test_a_forward_of_ones_own_stays() -> None:
    command = TUNNEL.replace(" me@host", " -L 8080:127.0.0.1:80 me@host")
    there = bare(command, "5.2", "7")
    assert bare(there.data.decode()[:-1], "7", "5.2").data.decode() == f"{command}\n"


def test_a_script_in_front_of_ssh_is_carried_too() -> None:
    conversion = bare(f"env LC_ALL=C nice {TUNNEL} 2> log", "5.2", "7")
    assert f" {FORWARDS} me@host math " in conversion.data.decode()
    assert conversion.data.decode().endswith(" -initfile rkconf-links.m 2> log\n")


def test_quotes_that_break_fixed_ports_are_removed() -> None:
    command = (
        'ssh host math -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName "`linkname`" -LinkHost `ipaddress`'
    )
    mlopen = "-LinkName 53001,53002 -LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"
    [checked] = inputs.bare({"launch": command.encode(), "mlopen": mlopen.encode()})
    conversion = convert(checked, versions.load("7"), versions.load("5.2"))
    assert conversion.data.decode() == command.replace('"', "") + f"\n{mlopen}\n"
    assert conversion.losses == ()


def test_ports_of_the_kernel_machine_are_reported() -> None:
    text = (SAMPLES / "kernels" / "fixed-ports" / "5.2.wl-all").read_text()
    conversion = converted(text, "5.2", "7")
    assert conversion.data.decode() == text
    [note] = conversion.notes
    assert "the preemptive and service links" in note.message
    assert "(RK613 kernel-side-ports)" in note.message


@pytest.mark.parametrize(
    ("text", "old", "new", "line", "message"),
    [
        pytest.param(
            'LaunchKernels[{RemoteMachine["a", "ssh -f `1` math `2` `4`"]}]',
            "7",
            "6",
            1,
            "it is not the direct argument of LaunchKernels",
            id="several machines in one call",
        ),
        pytest.param(
            '(* first *)\nMyLaunchKernels[RemoteMachine["a", "ssh -f `1` math `2` `4`"]]',
            "7",
            "5.2",
            2,
            "it is not the direct argument of LaunchKernels",
            id="another function around it",
        ),
        pytest.param(
            'LaunchKernels[RemoteMachine["a", "ssh -f `1` math `2` `4`", f[2]]]',
            "7",
            "6",
            1,
            "the number of kernels is computed",
            id="a computed number",
        ),
        pytest.param(
            'LaunchSlave["a", "ssh -f `1` math `2` `4`"',
            "6",
            "7",
            1,
            "the closing bracket is missing",
            id="a call without an end",
        ),
        pytest.param(
            '1;\nKernelConfiguration["ssh://a", KernelConfiguration["ssh://b"]]',
            "13.1",
            "7",
            2,
            "the description contains another one",
            id="a description inside of another one",
        ),
        pytest.param(
            'LaunchKernels[RemoteMachine["a", "ssh -f `1` math `2` `4`", 2, True, True]]',
            "7",
            "6",
            1,
            "it contains settings of the dialog",
            id="saved settings",
        ),
        pytest.param(
            'LaunchSlave["a", "ssh `1` math `2` `4`", ConnectionType->LinkLaunch]',
            "6",
            "7",
            1,
            "RemoteMachine of version 7 has no equivalent of the option ConnectionType of LaunchSlave",
            id="an option",
        ),
    ],
)
def test_a_loss_is_reported_with_its_place(text: str, old: str, new: str, line: int, message: str) -> None:
    conversion = converted(text, old, new)
    losses = [(conversion.source.position(loss.span.start).line, loss.message) for loss in conversion.losses]
    assert any(at == line and lost.endswith(message) for at, lost in losses)


def test_a_specification_that_the_version_cannot_carry() -> None:
    text = b"""[frontend]
version = "5.2"
[[kernels]]
name = "last ports"
host = "host"
kernel = "math"
connection = "tunnel"
ports = [65534, 65535]
"""
    conversion = converted(text, "5.2", "7", "kernels.toml")
    [loss] = conversion.losses
    assert conversion.source.position(loss.span.start).line == 8
    assert "needs ports up to 65539" in loss.message


def test_other_bytes_stay_as_they_are() -> None:
    text = (CONVERSIONS / "frontend" / "5.2.m").read_bytes().replace(b"\n", b"\r\n")
    text = b"(* \xe9 *)\r\n" + text
    conversion = converted(text, "5.2", "7")
    assert conversion.data.startswith(b"(* \xe9 *)\r\n")
    assert b"\n" not in conversion.data.replace(b"\r\n", b"")
    assert converted(conversion.data, "7", "5.2").data == text


def test_a_broken_command_is_not_a_loss() -> None:
    text = 'SetOptions[$FrontEnd, EvaluatorNames->{"x" -> {"LoginScript" -> "ssh -N host \'"} "y" -> {}'
    assert converted(text, "5.2", "7").losses == ()


def test_a_changed_text_knows_the_former_places() -> None:
    text = EditedText(Source("x", b"0123456789"))
    text = text.changed([Edit(Span(2, 4), b"abcdef"), Edit(Span(8, 8), b"!")])
    text = text.changed([Edit(Span(0, 1), b"")])
    assert text.now.data == b"1abcdef4567!89"
    assert text.origin(Span(2, 3)) == Span(2, 2)
    assert text.origin(Span(7, 9)) == Span(4, 6)
    assert text.origin(Span(12, 13)) == Span(8, 9)
    assert text.changed([]) is text


def test_real_files_survive_every_conversion(shared: Path) -> None:
    paths = sorted((shared / "corpus").glob("*/*.m"))
    assert paths
    for path in paths:
        for old, new in permutations(CONVERTED, 2):
            conversion = converted(path.read_bytes(), old, new)
            assert (conversion.data, conversion.losses) == (path.read_bytes(), ())
