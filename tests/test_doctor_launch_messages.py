"""The messages of ssh and of a kernel from which the cause of a failed launch follows."""

import re

import pytest

from rkconf.doctor.launch_messages import launch_messages, login_refused_by, searched, without

_MUX = "mux_client_forward: forwarding request failed: remote port forwarding failed for listen port 31415"


def causes(line: str) -> list[str]:
    messages = launch_messages().values()
    return [each.name for each in messages if any(re.search(text, line) for text in each.texts)]


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        pytest.param("In[1]:= ", "text-session", id="the prompt of a text session"),
        pytest.param("No valid password found.", "licence", id="no password"),
        pytest.param("Mathematica cannot find a valid password.", "licence", id="no password in 5.2"),
        pytest.param("Warning: remote port forwarding failed for listen port 31415", "remote-port-taken", id="-R"),
        pytest.param(
            "Error: remote port forwarding failed for listen port 31415", "remote-port-taken", id="-R, strict"
        ),
        pytest.param("bind [127.0.0.1]:31417: Address already in use", "local-port-taken", id="-L"),
        pytest.param("sudo: a password is required", "other-user-password", id="sudo asks"),
        pytest.param("su: Authentication failure", "other-user-password", id="su asks"),
        pytest.param("doas: Operation not permitted", "other-user-refused", id="doas refuses"),
        pytest.param("fred is not in the sudoers file.", "other-user-refused", id="sudo refuses"),
        pytest.param(_MUX, "forwards-swallowed", id="a shared connection, which has the text of -R too"),
    ],
)
def test_the_first_cause_of_a_line(line: str, cause: str) -> None:
    assert causes(line)[0] == cause


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Welcome to Debian GNU/Linux", id="a greeting"),
        pytest.param("reading /home/fred/.Mathematica/mathpass", id="the name of the file of passwords"),
        pytest.param("Mathematica 5.2 for Linux", id="the header of a kernel"),
        pytest.param("We trust you have received the usual lecture from the administrator", id="the greeting of sudo"),
        pytest.param("Warning: Permanently added 'skye.local' to the list of known hosts.", id="a new host key"),
    ],
)
def test_other_lines_name_no_cause(line: str) -> None:
    assert causes(line) == []


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        pytest.param("ssh: Could not resolve hostname skye: Name or service not known", "name-unknown", id="name"),
        pytest.param("ssh: connect to host skye port 2222: Connection refused", "connection-refused", id="server"),
        pytest.param("fred@skye: Permission denied (publickey).", "key-refused", id="key"),
        pytest.param("Host key verification failed.", "host-key-unknown", id="host key"),
        pytest.param("bash: line 1: math: command not found", None, id="another program"),
        pytest.param("channel 3: open failed: connect failed: Connection refused", None, id="a forward"),
    ],
)
def test_ssh_that_the_launch_command_hides_gives_its_reason(line: str, cause: str | None) -> None:
    found = login_refused_by(f"connecting\n{line}\n", "connect skye")
    assert (found and found.cause and found.cause.id) == cause
    assert found is None or (found.cause and found.cause.command == "connect skye")


def test_a_line_of_startup_files_is_not_a_message() -> None:
    assert without({"No valid password found."}, "No valid password found.\nIn[1]:= \n") == "In[1]:= "


def test_messages_are_searched_in_the_beginning_of_the_first_and_last_lines() -> None:
    found = searched("\n".join(("first", *["x" * 10_000] * 1000, "last")))
    assert (found[:6], found[-5:]) == ("first\n", "\nlast")
    assert len(found) < 1 << 17
