"""The hooks of mkdocs that add pages to the site. mkdocs loads each module by its path: none imports another."""
