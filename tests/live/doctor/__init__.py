"""Tests of ``rkconf doctor`` on machines that are broken on purpose."""
