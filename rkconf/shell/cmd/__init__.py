"""The shell of Windows, cmd.exe, and how a program of Windows splits its line."""
