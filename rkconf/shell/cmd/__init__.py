"""The shell of Windows, cmd.exe, and the argument parsing of Windows programs."""
