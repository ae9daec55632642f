"""--set-default, --terminate, --unregister and --shutdown."""

from __future__ import annotations

from .. import failures, texts
from ..commandline import drop_word, first_word
from ..options import Options
from .context import Context

_SHUTDOWN = Options(flags=frozenset({"--force"}))


def set_default(run: Context) -> int:
    """Make the named distro the default."""
    name = _name(run)
    service = run.service()
    service.set_default(service.find(name))
    run.console.say(texts.SUCCESS)
    return 0


def terminate(run: Context) -> int:
    """Stop the named distro; to stop a stopped one is a success too."""
    name = _name(run)
    service = run.service()
    service.terminate(service.find(name))
    run.console.say(texts.SUCCESS)
    return 0


def unregister(run: Context) -> int:
    """Delete the named distro, disk and all, without a question."""
    name = _name(run)
    service = run.service()
    service.unregister(service.find(name, installed=False))
    run.console.say(texts.SUCCESS)
    return 0


def shutdown(run: Context) -> int:
    """Stop everything and say nothing at all."""
    run.parse(_SHUTDOWN)
    run.service().shutdown()
    return 0


def _name(run: Context) -> str:
    """The first word behind the verb; further words are ignored without a word."""
    name = first_word(drop_word(run.asked.line, run.asked.word))
    if not name:
        raise failures.parameter_missing(run.asked.verb)
    return name
