"""The steps of a diagnosis, one module each.

A module has two functions: ``commands(plan)`` returns every command that the step would run, for ``--dry-run``;
``check(session)`` tries it, and returns what it found.
"""
