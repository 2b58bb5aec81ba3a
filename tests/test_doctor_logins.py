"""The settings of ssh for the logins of kernels, in the report about a machine."""

import os

import pytest

from rkconf import versions
from rkconf.doctor.invoking_user import ChangedUser
from rkconf.doctor.machine import Completed, examine
from rkconf.doctor.machine.uses import Start
from rkconf.record import replace
from rkconf.settings import Lookup
from tests.scratch_homes import DIRECT, FIXED_PORTS, INIT, TUNNEL, ScratchHome, found, init_file


def test_a_machine_that_is_right_has_no_problem(home: ScratchHome) -> None:
    home.write(INIT, init_file())
    machine = home.examined()
    assert (found(machine), machine.status) == ([], 0)
    assert [(use.name, use.client, use.host) for use in machine.uses] == [("skye", "ssh", "skye.local")]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param("remotecommand tmux\n", ["config-one-command"], id="RemoteCommand"),
        pytest.param("sessiontype none\n", ["config-no-command"], id="SessionType"),
        pytest.param("forkafterauthentication yes\n", ["config-in-background"], id="ForkAfterAuthentication"),
        pytest.param("clearallforwardings yes\n", ["config-no-forwards"], id="ClearAllForwardings"),
        pytest.param("requesttty force\n", ["config-terminal"], id="RequestTTY"),
        pytest.param("controlpath ~/.ssh/%C\n", ["forwards-swallowed"], id="ControlPath"),
        pytest.param("controlpath none\nremotecommand none\nsessiontype default\n", [], id="usual values"),
    ],
)
def test_the_configuration_is_judged_for_each_host(home: ScratchHome, settings: str, expected: list[str]) -> None:
    home.write(INIT, init_file(TUNNEL, FIXED_PORTS))
    home.settings = settings
    machine = home.examined()
    assert found(machine) == expected
    assert {each.kernel for each in machine.remarks} <= {"skye"}


@pytest.mark.parametrize("settings", ["clearallforwardings yes\n", "controlpath ~/.ssh/%C\n"])
def test_settings_of_forwards_do_not_matter_without_a_tunnel(home: ScratchHome, settings: str) -> None:
    home.write(INIT, init_file())
    home.settings = settings
    assert found(home.examined()) == []


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param("localforward 31415 [localhost]:80\n", "config-forward-collides", id="the port of the link"),
        pytest.param("localforward 8080 [localhost]:80\n", "config-forwards", id="another port"),
        pytest.param(
            "localforward 8080 [localhost]:80\nexitonforwardfailure yes\n", "config-forwards-repeated", id="fatal"
        ),
        pytest.param("dynamicforward 1080\n", "config-forwards", id="a proxy"),
        pytest.param("remoteforward 9000 [localhost]:80\n", "config-forwards", id="a port of the other machine"),
        pytest.param(
            "remoteforward 31415 [localhost]:80\nremoteforward [127.0.0.1]:31415 [127.0.0.1]:31415\n",
            "config-forward-collides",
            id="the port of the tunnel",
        ),
    ],
)
def test_a_forward_of_the_configuration_has_its_place(home: ScratchHome, settings: str, expected: str) -> None:
    home.write(INIT, init_file(TUNNEL, FIXED_PORTS))
    home.settings = settings
    keyword, value = settings.split("\n", maxsplit=1)[0].split(" ", 1)
    home.write(".ssh/config", f"Host *\n  {keyword} = {value}\n")
    [remark] = home.examined().remarks
    assert (remark.id, remark.evidence) == (expected, "~/.ssh/config:2")


def test_a_forward_of_the_command_is_not_one_of_the_configuration(home: ScratchHome) -> None:
    command = TUNNEL.replace("ssh ", "ssh -L 8080:localhost:80 -D 1080 ", 1)
    home.write(INIT, init_file(command, FIXED_PORTS))
    home.write(".ssh/config", "Host other\n  LocalForward 9999 localhost:80\n  DynamicForward 1081\n")
    own = "".join(f"remoteforward {port} [127.0.0.1]:{port}\n" for port in (31415, 31416))
    home.settings = f"localforward 8080 [localhost]:80\ndynamicforward 1080\n{own}"
    assert found(home.examined()) == []


def test_a_line_that_ssh_refuses_is_a_problem_with_its_place(home: ScratchHome) -> None:
    home.write(INIT, init_file())
    home.refusal = (
        "/x/config: line 12: Bad configuration option: foo\n/x/config: terminating, 1 bad configuration options"
    )
    machine = home.examined()
    assert found(machine) == ["ssh-config-invalid"]
    assert "/x/config:12" in machine.remarks[0].message


