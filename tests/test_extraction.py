"""Extracting kernels of the Front End: recognized fields, commands kept verbatim, and rendering them again."""

from pathlib import Path

import pytest

from rkconf import emit, spec, versions
from rkconf.entries import read
from rkconf.entries.model import kernel_entry
from rkconf.extraction import extract
from rkconf.rendering import as_wl, as_wl_all, render
from rkconf.source import Source
from rkconf.spec.model import given_values
from tests.extractions import DEFAULT, FIXED, KERNELS, LINK, OTHER, entry, extracted, reloaded
from tests.specifications import extractable

RENDERED = [pytest.param(f"{recipe}.toml", name, id=f"{recipe} {name}") for recipe, name in extractable()]


@pytest.mark.parametrize(("sample", "version"), RENDERED)
def test_rendering_an_extraction_gives_the_same_text(sample: str, version: str) -> None:
    loaded = spec.load(Source(sample, (KERNELS / sample).read_bytes())).specification
    assert loaded
    rendering = render(loaded, versions.load(version))
    for text in (as_wl_all(rendering), as_wl(rendering)):
        extraction = extracted(text, version)
        assert extraction.notes == ()
        again = render(reloaded(extraction), versions.load(version))
        assert again.parallel == (rendering.parallel if text == as_wl(rendering) else ())
        assert [emit.entry(kernel) for kernel in again.kernels] == [emit.entry(kernel) for kernel in rendering.kernels]


@pytest.mark.parametrize(("sample", "version"), RENDERED)
def test_extracting_rendered_text_gives_the_same_fields(sample: str, version: str) -> None:
    loaded = spec.load(Source(sample, (KERNELS / sample).read_bytes())).specification
    assert loaded
    target = versions.load(version)
    found = extracted(as_wl(render(loaded, target)), version).specification
    assert [fields(row, target) for row in found.kernels] == [fields(row, target) for row in loaded.kernels]
    assert [fields(row, target) for row in found.parallel] == [fields(row, target) for row in loaded.parallel]


def fields(row: spec.Kernel | spec.Parallel, version: versions.Version) -> dict[str, object]:
    """Return the fields of a row that its text determines.

    The path replaces the fields from which it is computed, and an unused init file or choice of links is left out. So
    is the name of parallel kernels, which is only for ``--name``.
    """
    given = {key: value for key, value in given_values(row).items() if key not in {"os", "kernel_version", "kernel"}}
    if isinstance(row, spec.Parallel):
        given.pop("name", None)
    if not spec.further_ports(row, version):
        given.pop("kernel_init", None)
    if row.connection != "tunnel" or not version.random_links:
        given.pop("links", None)
    return {**given, "kernel": spec.kernel_path(row, version)}


