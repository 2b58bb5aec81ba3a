"""`rkconf doctor` without arguments: the facts about a machine, and the remarks."""

import errno
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import jsonschema
import pytest

from rkconf import __version__, versions
from rkconf.doctor.machine import Completed, commands, examine
from rkconf.doctor.machine.contents import FileState, PlacedFile
from rkconf.doctor.machine.judge_files import shown_versions
from rkconf.doctor.machine.remarks import Level, remark_facts
from rkconf.doctor.machine.uses import Start
from rkconf.record import replace
from rkconf.reporters import Paint
from rkconf.reporters.machine import as_json, as_text
from rkconf.reporters.machine_schema import describe
from rkconf.settings import Lookup
from tests.conftest import SAMPLES, Golden
from tests.scratch_homes import DIRECT, FIXED_PORTS, PRIVATE_KEY, TUNNEL, ScratchHome, found, init_file

INIT = ".Mathematica/FrontEnd/init.m"
KEY = ".ssh/id_ed25519"


@pytest.fixture
def home(tmp_path: Path) -> ScratchHome:
    """Return a machine with one key without a passphrase, and free ports."""
    (tmp_path / "home").mkdir()
    scratch = ScratchHome(tmp_path)
    scratch.write(KEY, PRIVATE_KEY)
    scratch.write("/proc/sys/net/ipv4/ip_local_port_range", "32768\t60999\n")
    scratch.write("/proc/net/tcp", "  sl  local_address rem_address   st\n")
    return scratch


def places(home: ScratchHome, **settings: str) -> dict[str, PlacedFile]:
    """Return what is at each place, by its path from the home directory or the root directory."""
    files = home.examined(**settings).files
    return {str(each.place.path).removeprefix(f"{home.folder}/"): each for each in files}


READERS = {
    "home/.Mathematica/FrontEnd/init.m": "5.2 to 14",
    "home/.Wolfram/FrontEnd/init.m": "14.1 to 15",
    "root/usr/share/Mathematica/FrontEnd/init.m": "5.2 to 14",
    "root/usr/share/Wolfram/FrontEnd/init.m": "14.1 to 15",
}


def test_every_place_is_listed_with_the_versions_that_read_it(home: ScratchHome) -> None:
    read = {path: shown_versions(each.place.versions, versions.known()) for path, each in places(home).items()}
    assert read == READERS


def test_macos_has_other_places(home: ScratchHome) -> None:
    home.os = "macos"
    home.programs = {"sysctl": Completed(0, "49152\n65535\n"), "netstat": Completed(0, "")}
    assert next(iter(places(home))) == "home/Library/Mathematica/FrontEnd/init.m"
    assert "root/Library/Wolfram/FrontEnd/init.m" in places(home)


@pytest.mark.parametrize(
    ("variable", "moved", "readers"),
    [
        pytest.param("MATHEMATICA_USERBASE", "home/.Mathematica/FrontEnd/init.m", "5.2 to 14", id="user, before 14.1"),
        pytest.param("WOLFRAM_USERBASE", "home/.Wolfram/FrontEnd/init.m", "14.1 to 15", id="user, from 14.1 on"),
        pytest.param("MATHEMATICA_BASE", "root/usr/share/Mathematica/FrontEnd/init.m", "5.2 to 14", id="all users"),
        pytest.param("WOLFRAM_BASE", "root/usr/share/Wolfram/FrontEnd/init.m", "14.1 to 15", id="all users, later"),
    ],
)
def test_a_variable_moves_a_place(home: ScratchHome, variable: str, moved: str, readers: str) -> None:
    home.variables = {variable: str(home.folder / "other")}
    by_path = places(home)
    there = by_path["other/FrontEnd/init.m"]
    assert (there.place.variable, shown_versions(there.place.versions, versions.known())) == (variable, readers)
    assert (by_path[moved].place.replaced_by, by_path[moved].place.versions) == (variable, ())


def test_entries_that_a_variable_hides_are_a_problem(home: ScratchHome) -> None:
    home.write(INIT, init_file())
    home.variables = {"MATHEMATICA_USERBASE": str(home.folder)}
    machine = home.examined()
    assert "file-not-read" in found(machine)
    assert machine.uses == ()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("base", "folder-relative", id="relative"),
        pytest.param("/missing/x", "folder-missing", id="missing"),
    ],
)
def test_a_variable_must_name_a_folder(home: ScratchHome, value: str, expected: str) -> None:
    home.variables = {"MATHEMATICA_BASE": value, "WOLFRAM_BASE": str(home.folder)}
    assert expected in found(home.examined())


