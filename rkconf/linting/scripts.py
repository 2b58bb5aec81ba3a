"""The rules that do not apply to a script: they are about the text of a dialog, or about both ends of a link.

A script gets the link as its arguments, so only its caller decides about the ports, the hosts and the placeholders.
"""

from rkconf.rule import Rule

_GROUPS = ("RK1", "RK2", "RK6")
_RULES = frozenset({"quoted-link-name", "parallel-in-foreground", "output-held-open"})


def applies_to_scripts(rule: Rule) -> bool:
    """Return whether a rule is about a shell, ssh or a program, which a script has as well."""
    return not rule.code.startswith(_GROUPS) and rule.name not in _RULES
