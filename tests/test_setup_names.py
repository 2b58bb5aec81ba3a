"""The names in the folder of a setup, which every file system accepts."""

import pytest

from tests.setups import TWO, commands, setup
from tests.setups import contents as texts


@pytest.mark.parametrize(
    ("hosts", "folders"),
    [
        pytest.param(("2001:db8::7", "b"), ["2001-db8--7", "b"], id="colons"),
        pytest.param(("fe80::1%eth0", "fe80--1"), ["fe80--1%eth0", "fe80--1"], id="a zone"),
        pytest.param(("a::b", "a--b"), ["a--b", "a--b-2"], id="two addresses with the same file name"),
        pytest.param(("Skye", "skye"), ["Skye", "skye-2"], id="names that differ only in case"),
        pytest.param(("a.org.", "b"), ["a.org-", "b"], id="a dot at the end"),
        pytest.param(("AUX", "con.example.org"), ["AUX-", "con-.example.org"], id="names of devices"),
        pytest.param(
            ("ssh_config", "steps.txt"), ["ssh_config-2", "steps-2.txt"], id="names of other files of the setup"
        ),
    ],
)
def test_every_file_system_accepts_the_folder_of_a_machine(hosts: tuple[str, str], folders: list[str]) -> None:
    text = TWO.format(one="/a/math", two="/b/math", more="")
    first, _, second = text.rpartition("far.example.org")
    made = setup(f"{first}{hosts[1]}{second}".replace("far.example.org", hosts[0]))
    assert [path.partition("/")[0] for path in texts(made) if "/" in path] == folders
    assert [command.rpartition(" < ")[2] for command in commands(made, "cat > ")] == [
        f"{folder}/math.sh" for folder in folders
    ]


def test_every_file_system_accepts_the_name_of_a_file() -> None:
    made = setup(
        TWO.format(one="a:b.sh", two="./A-B.sh", more='os = "linux"').replace('"a:b.sh"', '"./a:b.sh"\nos = "macos"')
    )
    assert [path for path in texts(made) if "/" in path] == ["far.example.org/a-b.sh", "far.example.org/A-B-2.sh"]
