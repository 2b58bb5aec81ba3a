"""The keys with which ssh logs in: created and sent once, and never overwritten."""

import pytest

from tests.setups import DIRECT, KERNELS, TWO, commands, setup


def test_two_kernels_of_one_account_need_one_key_and_one_check() -> None:
    made = setup(TWO.format(one="/a/math", two="/a/math", more=""))
    checks = [each for each in commands(made, "BatchMode=yes") if "-mathlink" not in each]
    assert (len(commands(made, "authorized_keys")), len(checks)) == (1, 1)


@pytest.mark.parametrize(
    ("more", "file"),
    [
        pytest.param("", "~/.ssh/id_ed25519", id="the usual one"),
        pytest.param('ssh = { IdentityFile = "~/.ssh/id_kernels" }', "~/.ssh/id_kernels", id="a setting"),
        pytest.param('ssh_options = ["-i", "/my keys/one"]', "'/my keys/one'", id="an option, with a space"),
        pytest.param('ssh = { IdentityFile = "none" }', "~/.ssh/id_ed25519", id="none"),
        pytest.param('ssh = { IdentityFile = "%d/key" }', "~/.ssh/id_ed25519", id="one that ssh assembles"),
    ],
)
def test_the_key_that_the_launch_command_names_is_created_and_sent(more: str, file: str) -> None:
    made = setup(f"{DIRECT}{more}\n")
    assert commands(made, "test -f")[0] == f"test -f {file} || ssh-keygen -t ed25519 -N '' -f {file}"
    assert commands(made, "authorized_keys")[0].endswith(f" < {file}.pub")


def test_advice_about_passphrases_and_an_old_ssh_is_printed_where_it_applies() -> None:
    ssh, mathssh = (
        " ".join(setup((KERNELS / f"{recipe}.toml").read_text(), "5.2").files[0].text.split())
        for recipe in ("direct", "mathssh")
    )
    for advice in ('IdentityFile = "~/.ssh/id_kernels"', "send ~/.ssh/id_rsa.pub instead."):
        assert advice in ssh
        assert advice not in mathssh
    assert "as step 1 describes" in ssh


def test_a_jump_host_gets_the_key_that_ssh_uses_there() -> None:
    route = 'ssh = { ProxyJump = "me@one:2200,two", IdentityFile = "~/.ssh/id_kernels" }'
    made = setup(f"{DIRECT}{route}\n")
    assert [command.partition(' "umask')[0] for command in commands(made, "authorized_keys")] == [
        "ssh -o BatchMode=no -p 2200 me@one",
        "ssh -o BatchMode=no -J me@one:2200 two",
        "ssh -o BatchMode=no -o ProxyJump=me@one:2200,two -o 'IdentityFile=~/.ssh/id_kernels' skye.local",
    ]
    sent = [command.rpartition(" < ")[2] for command in commands(made, "authorized_keys")]
    assert sent == ["~/.ssh/id_ed25519.pub", "~/.ssh/id_ed25519.pub", "~/.ssh/id_kernels.pub"]
    assert [command.split()[2] for command in commands(made, "test -f")][:2] == [
        "~/.ssh/id_ed25519",
        "~/.ssh/id_kernels",
    ]


def test_a_key_for_both_mathssh_and_ssh_is_created_once() -> None:
    mathssh = (KERNELS / "mathssh.toml").read_text().replace('"skye"', '"mathssh"')
    made = setup(DIRECT + mathssh, "5.2")
    making = commands(made, "test -f")
    assert len(making) == len(set(making)) == 2
    assert "create this key too" not in made.files[0].text
