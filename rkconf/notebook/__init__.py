"""Notebooks: the code of their evaluated cells, at its place in the bytes of the notebook, and edits of these bytes."""

from rkconf.notebook.text import NotebookText, project
from rkconf.notebook.writing import edits_of_notebook

__all__ = ["NotebookText", "edits_of_notebook", "project"]