USERS: dict[str, dict[str, object]] = {
    "-o User=bob h": {"ssh": {"User": "bob"}},
    "-o User=bob u@h": {"user": "u", "ssh": {"User": "bob"}},
    "-l dora h": {"ssh_options": ("-l", "dora")},
    "-l dora u@h": {"user": "u", "ssh_options": ("-l", "dora")},
    "-ldora -vC h": {"ssh_options": ("-ldora", "-vC")},
    "-l dora -p 99 -v -o User=bob h": {"ssh_options": ("-l", "dora", "-p", "99", "-v", "-o", "User=bob")},
    "-o User=a -o User=b -p 9 h": {"ssh": {"User": "a"}, "ssh_options": ("-o", "User=b", "-p", "9")},
}
"""Users in a command and in fields: a user given as an option stays an option, at its place."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            entry(f'ssh skye.local "./math.sh" {LINK}'),
            {"host": "skye.local", "kernel": "./math.sh", "may_prompt": True},
            id="ssh",
        ),
        pytest.param(
            entry(f'ssh -o BatchMode=yes skye.local "./math.sh" {LINK}'),
            {"host": "skye.local", "kernel": "./math.sh"},
            id="ssh that never prompts",
        ),
        pytest.param(
            entry(f"ssh -o BatchMode=yes -o ProxyJump=gate h ./math.sh {LINK}"),
            {"host": "h", "kernel": "./math.sh", "ssh": {"ProxyJump": "gate"}},
            id="ssh that never prompts, with another option",
        ),
        pytest.param(
            entry(f"ssh -o ProxyJump=gate -o BatchMode=yes h ./math.sh {LINK}"),
            {"host": "h", "kernel": "./math.sh", "ssh": {"ProxyJump": "gate", "BatchMode": "yes"}},
            id="ssh that never prompts, by its second option",
        ),
        pytest.param(
            entry(f"ssh -o BatchMode=no h ./math.sh {LINK}"),
            {"host": "h", "kernel": "./math.sh", "ssh": {"BatchMode": "no"}},
            id="ssh that may prompt, by an option",
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
                "may_prompt": True,
            },
            id="ssh with options, and a path with a space",
        ),
        *(
            pytest.param(
                entry(f"ssh {written} ./math.sh {LINK}"),
                {"host": "h", "kernel": "./math.sh", "may_prompt": True, **expected},
                id=written,
            )
            for written, expected in USERS.items()
        ),
        pytest.param(
            entry("ssh host math " + LINK.replace('"', ""), f"-LinkName 53001,53002 {DEFAULT}"),
            {
                "host": "host",
                "kernel": "math",
                "connection": "fixed-ports",
                "ports": (53001, 53002),
                "may_prompt": True,
            },
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
            id="Basic Options with unused MLOpen arguments",
        ),
        pytest.param(
            'SetOptions[$FrontEnd, EvaluatorNames->{"x" -> {"RemoteMachine" -> True, "TranslateReturns" -> True, '
            '"HostName" -> "h", "RemoteLogin" -> "u", "AutoStartOnLaunch" -> True, "Other" -> {1}}}]',
            {"host": "h", "user": "u", "options": "basic", "auto_start": True, "extra": {"Other": "{1}"}},
            id="Basic Options, and a key without a field",
        ),
    ],
)
def test_fields_are_recognized(text: str, expected: dict[str, object]) -> None:
    [kernel] = extracted(text).specification.kernels
    assert given_values(kernel) == {"name": "x", **expected}


def test_mathssh_is_recognized_where_it_is_documented() -> None:
    text = entry(f'`java` -jar "`mathssh`" me@skye.local ./math.sh {LINK}')
    assert extracted(text, "5.2").specification.kernels[0].transport == "mathssh"
    assert extracted(text, "6").specification.kernels[0].launch_command is not None


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(f"./reach.sh skye {LINK}", id="an unknown script"),
        pytest.param(f"ssh skye nice ./math.sh {LINK}", id="a prefix"),
        pytest.param(f"ssh skye ./math.sh -noinit {LINK}", id="a flag without a field"),
        pytest.param(f"ssh skye -l me ./math.sh {LINK}", id="an option after the host"),
        pytest.param(f"ssh -b `ipaddress` skye ./math.sh {LINK}", id="a placeholder among the options"),
        pytest.param(f"ssh skye ~/math.sh {LINK}", id="a tilde"),
        pytest.param(f"ssh $HOST ./math.sh {LINK}", id="a variable"),
        pytest.param(f"ssh skye ./math.sh {LINK} &", id="the background"),
        pytest.param(f"ssh skye ./math.sh {LINK} 2> log", id="a local redirection"),
        pytest.param(f"ssh skye './math.sh {LINK} > log'", id="a remote redirection"),
        pytest.param(f"cd /; ssh skye ./math.sh {LINK}", id="two commands"),
        pytest.param("ssh skye ./math.sh " + LINK.replace("`ipaddress`", "192.168.1.2"), id="a literal address"),
        pytest.param("ssh skye ./math.sh -mathlink", id="no link"),
        pytest.param("ssh 'a b' ./math.sh", id="a host with a space"),
        pytest.param("ssh skye 'unbalanced", id="an unclosed quote"),
        pytest.param(f"ssh -p 70000 skye ./math.sh {LINK}", id="a port that does not exist"),
        pytest.param(f"ssh -p {'9' * 5000} skye ./math.sh {LINK}", id="a port of thousands of digits"),
    ],
)
def test_other_commands_are_kept_verbatim(command: str) -> None:
    [kernel] = extracted(entry(command)).specification.kernels
    assert given_values(kernel) == {
        "name": "x",
        "launch_command": command,
        "mlopen_arguments": DEFAULT,
    }


def test_mlopen_arguments_of_another_form_are_kept_with_the_fields() -> None:
    other = "-LinkProtocol TCPIP -LinkMode Listen -LinkOptions MLDontInteract"
    [kernel] = extracted(entry(f"ssh skye ./math.sh {LINK}", other)).specification.kernels
    assert (kernel.host, kernel.mlopen_arguments) == ("skye", other)


@pytest.mark.parametrize("ports", ["0,53002", "53001,70000"])
def test_ports_that_do_not_exist_are_kept_verbatim(ports: str) -> None:
    other = f"-LinkName {ports} {DEFAULT}"
    [kernel] = extracted(entry(f"ssh skye ./math.sh {LINK}", other)).specification.kernels
    assert (kernel.ports, kernel.mlopen_arguments) == (None, other)


def test_mixed_options_keep_both() -> None:
    [kernel] = extracted(entry(f"ssh skye ./math.sh {LINK}", more=', "HostName" -> "other"')).specification.kernels
    assert (kernel.host, kernel.extra) == ("skye", {"HostName": '"other"'})


def test_kernels_with_the_same_ports_can_be_in_one_specification() -> None:
    text = FIXED.removesuffix("}]") + ", " + OTHER.partition("EvaluatorNames->{")[2].replace('"x"', '"y"', 1)
    extraction = extracted(text)
    first, second = reloaded(extraction).kernels
    assert (first.ports, second.ports) == ((53001, 53002), None)
    assert second.launch_command is not None
    assert spec.load(Source("kernels.toml", extraction.toml.encode())).problems == ()


def test_the_entries_of_real_files(shared: Path) -> None:
    for path in sorted((shared / "corpus" / "frontend").glob("*-remote-entry.m")):
        document = read(Source(path.name, path.read_bytes()))
        extraction = extract(document, versions.load("7"))
        [kernel] = render(reloaded(extraction), versions.load("7")).kernels
        assert kernel == kernel_entry(document.entries[1])


@pytest.mark.parametrize(
    ("host", "login"),
    [
        pytest.param("h", "DOM\\\\bob", id="an invalid user"),
        pytest.param("a b", "me", id="an invalid host"),
        pytest.param("a b", "a b", id="both invalid"),
    ],
)
def test_basic_options_that_ssh_would_refuse_are_kept_verbatim(host: str, login: str) -> None:
    options = f'"RemoteMachine" -> True, "TranslateReturns" -> True, "HostName" -> "{host}", "RemoteLogin" -> "{login}"'
    text = f'SetOptions[$FrontEnd, EvaluatorNames->{{"Local" -> {{}}, "x" -> {{{options}}}}}]'
    found = extracted(text)
    assert not found.notes
    (kernel,) = render(
        spec.load(Source("", found.toml.encode())).specification or found.specification, versions.load("7")
    ).kernels
    assert (kernel.host_name, kernel.remote_login, kernel.extra) == (host, login.replace("\\\\", "\\"), {})
