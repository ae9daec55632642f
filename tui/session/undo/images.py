"""How images come back: under the same id or not at all."""

from __future__ import annotations

from tui.core.cleanup.world import Class
from tui.core.errors import WsltuiError
from tui.core.record import bare_id, text
from tui.core.restore import calls, needs
from tui.session.undo.records import Item, Outcome
from tui.session.undo.work import Found, Lost, Step, Work


async def restore(work: Work, item: Item, step: Step) -> Outcome:
    """Raises WsltuiError; Lost where it was not saved and has no digest to pull it by."""
    found, there = work.things[Class.IMAGE][item.id], bool(await work.image(item.id))
    pulled = False if there else await _fetch(work, item.id)
    given = []
    for tag in needs.tags_of(found):
        owner = await work.image(tag)
        if owner not in ("", item.id):
            step.lost.append(f"the tag {tag}: it names another image now")
        elif not owner:
            await _tag(work, item.id, tag)
            given.append(tag)
    if there and not given:
        return Outcome.THERE
    if there:
        step.notes.append(f"is called {', '.join(given)} again")
    if not pulled:
        step.lost += [f"the name {one}: only a pull gives it" for one in needs.digests_of(found)]
    return Outcome.RESTORED


async def image_for(work: Work, item: Item, container: Found, step: Step) -> str:
    """What to create a container from: its saved files, its tag, or the id of its image.

    Raises WsltuiError where none of them can be had.
    """
    if item.layer and await work.image(item.layer):
        step.notes.append(f"created from {item.layer}, which holds its changed files")
        return item.layer
    id_, said = bare_id(text(container.get("Image"))), needs.image_of(container)
    if await work.image(said) == id_:
        return said
    if not await work.image(id_):
        await _get_back(work, id_, said)
    recorded = needs.tags_of(work.things[Class.IMAGE].get(id_, {}))
    if not await work.image(said) and said in recorded:
        await _tag(work, id_, said)
    if await work.image(said) == id_:
        return said
    step.notes.append(f"created by the id of its image, as {said} does not lead to that now")
    return f"sha256:{id_}"


async def _get_back(work: Work, id_: str, said: str) -> None:
    try:
        await _fetch(work, id_)
    except Lost as error:
        raise WsltuiError(
            f"Its image {said} is gone: it was not saved, and no registry is known to have it.",
            f"Bring back the image with the id {id_[:12]}, then undo again.",
        ) from error
    except WsltuiError as error:
        sentence = f"Its image {said} is gone, and could not be had again: {error.sentence}"
        raise WsltuiError(sentence, error.remedy) from error


async def _fetch(work: Work, id_: str) -> bool:
    """Have the image again; whether it was pulled. Raises WsltuiError, Lost where no way is."""
    saved = [i.file for i in work.entry.items if i.file and i.ref == (Class.IMAGE, id_)]
    digests = needs.digests_of(work.things[Class.IMAGE].get(id_, {}))
    if saved and not work.loaded:
        await work.do(calls.load(str(work.folder.path / saved[0])))
        work.loaded = True
        work.images_changed()
        if work.dry_run or await work.image(id_):
            return False
    if not digests:
        raise Lost(f"the image {id_[:12]}: it was not saved and has no digest to pull it by", "")
    await work.do(calls.pull(digests[0]))
    work.images_changed()
    if work.dry_run or await work.image(id_):
        return True
    raise WsltuiError(f"{digests[0]} was pulled, and leads to another image than {id_[:12]}.", "")


async def _tag(work: Work, id_: str, tag: str) -> None:
    await work.do(calls.tag(id_, tag))
    work.images_changed()
