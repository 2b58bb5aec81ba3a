"""The keys of ssh in the report about a machine, and whether each login has one."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from rkconf.doctor.machine.keys import public_part
from tests.scratch_homes import DIRECT, INIT, KEY, PRIVATE_KEY, ScratchHome, found, init_file


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


def test_nothing_waits_for_a_pipe_in_place_of_a_file(home: ScratchHome) -> None:
    home.write(INIT, init_file())
    home.settings = "gssapiauthentication yes\n"
    for path in ("/etc/krb5.conf.d/kcm", f"{KEY}.pub"):
        pipe = home.write(path)
        pipe.unlink()
        os.mkfifo(pipe)
    assert public_part(home.home / KEY) == ""
    (home.home / KEY).unlink()
    assert "key-missing" in found(home.examined())


def test_a_ticket_may_be_named_by_a_variable(home: ScratchHome) -> None:
    home.write(INIT, init_file())
    (home.home / KEY).unlink()
    home.settings = "gssapiauthentication yes\n"
    home.variables = {"KRB5CCNAME": "KCM:1000"}
    assert found(home.examined()) == []


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


def test_a_public_key_alone_is_noted(home: ScratchHome) -> None:
    home.write(".ssh/id_rsa.pub", "ssh-rsa AAAA")
    assert found(home.examined()) == ["public-key-alone"]
