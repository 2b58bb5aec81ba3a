"""The labels before the values of an entry, as the dialogs of the Front End have them and rkconf prints them."""

KERNEL_NAME = "Kernel Name"
MACHINE = "Machine"
USER = "User"
MLOPEN = "Arguments to MLOpen"
COMMAND = "Launch Command"
APPEND_NAME = "Append name to In/Out prompts"
AUTO_START = "Start together with the Front End"
HOST = "Hostname"
KERNELS = "Kernels"
EVERY = (KERNEL_NAME, MACHINE, USER, MLOPEN, COMMAND, APPEND_NAME, AUTO_START, HOST, KERNELS)


def begins_line(line: str) -> bool:
    """Return whether a line begins with a label."""
    return line.strip().startswith(tuple(f"{label}:" for label in EVERY))
