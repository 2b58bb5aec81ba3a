"""The command that copies a file of a setup to the kernel's machine."""

from pathlib import PurePosixPath

from rkconf.provisioning.files import Delivery
from rkconf.shell.quoting import UNIX, word_for_remote_shell


def copy(delivery: Delivery) -> str:
    """Return the command to type in the folder of the setup."""
    return f"{delivery.remote.login.ssh()} {_in_quotes(_receive(delivery))} < {UNIX.word(delivery.file.path)}"


def _receive(delivery: Delivery) -> str:
    """Return the command with which the login shell writes its input into the file."""
    command = _write(delivery)
    if not delivery.keeps_existing:
        return command
    return f"test -e {word_for_remote_shell(delivery.place)} || sh -c {word_for_remote_shell(command)}"


def _write(delivery: Delivery) -> str:
    """Return the command that writes the file; every shell reads it in the same way."""
    place = word_for_remote_shell(delivery.place)
    folder = str(PurePosixPath(delivery.place).parent)
    make = "" if folder in {".", "/"} else f"mkdir -p {word_for_remote_shell(folder)} && "
    mode = f" && chmod +x {place}" if delivery.file.is_executable else ""
    return f"{make}cat > {place}{mode}"


def _in_quotes(text: str) -> str:
    """Return the word for the local shell, also for an interactive one; in double quotes where these are enough."""
    return UNIX.word(text) if any(character in text for character in '"$\\!`') else f'"{text}"'