def test_a_variable_of_other_versions_alone_is_noted(home: ScratchHome) -> None:
    home.variables = {"MATHEMATICA_USERBASE": str(home.folder)}
    assert "variable-of-other-versions" in found(home.examined())
    home.variables = {**home.variables, "WOLFRAM_USERBASE": str(home.folder)}
    assert "variable-of-other-versions" not in found(home.examined())


def test_a_file_of_versioned_preferences_is_read_by_its_version(home: ScratchHome) -> None:
    home.write(".Mathematica/FrontEnd/12.0_init.m", init_file())
    there = places(home)["home/.Mathematica/FrontEnd/12.0_init.m"]
    assert [version.name for version in there.place.versions] == ["12"]
    assert there.target is not None
    assert there.target.version.name == "12"


@pytest.mark.parametrize("name", ["12.9_init.m", "7.0_init.m", "15.0_init.m"])
def test_a_versioned_file_that_no_front_end_reads_is_noted(home: ScratchHome, name: str) -> None:
    home.write(f".Mathematica/FrontEnd/{name}", init_file(DIRECT.replace("-LinkName", "-LinkNmae")))
    machine = home.examined()
    assert (found(machine), machine.uses) == (["file-of-no-version"], ())


def test_a_file_is_checked_for_a_version_that_reads_it(home: ScratchHome) -> None:
    home.write(".Wolfram/FrontEnd/init.m", init_file())
    target = places(home)["home/.Wolfram/FrontEnd/init.m"].target
    assert target is not None
    assert target.version.name == "15"


def test_the_command_line_chooses_the_version(home: ScratchHome) -> None:
    home.write(INIT, init_file())
    target = places(home, version="6")["home/.Mathematica/FrontEnd/init.m"].target
    assert target is not None
    assert target.version.name == "6"


def test_errors_of_lint_are_a_problem_with_their_place(home: ScratchHome) -> None:
    home.write(INIT, init_file(DIRECT.replace("-LinkName", "-LinkNmae")))
    machine = home.examined()
    [problem] = machine.of_level(Level.PROBLEM)
    assert problem.id == "file-findings"
    assert "init.m:1:" in problem.evidence
    assert problem.command == "rkconf lint ~/.Mathematica/FrontEnd/init.m"
    assert machine.status == 1


def test_a_comment_that_ignores_a_finding_counts(home: ScratchHome) -> None:
    home.write(INIT, "(* rkconf: ignore-file[RK407] asked *)\n" + init_file(DIRECT.replace("-o BatchMode=yes ", "")))
    [file] = [each for each in home.examined().files if each.entries]
    assert "RK407" not in [each.code for each in file.diagnostics]


def make_folder(path: Path) -> None:
    path.mkdir(parents=True)


def make_pipe(path: Path) -> None:
    path.parent.mkdir(parents=True)
    os.mkfifo(path)


