"""The functions of rkconf for the worker of the page, which `operations.answer` calls: plain values in and out."""
