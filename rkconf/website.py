"""The addresses of the project on the web, which every output and every link names alike."""

REPOSITORY = "https://github.com/rkconf/rkconf"
SITE = "https://rkconf.github.io/rkconf/"
"""The documentation site; ``mkdocs.yml`` makes it."""


def rule_page(code: str) -> str:
    """Return the address of the page of a rule, by its code; it stays the same in every release."""
    return f"{SITE}rules/{code.lower()}/"