def make_broken_link(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.symlink_to("nowhere")


def make_link_to_itself(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.symlink_to(path)


def make_utf16(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(init_file(), encoding="utf-16")


@pytest.mark.parametrize(
    ("make", "state", "expected"),
    [
        pytest.param(make_folder, FileState.NOT_A_FILE, "file-not-a-file", id="a folder"),
        pytest.param(make_pipe, FileState.NOT_A_FILE, "file-not-a-file", id="a pipe"),
        pytest.param(make_broken_link, FileState.BROKEN_LINK, "file-broken-link", id="a broken link"),
        pytest.param(make_link_to_itself, FileState.UNREADABLE, "file-unreadable", id="a link to itself"),
        pytest.param(make_utf16, FileState.UNREADABLE, "file-unreadable", id="UTF-16"),
    ],
)
def test_what_cannot_be_read_is_a_problem(
    home: ScratchHome, make: Callable[[Path], None], state: FileState, expected: str
) -> None:
    make(home.home / INIT)
    machine = home.examined()
    assert machine.files[0].state is state
    assert found(machine) == [expected]


def test_a_file_that_is_too_large_is_a_problem(home: ScratchHome, monkeypatch: pytest.MonkeyPatch) -> None:
    home.write(INIT, init_file())
    monkeypatch.setattr("rkconf.files.LARGEST_FILE", 100)
    assert found(home.examined()) == ["file-unreadable"]


def test_a_symbolic_link_is_reported_wherever_it_is(home: ScratchHome) -> None:
    home.write("data/FrontEnd/init.m", init_file())
    (home.home / ".Mathematica").symlink_to("data")
    file = home.examined().files[0]
    assert (file.entries, file.link) == (2, f"{home.home}/.Mathematica -> data")


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


def test_a_key_that_others_may_read_is_a_problem(home: ScratchHome) -> None:
    home.write(INIT, init_file())
    home.write(KEY, PRIVATE_KEY, mode=0o644)
    machine = home.examined()
    assert found(machine) == ["key-permissions"]
    assert machine.next_step == "chmod 600 ~/.ssh/id_ed25519"
    assert not any("ssh-keygen" in words for words in home.ran)


def test_a_login_without_a_key_is_a_problem(home: ScratchHome) -> None:
    home.write(INIT, init_file())
    (home.home / KEY).unlink()
    machine = home.examined()
    assert found(machine) == ["key-missing"]
    assert machine.next_step == "rkconf setup ~/.Mathematica/FrontEnd/init.m skye"


@pytest.mark.parametrize(
    "settings", ["certificatefile ~/.ssh/x-cert.pub\n", "hostbasedauthentication yes\n", "pkcs11provider /lib/x.so\n"]
)
def test_other_authentication_needs_no_key(home: ScratchHome, settings: str) -> None:
    home.write(INIT, init_file())
    (home.home / KEY).unlink()
    home.settings = settings
    assert found(home.examined()) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("/etc/krb5.conf", "[libdefaults]\n  default_ccache_name = KCM:\n", id="kept by a daemon"),
        pytest.param("/etc/krb5.conf.d/kcm", " default_ccache_name=KEYRING:persistent:%{uid}\n", id="kept by Linux"),
        pytest.param("/tmp/krb5cc_{user}", "ticket", id="a file"),  # noqa: S108 - below a scratch folder
    ],
)
def test_only_a_kerberos_ticket_replaces_a_key(home: ScratchHome, path: str, text: str) -> None:
    home.write(INIT, init_file())
    (home.home / KEY).unlink()
    home.settings = "gssapiauthentication yes\n"
    home.write("/etc/krb5.conf", "[libdefaults]\n  default_realm = X\n")
    assert found(home.examined()) == ["key-missing"]
    home.write(path.format(user=home.system.user), text)
    assert found(home.examined()) == []


def test_a_ticket_may_be_named_by_a_variable(home: ScratchHome) -> None:
    home.write(INIT, init_file())
    (home.home / KEY).unlink()
    home.settings = "gssapiauthentication yes\n"
    home.variables = {"KRB5CCNAME": "KCM:1000"}
    assert found(home.examined()) == []


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


def test_a_program_that_answers_needs_no_key(home: ScratchHome) -> None:
    home.write(INIT, init_file(f"sshpass -f secret {DIRECT.replace('-o BatchMode=yes ', '')}"))
    (home.home / KEY).unlink()
    assert "key-missing" not in found(home.examined())


def test_a_key_with_a_passphrase_is_a_problem_without_an_agent(home: ScratchHome) -> None:
    home.write(INIT, init_file())
    home.passphrases = frozenset({"id_ed25519"})
    assert found(home.examined()) == ["key-has-passphrase"]
    home.write(".ssh/id_rsa", PRIVATE_KEY)
    home.settings = "identityfile ~/.ssh/id_ed25519\nidentityfile ~/.ssh/id_rsa\n"
    assert found(home.examined()) == []


def test_a_key_with_a_passphrase_is_usual_on_a_machine_without_kernels(home: ScratchHome) -> None:
    home.passphrases = frozenset({"id_ed25519"})
    assert found(home.examined()) == []


def test_the_keychain_of_macos_may_know_a_passphrase(home: ScratchHome) -> None:
    home.write(INIT, init_file())
    home.passphrases = frozenset({"id_ed25519"})
    home.write(".ssh/config", "Host *\n  UseKeychain no\n")
    assert found(home.examined()) == ["key-has-passphrase"]
    home.write(".ssh/config", "Host *\n  UseKeychain yes\n")
    assert found(home.examined()) == []


def test_without_key_files_an_agent_must_have_a_key(home: ScratchHome) -> None:
    home.write(INIT, init_file())
    home.settings = "identityfile none\n"
    assert found(home.examined()) == ["key-missing"]


def test_a_key_that_the_configuration_names_must_exist(home: ScratchHome) -> None:
    home.write(INIT, init_file())
    home.settings = "identityfile %d/keys/kernel\n"
    assert sorted(found(home.examined())) == ["identity-missing", "key-missing"]
    home.write("keys/kernel", PRIVATE_KEY)
    assert found(home.examined()) == []


def test_keys_that_cannot_be_listed_are_unknown(home: ScratchHome, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> Iterator[Path]:
        if self.name == ".ssh":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))
        return listed(self)

    listed = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", refuse)
    machine = home.examined()
    assert (found(machine), machine.status) == (["ssh-folder-unread"], 2)


