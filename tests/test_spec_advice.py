"""The line to write instead, for the mistakes of people who know other formats or the words of the dialog."""

import pytest

from rkconf import inputs, spec, versions
from rkconf.rendering import verify
from tests.specifications import HOST, KERNEL, PARALLEL, problems, source

FRONT_END = "[frontend]\n"


def advised(text: str) -> list[str]:
    return [found.help for found in problems(text)]


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('hostname = "x"', "host"),
        ('Login = "x"', "user"),
        ('LaunchCommand = "x"', "launch_command"),
        ('LoginScript = "x"', "launch_command"),
        ('MLOpenArguments = "x"', "mlopen_arguments"),
        ('KernelName = "x"', "name"),
        ('path = "x"', "kernel"),
        ('AppendNameToCellLabels = "x"', "append_name"),
        ('system = "linux"', "os"),
        ('ssh-port = "x"', "port"),
        ('ProxyJump = "x"', "ssh = {"),
        ("tunnel = true", 'connection = "tunnel"'),
    ],
)
def test_the_key_that_was_meant(line: str, key: str) -> None:
    [found] = [each for each in problems(KERNEL + line) if each.rule == "unknown-key"]
    assert found.help.startswith(f"did you mean {key}")


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ('[kernel]\nname = "x"', "[[kernels]]"),
        ('[kernels]\nname = "x"', "[[kernels]]"),
        ('[kernels]\nname = "x"\n[kernels]\nname = "y"', "[[kernels]]"),
        ('[[kernels]\nname = "x"', "[[kernels]]"),
        ('[[entry]]\nname = "x"', "[[kernels]]"),
        ('[subkernels]\nhost = "x"', "[[parallel]]"),
        ('[[frontend]]\nversion = "7"', "[frontend]"),
        ('[Front_End]\nversion = "7"', "[frontend]"),
        ("kernels = 1", "[[kernels]]"),
        ("translate_returns = true", "[[kernels]]"),
        (f"{KERNEL}count = 2", "[[parallel]]"),
        ('[frontend]\nhost = "skye.local"', "[[kernels]]"),
        ('[frontend]\nkernels = [{ name = "x" }]', "[[kernels]]"),
        (PARALLEL.replace('"node1"', '["node1", "node2"]'), "[[parallel]]"),
    ],
)
def test_the_table_that_was_meant(text: str, header: str) -> None:
    found = advised(text)
    assert found
    assert all(header in advice.replace(",", "").split() for advice in found)


@pytest.mark.parametrize(
    ("text", "line", "written"),
    [
        pytest.param(KERNEL, "user = fred", 'user = "fred"', id="a text without quotes"),
        pytest.param(KERNEL, "user = fred.x # y", 'user = "fred.x"', id="and a comment"),
        pytest.param(HOST, "kernel = /usr/bin/math", 'kernel = "/usr/bin/math"', id="a path without quotes"),
        pytest.param(KERNEL, "append_name = yes", "append_name = true", id="yes"),
        pytest.param(KERNEL, "auto_start = Off", "auto_start = false", id="off"),
        pytest.param(KERNEL, 'verbose = "no"', "verbose = false", id="no between quotes"),
        pytest.param(FRONT_END, "version = 7", 'version = "7"', id="a version as a number"),
        pytest.param(FRONT_END, "version = 7.0.1", 'version = "7.0.1"', id="a version with two dots"),
        pytest.param(FRONT_END, 'os = "osx"', 'os = "macos"', id="another name of a system"),
        pytest.param(KERNEL, 'port = "22"', "port = 22", id="a number between quotes"),
        pytest.param(KERNEL + 'connection = "tunnel"\n', "ports = 53001", "ports = [53001, 53002]", id="one port"),
        pytest.param(
            KERNEL + 'connection = "tunnel"\n', 'ports = "5000:5009"', "ports = [5000, 5009]", id="ports in a text"
        ),
        pytest.param(KERNEL, "ssh = { BatchMode = true }", 'ssh = { BatchMode = "yes" }', id="true for an ssh option"),
        pytest.param(KERNEL, 'ssh_options = "-6 -x"', 'ssh_options = ["-6", "-x"]', id="options in a text"),
        pytest.param(KERNEL, "ssh_options = 4", 'ssh_options = ["-4", "-x"]', id="a number for a list"),
        pytest.param(KERNEL, 'ssh = "BatchMode=yes"', 'ssh = { BatchMode = "yes" }', id="a setting in a text"),
        pytest.param(KERNEL, 'ssh = ["Compression=no"]', 'ssh = { Compression = "no" }', id="a setting in a list"),
        pytest.param(KERNEL, 'extra = "x"', 'extra = { Option = "True" }', id="a text for the table of other keys"),
        pytest.param(KERNEL, 'connection = "ssh"', 'connection = "direct"', id="ssh for a connection"),
        pytest.param(KERNEL, "port = 2222.0", "port = 2222", id="a decimal number for a port"),
        pytest.param(PARALLEL, 'timeout = "90 s"', "timeout = 90", id="a time with its unit"),
        pytest.param(PARALLEL, 'method = "tunnel"', 'method = "forward"', id="a word for forwarding"),
        pytest.param(KERNEL, 'ssh = "jump"', 'ssh = { ProxyJump = "jump.example.org" }', id="a text for a table"),
        pytest.param(PARALLEL, 'count = "four"', "count = 4", id="a number in words"),
        pytest.param(KERNEL, "user = 3", 'user = "3"', id="a number for a text"),
    ],
)
def test_the_advised_line_can_be_read(text: str, line: str, written: str) -> None:
    [advice] = advised(f"{text}{line}\n")
    assert advice.endswith(written)
    assert problems(f"{text}{written}\n") == []


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        pytest.param(r'kernel = "C:\Program Files\x"', "kernel = '...'", id="a backslash in double quotes"),
        pytest.param(r'kernel = "C:\users\x"', "kernel = '...'", id="a backslash that begins an escape"),
        pytest.param("kernel = \u201cmath\u201d", "straight quotes", id="curly quotes"),
        pytest.param('name: "a"', "name = ...", id="a colon"),
        pytest.param('{"kernels": []}', "key =", id="JSON"),
        pytest.param('launch command = "b"', "launch_command", id="a space in a key"),
        pytest.param('a = "a", b = "b"', "separate line", id="a comma between keys"),
        pytest.param("a = 'b\n", "close the quote", id="an open quote"),
        pytest.param('a = "b\nc = "d"', "close the quote", id="an open quote before another line"),
        pytest.param('a = "b"\na = "c"', "once", id="a key that occurs twice"),
        pytest.param("// note", "#", id="a comment of another language"),
        pytest.param("name =\n", 'name = "..."', id="no value"),
        pytest.param("name", 'name = "..."', id="a key alone"),
        pytest.param('name -> "a"', "name = ...", id="an arrow of the Wolfram Language"),
        pytest.param('name == "a"', "name = ...", id="two equals signs"),
        pytest.param('ssh = { BatchMode: "yes" }', "BatchMode = ...", id="a colon between braces"),
        pytest.param('ssh = {\nBatchMode = "yes" }', "one line", id="braces on several lines"),
        pytest.param("ssh_options = [-4, -x]", "needs quotes", id="words without quotes in a list"),
        pytest.param('ssh_options = ["-4" "-x"]', "commas", id="a list without commas"),
        pytest.param("kernels:\n  - name: a", "YAML", id="YAML"),
    ],
)
def test_what_to_write_in_a_file_that_is_not_toml(text: str, advice: str) -> None:
    [found] = problems(text)
    assert found.rule == "syntax-error"
    assert advice in found.help


