"""The sizes and depths up to which rkconf reads its inputs, so that every run ends with bounded time and memory.

Each error that a limit causes gives its number. They are far above those of real configurations.
"""

LARGEST_FILE = 100_000_000
"""Bytes of one input: a file, standard input or a pipe."""
DEEPEST_BRACKETS = 100
"""Nested brackets of Wolfram text; the Front End writes about ten levels."""
DEEPEST_TOML = 100
"""Nested values of TOML, and names in a dotted key; a specification has four levels."""
DEEPEST_JSON = 100
"""Nested values of JSON; a baseline has three levels."""
LONGEST_COMMAND = 16_384
"""Characters of a command that a shell reads; a launch needs some hundreds."""
DEEPEST_COMMANDS = 40
"""Nested groups, functions and texts of ``eval`` in one shell."""
MOST_CALLS = 500
"""Calls of functions in one shell: one that calls itself twice would be called without an end."""
LARGEST_FILE_WITH_NAMES = 1_000_000
"""Bytes of a Wolfram file in which the values of names are searched."""
MOST_NAMES = 100
"""Names of one file whose values are searched; each search reads the whole file."""
MOST_REPAIRS = 100
"""Repaired texts of one input that are verified in one run; each costs as much as two checks."""
DEEPEST_SHELLS = 8
"""Shells that start shells, and consecutive logins."""
