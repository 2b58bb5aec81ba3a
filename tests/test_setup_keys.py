"""The keys that let ssh log in: which one, made and sent once, and never written over."""

import pytest

from tests.setups import DIRECT, KERNELS, TWO, commands, setup


def test_two_kernels_of_one_account_are_sent_one_key_and_tried_once() -> None:
    made = setup(TWO.format(one="/a/math", two="/a/math", more=""))
    assert [len(commands(made, part)) for part in ("authorized_keys", "BatchMode=yes")] == [1, 1]


@pytest.mark.parametrize(
    ("more", "file"),
    [
        pytest.param("", "~/.ssh/id_ed25519", id="the usual one"),
        pytest.param('ssh = { IdentityFile = "~/.ssh/id_kernels" }', "~/.ssh/id_kernels", id="a setting"),
        pytest.param('ssh_options = ["-i", "/my keys/one"]', "'/my keys/one'", id="an option, with a blank"),
        pytest.param('ssh = { IdentityFile = "none" }', "~/.ssh/id_ed25519", id="none"),
        pytest.param('ssh = { IdentityFile = "%d/key" }', "~/.ssh/id_ed25519", id="one that ssh puts together"),
    ],
)
def test_the_key_that_the_launch_command_names_is_made_and_sent(more: str, file: str) -> None:
    made = setup(f"{DIRECT}{more}\n")
    assert commands(made, "test -f")[0] == f"test -f {file} || ssh-keygen -t ed25519 -N '' -f {file}"
    assert commands(made, "authorized_keys")[0].endswith(f" < {file}.pub")


def test_what_to_do_about_a_passphrase_and_an_old_ssh_is_said_where_it_can_be_done() -> None:
    ssh, mathssh = (
        " ".join(setup((KERNELS / f"{recipe}.toml").read_text(), "5.2").files[0].text.split())
        for recipe in ("direct", "mathssh")
    )
    for said in (
        'With ssh = { IdentityFile = "~/.ssh/id_kernels" } in the specification the launch command names another key',
        "To a machine with an ssh of before 2014, send ~/.ssh/id_rsa.pub instead.",
    ):
        assert said in ssh
        assert said not in mathssh
    assert "Step 1 says how the old pair is moved away first" in ssh


def test_a_gate_is_given_the_key_that_ssh_has_for_it() -> None:
    way = 'ssh = { ProxyJump = "me@one:2200,two", IdentityFile = "~/.ssh/id_kernels" }'
    made = setup(f"{DIRECT}{way}\n")
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


def test_one_key_is_made_once_where_mathssh_stands_beside_ssh() -> None:
    mathssh = (KERNELS / "mathssh.toml").read_text().replace('"skye"', '"mathssh"')
    made = setup(DIRECT + mathssh, "5.2")
    making = commands(made, "test -f")
    assert len(making) == len(set(making)) == 2
    assert "this one too" not in made.files[0].text
