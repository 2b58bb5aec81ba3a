"""Fixed ports: where a link that needs some finds free ones."""

from collections.abc import Collection

from rkconf.link.name import HIGHEST, PRIVILEGED

FIRST_CHOICE = 31415
"""Where somebody who has no ports yet may begin: the recipe for tunnels does, and no system hands these out."""


def next_free(size: int, own: Collection[int], taken: Collection[int]) -> range:
    """Return the next ``size`` ports in a row that are not taken; nothing where there are none.

    They are looked for above the ports that somebody has, then where somebody without ports begins, then anywhere.
    """
    first, last = max(*own, PRIVILEGED - 1) + 1 if own else FIRST_CHOICE, HIGHEST - size + 1
    order = (*range(first, last + 1), *range(FIRST_CHOICE, last + 1), *range(PRIVILEGED, FIRST_CHOICE))
    candidates = (range(start, start + size) for start in order)
    return next(filter(frozenset(taken).isdisjoint, candidates), range(0))