def test_another_home_than_that_of_the_account_is_noted(home: ScratchHome) -> None:
    system = replace(home.system, account_home=home.folder)
    assert found(examine(system, Lookup({}), versions.known())) == ["home-of-account"]


def test_a_public_key_alone_is_noted(home: ScratchHome) -> None:
    home.write(".ssh/id_rsa.pub", "ssh-rsa AAAA")
    assert found(home.examined()) == ["public-key-alone"]


def test_a_port_on_which_a_program_listens_is_a_problem(home: ScratchHome) -> None:
    home.write(INIT, init_file(TUNNEL, FIXED_PORTS))
    home.write("/proc/net/tcp", "header\n 0: 0100007F:7AB7 00000000:0000 0A 0\n 1: 0100007F:7AB8 0100007F:1F90 01 0\n")
    machine = home.examined()
    assert found(machine) == ["port-taken"]
    assert "31415" in machine.remarks[0].message
    assert "127.0.0.1" in machine.remarks[0].message


def test_a_port_that_the_system_assigns_is_noted(home: ScratchHome) -> None:
    home.write(INIT, init_file(TUNNEL, FIXED_PORTS))
    home.write("/proc/sys/net/ipv4/ip_local_port_range", "10000\t31415\n")
    machine = home.examined()
    assert (found(machine), machine.status) == (["port-may-be-taken"], 0)
    home.write("/proc/sys/net/ipv4/ip_local_reserved_ports", "8080,31400-31420\n")
    assert found(home.examined()) == []


@pytest.mark.parametrize(("user", "expected"), [(1000, ["port-privileged"] * 2), (0, [])])
def test_only_the_administrator_can_open_low_ports(home: ScratchHome, user: int, expected: list[str]) -> None:
    mlopen = FIXED_PORTS.replace("31415", "801").replace("31416", "802")
    home.write(INIT, init_file(TUNNEL.replace("31415", "801").replace("31416", "802"), mlopen))
    machine = examine(replace(home.system, user=user), Lookup({"version": "5.2"}), versions.known())
    assert [each for each in found(machine) if each == "port-privileged"] == expected


def test_two_kernels_with_one_port_are_noted(home: ScratchHome) -> None:
    first = init_file(TUNNEL, FIXED_PORTS)
    home.write(INIT, first.replace("}}]", "}, " + first[first.index('"skye"') :].replace('skye"->', 'moon"->')))
    machine = home.examined()
    assert [(use.name, use.ports) for use in machine.uses] == [("skye", (31415, 31416)), ("moon", (31415, 31416))]
    assert found(machine).count("ports-shared") == 2


def test_ports_that_cannot_be_read_are_unknown(home: ScratchHome) -> None:
    (home.folder / "root/proc/net/tcp").unlink()
    machine = home.examined()
    assert (found(machine), machine.status) == (["ports-unknown"], 2)


def test_macos_reads_its_ports_with_programs(home: ScratchHome) -> None:
    home.os = "macos"
    rows = "tcp4       0      0  127.0.0.1.31415        *.*                    LISTEN\ntcp6 0 0 *.22 *.* LISTEN\n"
    home.programs = {"sysctl": Completed(0, "49152\n65535\n"), "netstat": Completed(0, rows)}
    ports = home.examined().ports
    assert (ports.assigned, dict(ports.listening)) == (range(49152, 65536), {31415: ("127.0.0.1",), 22: ("*",)})