def test_a_refused_line_is_found_without_any_kernel(home: ScratchHome) -> None:
    home.refusal = "/x/config line 3: Bad port 'abc'."
    assert found(home.examined()) == ["ssh-config-invalid"]


@pytest.mark.parametrize(
    "line", ["Match exec true", 'Match host skye !exec "test -f x"', "CanonicalizePermittedCNAMEs *:*", "Include ${X}"]
)
def test_a_configuration_that_starts_programs_is_not_asked(home: ScratchHome, line: str) -> None:
    home.write(INIT, init_file())
    home.write(".ssh/config", f"Include more\n{'#' * 3} Match exec no\n")
    home.write(".ssh/more", f"\n{line}\n")
    machine = home.examined()
    assert (found(machine), machine.status) == (["login-unknown"], 2)
    assert ".ssh/more:2" in machine.remarks[0].message
    assert [words for words in home.ran if "-G" in words] == []


def test_ssh_is_not_asked_to_read_a_pipe(home: ScratchHome) -> None:
    home.write(INIT, init_file())
    home.write(".ssh/config", "Include pipe\n")
    os.mkfifo(home.home / ".ssh" / "pipe")
    assert sorted(found(home.examined())) == ["login-unknown", "ssh-config-unread"]
    assert [words for words in home.ran if "-G" in words] == []


@pytest.mark.parametrize("name", [".ssh/config", ".ssh/conf.d/one"])
def test_a_configuration_that_others_may_write_is_a_problem(home: ScratchHome, name: str) -> None:
    home.write(".ssh/config", "Include conf.d/*\n")
    home.write(name, "Include conf.d/*\n", mode=0o664)
    assert found(home.examined()) == ["ssh-config-permissions"]


def test_an_include_that_repeats_itself_ends(home: ScratchHome) -> None:
    home.write(".ssh/config", "Include config\nInclude *\n")
    assert len(home.examined().config.files) > 1


def test_ssh_may_be_missing(home: ScratchHome) -> None:
    home.write(INIT, init_file())
    home.programs = {"ssh": Completed(None, err="it is not on PATH", is_missing=True)}
    assert found(home.examined()) == ["ssh-missing"]


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        pytest.param({}, "ssh-fails", id="alone"),
        pytest.param({"LD_LIBRARY_PATH": "/x"}, "library-path", id="libraries"),
    ],
)
def test_ssh_may_not_start(home: ScratchHome, variables: dict[str, str], expected: str) -> None:
    home.programs = {"ssh": Completed(127, err="ssh: error while loading shared libraries")}
    home.variables = variables
    machine = home.examined()
    assert found(machine) == [expected]
    assert "loading shared libraries" in machine.remarks[0].message


def test_canonical_names_are_noted_since_no_name_server_is_asked(home: ScratchHome) -> None:
    home.write(".ssh/config", "Host *\n  CanonicalizeHostname yes\n")
    assert found(home.examined()) == ["ssh-config-canonical"]


@pytest.mark.parametrize(
    ("command", "start"),
    [
        pytest.param(DIRECT, Start.LOGIN, id="ssh"),
        pytest.param("math -mathlink -LinkMode Connect -LinkName `linkname`", Start.HERE, id="a local kernel"),
        pytest.param("./tunnel.sh skye.local `linkname`", Start.UNKNOWN, id="a script"),
        pytest.param("qsub -N kernel job.sh", Start.UNKNOWN, id="a queue"),
    ],
)
def test_the_way_in_which_a_kernel_starts_is_known_or_not(home: ScratchHome, command: str, start: Start) -> None:
    home.write(INIT, init_file(command))
    assert [use.start for use in home.examined().uses] == [start]


def test_another_home_than_that_of_the_account_is_noted(home: ScratchHome) -> None:
    system = replace(home.system, account_home=home.folder)
    assert found(examine(system, Lookup({}), versions.known())) == ["home-of-account"]


@pytest.mark.parametrize("name", ["a`b", "a\nb", "a b"])
def test_a_home_may_have_any_name(home: ScratchHome, name: str) -> None:
    system = replace(home.system, home=home.folder / name)
    (remark,) = examine(system, Lookup({}), versions.known()).remarks
    assert remark.id == "home-of-account"
    assert str(home.folder / name) in remark.message


def test_the_account_that_sudo_has_changed_to_is_noted(home: ScratchHome) -> None:
    system = replace(home.system, changed_user=ChangedUser("fred", "root"))
    assert found(examine(system, Lookup({}), versions.known())) == ["other-account"]
