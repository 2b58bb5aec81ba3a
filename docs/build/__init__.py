"""Builds the site: the documentation by mkdocs, and the page that runs rkconf in the browser."""
