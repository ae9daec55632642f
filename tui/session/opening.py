"""From options and environment to a session, for both front ends."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from tui import config, paths
from tui.backends.base import Backend, RunCommand
from tui.backends.binds import Binds
from tui.backends.browser import Browser
from tui.backends.contexts import EndpointError
from tui.backends.docker import DockerBackend
from tui.backends.endpoint import Endpoint, resolve_endpoint
from tui.backends.engine import EngineApi
from tui.backends.files import WindowsFiles
from tui.backends.host import HostBackend
from tui.backends.logs import EngineLogs
from tui.backends.windows import WindowsBackend, WindowsDisk
from tui.backends.wsl import WslBackend, current_distro
from tui.backends.wslc import WslcBackend
from tui.core.action import Action
from tui.core.around import Around
from tui.core.command import Command, Result
from tui.core.errors import UsageError
from tui.core.kind import Kind
from tui.core.settings import Settings
from tui.kinds import ACTIONS, KINDS
from tui.run.journal import Journal
from tui.run.runner import Runner
from tui.run.stream import Stream
from tui.session.binds import LostBinds
from tui.session.own_commands import with_own
from tui.session.pins import Pins
from tui.session.session import Session

if TYPE_CHECKING:
    from tui.backends.looking import Look

HISTORY = "history.jsonl"
Kinds = Mapping[str, Kind[Any]]
Calls = Callable[[Command], Awaitable[Result]]
Flows = Callable[[Command], AbstractAsyncContextManager[Stream]]
KNOWN = config.Known(
    columns={kind.id: [column.id for column in kind.columns] for kind in KINDS.values()},
    tools=("docker", "wsl"),
    destroys={a.id: a.confirm for _, a in ACTIONS.values() if a.lost},
)


@dataclass(frozen=True, slots=True)
class Options:
    """The global options of the command line."""

    context: str | None = None
    read_only: bool = False
    dry_run: bool = False
    config: str | None = None
    no_color: bool = False
    demo: bool = False


def open_session(options: Options, env: Mapping[str, str] = os.environ) -> Session:
    """A session on the real tools, or on the demo world. Raises UsageError."""
    file = config.find(options.config, env)
    settings, problems = config.load(file, env, KNOWN)
    settings = replace(settings, ascii=draws_ascii(settings.ascii, env))
    kinds, taken = with_own(KINDS, settings.commands)
    problems = (*problems, *config.with_lines(taken, file))
    session = _demo(kinds, settings) if options.demo else _real(options, kinds, settings, env)
    session.runner.read_only = options.read_only or settings.read_only
    session.runner.dry_run = options.dry_run
    session.config_file = file
    session.problems.extend(f"{file}: {problem}" for problem in problems)
    return session


def draws_ascii(wanted: bool | None, env: Mapping[str, str]) -> bool:
    """What the config says, else whether locale or terminal rule out anything but ASCII."""
    if wanted is not None:
        return wanted
    locale = env.get("LC_ALL") or env.get("LC_CTYPE") or env.get("LANG") or "UTF-8"
    plain = "utf" not in locale.lower() and locale not in ("C", "POSIX")
    return plain or env.get("TERM") in ("linux", "vt100", "vt220", "dumb")


def _real(options: Options, kinds: Kinds, settings: Settings, env: Mapping[str, str]) -> Session:
    wsl = WslBackend(env, program=settings.wsl_exe)
    endpoint = _endpoint(options.context, env)
    docker = DockerBackend(endpoint, env)
    runner = Runner(Journal(paths.state_dir(env) / HISTORY))
    if isinstance(endpoint, Endpoint):
        runner.api, runner.api_stream = _engine_api(endpoint, docker, runner)
    backends: dict[str, Backend] = {
        "docker": docker,
        "wsl": wsl,
        "windows": WindowsBackend(wsl),
        "wslc": WslcBackend(wsl),
        "host": HostBackend(env),
        "browser": Browser(env, endpoint),
    }
    session = Session(kinds, backends, runner, settings, locate=partial(_this_distro, env))
    session.state = paths.state_dir(env)
    session.pins = Pins(session.state)
    session.logs = EngineLogs(endpoint)
    local = isinstance(endpoint, Endpoint) and endpoint.kind == "unix"
    session.disk = WindowsDisk(env, local=local)
    session.binds = LostBinds(session, Binds() if local else None)
    session.files = WindowsFiles(env)
    session.look = partial(_machine, env, endpoint)
    session.around = partial(_around, env)
    if isinstance(endpoint, Endpoint) and endpoint.warning:
        session.problems.append(endpoint.warning)
    return session


def _machine(env: Mapping[str, str], endpoint: Endpoint | EndpointError) -> Look:
    from tui.backends.looking import MachineLook  # the doctor is seldom called

    return MachineLook(env, endpoint)


def _around(env: Mapping[str, str]) -> Around:
    from tui.backends.around import around  # only where somebody looks at it

    return around(env)


async def _this_distro(env: Mapping[str, str], run: RunCommand) -> str | None:
    """Outside WSL there is no wslpath, and nothing to ask."""
    known = env.get("WSL_DISTRO_NAME") or shutil.which("wslpath", path=env.get("PATH"))
    return await current_distro(env, run) if known else None


def _engine_api(endpoint: Endpoint, docker: DockerBackend, runner: Runner) -> tuple[Calls, Flows]:
    """What performs calls, and what opens those whose answer goes on."""
    if endpoint.kind == "ssh":
        from tui.backends.dialed import DialedApi

        dialed = DialedApi(runner.dial, docker.prepare)
        return dialed.perform, dialed.stream
    return _same_engine(EngineApi(endpoint), docker, runner)


def _same_engine(engine: EngineApi, docker: DockerBackend, runner: Runner) -> tuple[Calls, Flows]:
    """The same, once it is sure that they reach the engine of the docker command."""

    async def agree() -> None:
        if not engine.on:
            await engine.verify(await docker.engine_id(runner.run))

    async def perform(command: Command) -> Result:
        await agree()
        return await engine.perform(command)

    @asynccontextmanager
    async def stream(command: Command) -> AsyncIterator[Stream]:
        await agree()
        async with engine.stream(command) as lines:
            yield lines

    return perform, stream


def _endpoint(context: str | None, env: Mapping[str, str]) -> Endpoint | EndpointError:
    """A context that was asked for must be there; any other trouble is shown by the panes."""
    try:
        return resolve_endpoint(context, env)
    except EndpointError as error:
        if context:
            raise UsageError(error.sentence, error.remedy) from error
        return error


def _demo(kinds: Kinds, settings: Settings) -> Session:
    from tui.backends.demo import DemoDisk, open_demo, passing_place
    from tui.backends.demo_look import AROUND, DemoLook

    backends, runner, locate, measure = open_demo()
    session = Session(kinds, backends, runner, settings, demo=True, locate=locate, measure=measure)
    session.logs, session.disk, session.look = EngineLogs(None), DemoDisk(), DemoLook
    session.around = lambda: AROUND
    session.state = passing_place(session)
    return session


def own_actions(
    named: str | None, env: Mapping[str, str] = os.environ
) -> dict[str, tuple[Kind[Any], Action[Any]]]:
    """What the user's own commands can do, by id.

    Raises UsageError for a config that is not there.
    """
    settings, _ = config.load(config.find(named, env), env, KNOWN)
    kinds, _taken = with_own(KINDS, settings.commands)
    own = ((kind, a) for kind in kinds.values() for a in kind.actions if a.id not in ACTIONS)
    return {a.id: (kind, a) for kind, a in own}
