"""What is done to files that are not there: they are moved, read and removed in name only."""

from __future__ import annotations

from tui.run.demo.reply import Reply, Words, always
from tui.run.demo.world import World


def _mv(world: World, words: Words) -> Reply:
    old, new = words[-2:]
    if old in world.copies and new not in world.copies:
        world.copies[new] = world.copies.pop(old)
    return Reply()


def _rm(world: World, words: Words) -> Reply:
    world.copies.pop(words[-1], None)
    return Reply()


def _test(world: World, words: Words) -> Reply:
    """`test ! -e FILE`"""
    return Reply(code=int(words[-1] in world.copies))


def _tar(_world: World, _words: Words) -> Reply:
    return Reply()


VERBS = {"mv": _mv, "rm": _rm, "test": _test, "tar": _tar}
FIND = {program: always(answer, 0.05) for program, answer in VERBS.items()}