@pytest.mark.parametrize("value", ["fred:secret", "fred:secret@host", "secret word", "secret;"])
def test_advice_does_not_repeat_what_may_be_a_password(value: str) -> None:
    assert not any("secret" in advice for advice in advised(f"{KERNEL}user = {value}\n"))


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        pytest.param('host = "fred@skye.local"', 'host = "skye.local" and user = "fred"', id="a user in the host"),
        pytest.param('host = "skye.local:22"', 'host = "skye.local" and port = 22', id="a port in the host"),
        pytest.param('host = "ssh://skye.local"', 'write host = "skye.local"', id="an address for the host"),
        pytest.param('user = "fred@skye.local"', 'write user = "fred"', id="a host in the user"),
        pytest.param('host = "fred:secret@skye.local"', 'such as host = "', id="a password in the host"),
    ],
)
def test_the_parts_of_a_login(line: str, advice: str) -> None:
    rows = {"host": 'host = "h"'} | {line.partition(" ")[0]: line}
    [found] = problems('[[kernels]]\nname = "a"\nkernel = "m"\n' + "\n".join(rows.values()))
    assert advice in found.help
    assert "secret" not in found.help


def test_the_place_of_an_error_is_a_whole_character() -> None:
    text = "name = \u201ca\u201d"
    [found] = problems(text)
    assert source(text).decode(found.span) == "\u201c"


def test_advice_for_a_text_that_ends_in_empty_lines_is_about_the_last_line() -> None:
    [found] = spec.load(source("a = 'b\n\n\n")).problems
    assert "close the quote" in found.help


@pytest.mark.parametrize(
    ("line", "severity"),
    [
        pytest.param('host = "<host>"', None, id="a host in brackets"),
        pytest.param('user = "[username]"', None, id="a user in square brackets"),
        pytest.param('kernel = "<path>/math"', None, id="a part of a path"),
        pytest.param('ssh = { IdentityFile = "<key file>" }', None, id="a setting of ssh"),
        pytest.param('host = "YOUR_HOST"', "warning", id="a host in capitals"),
        pytest.param('user = "USERNAME"', "warning", id="a user in capitals"),
        pytest.param('kernel = "/path/to/math"', "warning", id="a path of a guide"),
    ],
)
def test_a_word_of_a_guide_is_named(line: str, severity: str | None) -> None:
    key = line.partition(" ")[0]
    rows = {"name": 'name = "a"', "host": 'host = "h"', "kernel": 'kernel = "/opt/math"'} | {key: line}
    text = "[[kernels]]\n" + "\n".join(rows.values())
    found = list(inputs.specification(source(text)).problems(versions.load("7")))
    assert [(each.rule, each.severity) for each in found] == [("guide-word", severity)]
    assert text[found[0].span.start :].startswith(line.rpartition("= ")[2].rstrip(" }"))


def test_a_word_of_a_guide_is_reported_once_when_it_is_rendered() -> None:
    text = '[frontend]\nversion = "7"\n[[kernels]]\nname = "a"\nhost = "YOUR_HOST"\nkernel = "/opt/math"'
    checked = inputs.specification(source(text))
    assert [each.code for each in verify(checked, versions.load("7"))] == ["RK210"]
