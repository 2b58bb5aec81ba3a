"""From a specification and a version to entries, templates, and the texts that hold them."""
