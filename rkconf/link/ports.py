"""Free ports for links with fixed ports."""

from collections.abc import Collection

from rkconf.link.name import HIGHEST, PRIVILEGED

FIRST_CHOICE = 31415
"""The port to propose first: the recipe for tunnels begins with it, and no system assigns such ports."""


def next_free(size: int, own: Collection[int], taken: Collection[int]) -> range:
    """Return ``size`` consecutive ports that are not taken; an empty range where there are none.

    The search begins above the caller's ``own`` ports, goes on from the first choice, and ends with all lower ports.
    """
    first, last = max(*own, PRIVILEGED - 1) + 1 if own else FIRST_CHOICE, HIGHEST - size + 1
    order = (*range(first, last + 1), *range(FIRST_CHOICE, last + 1), *range(PRIVILEGED, FIRST_CHOICE))
    candidates = (range(start, start + size) for start in order)
    return next(filter(frozenset(taken).isdisjoint, candidates), range(0))
