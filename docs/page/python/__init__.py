"""The functions of rkconf for the worker of the page: they take and return plain values, and are called through `operations.answer`."""
