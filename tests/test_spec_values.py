"""The values of a specification that a shell, ssh or a reader would misread."""

import json

import pytest

from tests.specifications import HOST, KERNEL, PARALLEL, TUNNEL, problems, reported, specification


@pytest.mark.parametrize("host", ["::1", "2001:db8::1", "[::1]", "[2001:db8::1]", "[fe80::1%en0]"])
def test_an_ipv6_address_loses_its_brackets_as_ssh_needs_it(host: str) -> None:
    found = specification(KERNEL.replace("skye.local", host) + PARALLEL.replace("node1", host))
    assert {found.kernels[0].host, found.parallel[0].host} == {host.strip("[]")}


@pytest.mark.parametrize("host", ["[::1", "::1]", "[]", "[skye]", "[[::1]]", "1::2::3", "[::1]:22", "::1%"])
def test_a_text_that_is_not_an_ipv6_address(host: str) -> None:
    [found] = reported(KERNEL.replace("skye.local", host))
    assert found.startswith("3:8 impossible-specification host cannot be used: ")


HOSTILE = ["a b", "a;b", "$(touch x)", "a&b", "a|b", "a'b", 'a"b', "a\\b", "a`b", "a\nb", "a*", "-oProxyCommand=x", ""]


@pytest.mark.parametrize("text", [*HOSTILE, "host:22", "me@host", "hóst", "a/b"])
def test_a_host_that_a_shell_or_ssh_would_misread(text: str) -> None:
    [found] = reported(f"[[kernels]]\nname='x'\nkernel='m'\nhost={json.dumps(text)}")
    assert found.startswith("4:6 impossible-specification host cannot be used: ")


@pytest.mark.parametrize("text", [*HOSTILE, "me:secret", "me@host", "-l"])
def test_a_user_that_a_shell_or_ssh_would_misread(text: str) -> None:
    [found] = reported(f"{KERNEL}user={json.dumps(text)}")
    assert found.startswith("5:6 impossible-specification user cannot be used: ")
    assert "secret" not in found


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        pytest.param('host = ".."', "it begins with a dot", id="a host of dots"),
        pytest.param('host = ".h"', "it begins with a dot", id="a host with a dot in front"),
        pytest.param('host = "h-"', "it ends with a dash", id="a host with a dash at its end"),
        pytest.param('host = ".h b"', "it contains a space", id="a host with a space after a dot"),
        pytest.param('host = "h"\nuser = ".anna"', "it begins with a dot", id="a user with a dot in front"),
        pytest.param(
            'host = "h"\nuser = "an\u00fca"', "it contains `ü`", id="a user with a letter of another alphabet"
        ),
    ],
)
def test_the_message_gives_the_first_reason(written: str, fault: str) -> None:
    [found] = problems(f'[[kernels]]\nname = "x"\nkernel = "m"\n{written}')
    assert found.message.endswith(f" cannot be used: {fault}")


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        pytest.param("é \\u0001", "it contains U+0001", id="a control character after a letter"),
        pytest.param("a\\tb", "it contains a tab", id="a tab"),
        pytest.param(" ", "it is empty", id="only spaces"),
    ],
)
def test_a_name_that_cannot_be_shown(name: str, fault: str) -> None:
    assert reported(KERNEL.replace('"skye"', f'"{name}"')) == [
        f'2:8 impossible-specification name cannot be used: {fault}; write a text such as name = "skye"'
    ]


@pytest.mark.parametrize("text", ["a`b", "a\nb", "a\rb", "a\0b", "-x", "~/math", "A=b", "", "a\u201cb", "a\u00a0b"])
@pytest.mark.parametrize("key", ["kernel", "kernel_init"])
def test_a_path_that_cannot_be_quoted(key: str, text: str) -> None:
    [found] = reported(f'{HOST}os="linux"\n{TUNNEL}{key}={json.dumps(text)}')
    assert found.startswith(f"7:{len(key) + 2} impossible-specification {key} cannot be used: ")


@pytest.mark.parametrize(
    ("extra", "fault"),
    [
        pytest.param("X = '{1, \"a\" -> b}'", None, id="a list"),
        pytest.param("X = 'a[1]'", None, id="a call"),
        pytest.param("X = '1, \"LoginScript\" -> 2'", "it is not one expression", id="a second option"),
        pytest.param("X = '}'", "", id="a stray bracket"),
        pytest.param("X = '\"a'", "", id="a string without an end"),
        pytest.param("X = ''", "it is not one expression", id="nothing"),
        pytest.param("LoginScript = '\"x\"'", "rkconf writes LoginScript itself", id="a key that rkconf writes"),
        pytest.param("HostName = '\"x\"'", None, id="a key of Basic Options in an entry with Advanced Options"),
    ],
)
def test_each_extra_key_has_one_expression(extra: str, fault: str | None) -> None:
    found = reported(f"{KERNEL}extra = {{ {extra} }}")
    assert len(found) == (fault is not None)
    assert all(fault in each and each.startswith("5:") for each in found if fault)
