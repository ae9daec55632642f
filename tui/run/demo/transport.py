"""The way into the demo world: commands to results, with no process anywhere."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import replace

from tui.core.command import READ_ALONG, Command, Mode, Outcome, Result
from tui.run import pause
from tui.run.demo import (
    docker_copying,
    docker_logs,
    docker_verbs,
    host_files,
    windows_verbs,
    wsl_files,
    wsl_verbs,
    wslc,
)
from tui.run.demo.docker_events import Streaming
from tui.run.demo.reply import NoAnswerError, Refusal, Reply, Verb, Words
from tui.run.demo.world import World
from tui.run.transport import Outputs, Stream

OK, NOT_FOUND = 200, 404
"""How HTTP says it, for calls of the Engine API."""
REDIRECTED = 5
"""Words of a shell before the command that it joins with a file."""
_SHOWN = Verb(lambda _world, _words: Reply())


def _find_browser(words: Words) -> tuple[Verb, Words] | None:
    return _SHOWN, words


_FIND: dict[str, Callable[[Words], tuple[Verb, Words] | None]] = {
    "docker": docker_verbs.find,
    "wsl.exe": wsl_verbs.find,
    **windows_verbs.FIND,
    **wsl_files.FIND,
    **wslc.FIND,
    **host_files.FIND,
    "browser": _find_browser,
}


class DemoTransport:
    """`pace` scales how long commands take: 1 as long as the real tools, 0 no time at all."""

    def __init__(self, world: World, *, pace: float = 1.0) -> None:
        self.world = world
        self._pace = pace

    async def run(self, command: Command) -> Result:
        """A verb first takes its time, then changes things: a cancel in between leaves no mark."""
        began = time.monotonic()
        found = _found(command)
        try:
            async with asyncio.timeout(command.timeout):
                await asyncio.sleep(found[0].seconds * self._pace if found else 0)
        except TimeoutError:
            return Result(command, Outcome.TIMEOUT, seconds=time.monotonic() - began)
        self.world.schedule.catch_up()
        return _result(command, self._reply(command, found), time.monotonic() - began)

    @asynccontextmanager
    async def stream(self, command: Command) -> AsyncIterator[Stream]:
        with ExitStack() as stack:
            lines = self._open(command, stack)
            if lines is None and command.mode in READ_ALONG and _found(command):
                yield self._telling(command)
                return
            stream = Stream(lines or _no_lines())
            if lines is None:
                stream.result = _result(command, _unknown(command))
            yield stream

    @asynccontextmanager
    async def outputs(self, command: Command) -> AsyncIterator[Outputs]:
        """`docker logs`; anything else is run to its end first."""
        if command.argv[:2] != ("docker", "logs"):
            yield Outputs.ended(await self.run(command))
            return
        try:
            pieces = docker_logs.logs(self.world, command.argv[2:])
        except Refusal as refusal:
            yield Outputs.ended(_result(command, _refused(command, refusal)))
            return
        except NoAnswerError:
            yield Outputs.ended(_result(command, _unknown(command)))
            return
        outputs = Outputs(pieces)
        outputs.result = Result(command, Outcome.OK, 0)
        yield outputs

    def _telling(self, command: Command) -> Stream:
        """A verb that takes its time, with what it prints meanwhile."""

        async def lines() -> AsyncIterator[str]:
            told = self._meanwhile(command)
            for line in told:
                seconds = found[0].seconds if (found := _found(command)) else 0
                await asyncio.sleep(seconds / len(told) * self._pace)
                yield line
            result = await self.run(command) if not told else self._at_once(command)
            if command.mode is Mode.JOINED:
                result = replace(result, stdout=result.stdout + result.stderr, stderr=b"")
            for line in result.text.splitlines():
                yield line
            stream.result = result

        stream = Stream(lines())
        return stream

    def _meanwhile(self, command: Command) -> list[str]:
        verb, words = _found(command) or (_SHOWN, ())
        try:
            return list(verb.meanwhile(self.world, words)) if verb.meanwhile else []
        except (Refusal, NoAnswerError):
            return []

    def _at_once(self, command: Command) -> Result:
        self.world.schedule.catch_up()
        return _result(command, self._reply(command, _found(command)))

    async def hand_over(self, command: Command) -> Result:
        """There is no program to give the terminal to: a line says so."""
        result = await self.run(command)
        await pause.show(result.text + result.error_text)
        return result

    def _reply(self, command: Command, found: tuple[Verb, Words] | None) -> Reply:
        if found is None:
            return _unknown(command)
        verb, words = found
        try:
            return verb.answer(self.world, words)
        except Refusal as refusal:
            return _refused(command, refusal)
        except NoAnswerError:
            return _unknown(command)

    def _open(self, command: Command, stack: ExitStack) -> AsyncIterator[str] | None:
        found = _found_stream(command)
        if found is None:
            return None
        opening, words = found
        try:
            return stack.enter_context(opening(self.world, words))
        except (NoAnswerError, Refusal):
            return None


def _found_stream(command: Command) -> tuple[Streaming, Words] | None:
    if command.api is not None:
        return docker_verbs.find_flow(command.api)
    return docker_verbs.find_stream(command.argv[1:]) if _is_docker(command) else None


def _found(command: Command) -> tuple[Verb, Words] | None:
    if command.api is not None:
        return docker_verbs.find_call(command.api)
    words = _redirected(command)
    find = _FIND.get(words[0]) if words else None
    return find(words[1:]) if find else None


def _redirected(command: Command) -> Words:
    """Where a shell joins a command with a file (`sh -c SCRIPT sh FILE COMMAND`): both."""
    if command.argv[3:4] == (wsl_files.MEASURE,):
        return command.argv[3:]
    for mark, file in (
        (docker_copying.INTO, command.into),
        (docker_copying.OUT_OF, command.out_of),
        (docker_copying.THROUGH, command.piped),
    ):
        if file:
            return (*command.argv, mark, file)
    if command.argv[:2] == ("sh", "-c") and len(command.argv) > REDIRECTED:
        return (*command.argv[REDIRECTED:], command.argv[REDIRECTED - 1])
    return command.argv


def _is_docker(command: Command) -> bool:
    return command.api is not None or _redirected(command)[:1] == ("docker",)


def _plain(command: Command) -> bool:
    """Whether it is a program of Linux, which prints bytes as they are."""
    through = command.argv[:1] == ("wsl.exe",) and "-e" in command.argv
    return through or bool(set(command.argv[:1]) & {*wsl_files.FIND, *host_files.FIND})


def _unknown(command: Command) -> Reply:
    return Reply(stderr=f"the demo world has no answer to: {command.typed()}\n", code=1)


def _refused(command: Command, refusal: Refusal) -> Reply:
    """docker complains on stderr; wsl.exe says everything on stdout."""
    words = f"{refusal.words}\n"
    if _is_docker(command):
        return Reply(stderr=words, code=refusal.code)
    return Reply(words, code=refusal.code)


def _result(command: Command, reply: Reply, seconds: float = 0.0) -> Result:
    outcome = command.ended(reply.code)
    code = reply.code if command.api is None else NOT_FOUND if reply.code else OK
    stdout, stderr = _encoded(command, reply.stdout), reply.stderr.encode()
    return Result(command, outcome, code, stdout, stderr, seconds)


def _encoded(command: Command, text: str) -> bytes:
    """Programs of Windows end lines its way; wsl.exe prints UTF-16 unless told otherwise."""
    if _is_docker(command) or _plain(command):
        return text.encode()
    always = command.argv[:1] in (("reg.exe",), ("wslc.exe",))
    utf8 = always or dict(command.env).get("WSL_UTF8") == "1"
    return text.replace("\n", "\r\n").encode("utf-8" if utf8 else "utf-16-le")


async def _no_lines() -> AsyncIterator[str]:
    return
    yield