def test_a_dry_run_starts_nothing_and_names_each_command(home: ScratchHome) -> None:
    home.write(INIT, init_file())
    listed = commands(home.system, Lookup({}), versions.known())
    assert home.ran == []
    home.examined()
    assert list(dict.fromkeys(home.ran)) == list(listed)


def test_nothing_is_changed(home: ScratchHome) -> None:
    home.write(INIT, init_file(TUNNEL, FIXED_PORTS))
    before = {path: path.lstat().st_mtime_ns for path in home.folder.rglob("*")}
    home.examined()
    assert {path: path.lstat().st_mtime_ns for path in home.folder.rglob("*")} == before


@pytest.mark.parametrize("name", remark_facts())
def test_a_problem_has_an_advice_and_a_note_is_short(name: str) -> None:
    fact = remark_facts()[name]
    assert fact.advice
    assert not fact.advice.endswith(".")
    assert not fact.message.endswith(".")


def shown(home: ScratchHome, text: str) -> str:
    """Return a report with the same paths and the same version on every machine."""
    return text.replace(str(home.folder), "/scratch").replace(f'"rkconf": "{__version__}"', '"rkconf": "0"')


@pytest.fixture
def troubled(home: ScratchHome) -> ScratchHome:
    """Return a machine with an entry in each section of the report."""
    home.write(INIT, init_file(TUNNEL.replace("-LinkMode Connect", "-LinkMode Conect"), FIXED_PORTS))
    home.write("shared/FrontEnd/init.m", init_file())
    (home.home / ".Wolfram").symlink_to("shared")
    home.write(".Wolfram/FrontEnd/14.1_init.m", 'SetOptions[$FrontEnd, VersionsLaunched->{"14.1.0"}]\n')
    home.variables = {"MATHEMATICA_BASE": "/missing", "SSH_AUTH_SOCK": "/missing/agent"}
    home.write(".ssh/config", "Host skye\n  RemoteCommand = tmux\n  LocalForward 8080 localhost:80\n")
    home.settings = "remotecommand tmux\nlocalforward 8080 [localhost]:80\nproxyjump gateway\n"
    home.write(".ssh/id_rsa", PRIVATE_KEY, mode=0o640)
    home.write(".ssh/id_dsa.pub", "ssh-dss AAAA")
    home.write("/proc/net/tcp", "header\n 0: 0100007F:7AB7 00000000:0000 0A 0\n")
    return home


def test_the_report_for_people_is_as_documented(troubled: ScratchHome, golden: Golden) -> None:
    text = as_text(troubled.examined(), Paint())
    golden(SAMPLES / "doctor" / "machine.txt", shown(troubled, text))


def test_the_report_for_programs_is_as_documented(troubled: ScratchHome, golden: Golden) -> None:
    report = as_json(troubled.examined())
    jsonschema.validate(json.loads(report), describe())
    golden(SAMPLES / "doctor" / "machine.json", shown(troubled, report))


def test_a_report_without_anything_wrong_follows_the_schema_and_names_the_next_step(home: ScratchHome) -> None:
    machine = home.examined()
    jsonschema.validate(json.loads(as_json(machine)), describe())
    assert "Nothing wrong was found" in as_text(machine, Paint()).splitlines()[-1]


def test_colours_change_no_word(troubled: ScratchHome) -> None:
    machine = troubled.examined()
    coloured = as_text(machine, Paint(coloured=True))
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == as_text(machine, Paint())
    assert coloured != as_text(machine, Paint())


def test_no_output_shows_a_password(home: ScratchHome) -> None:
    home.write(INIT, init_file(DIRECT.replace("ssh ", "sshpass -p hunter2 ssh -l fred:hunter2 ", 1)))
    home.refusal = "command-line line 0: hunter2 is refused"
    machine = home.examined()
    listed = commands(home.system, Lookup({}), versions.known())
    for text in (as_text(machine, Paint()), as_json(machine), str(listed)):
        assert "hunter2" not in text


def test_control_characters_do_not_reach_a_terminal(home: ScratchHome) -> None:
    home.write(".ssh/id_\x1b[31mrsa.pub", "ssh-rsa AAAA")
    text = as_text(home.examined(), Paint())
    assert "\x1b" not in text
