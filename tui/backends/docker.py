"""The `docker` command: where it is, how it is started, and why it does not answer."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tui.backends.aside import aside
from tui.backends.base import RunCommand
from tui.backends.contexts import EndpointError
from tui.backends.docker_causes import Situation, explain_words, hung
from tui.backends.docker_program import DockerProgram, find_docker, missing
from tui.backends.endpoint import Endpoint, resolve_endpoint
from tui.backends.places import Places
from tui.backends.wsl_causes import drives_hung
from tui.core import parse
from tui.core.command import Command, Mode, Outcome, Result, docker
from tui.core.health import Cause, Health, down
from tui.core.identity import WHO, identity
from tui.core.record import array, mapping, text

OVERRIDES = {"LC_ALL": "C.UTF-8", "TZ": "UTC"}
"""Times of lists follow the client's zone; everything else that docker prints is English."""
VERSION = ("version", "--format", "{{json .}}")
_CONTEXT = "--context"
_ELSEWHERE = (("context",), (_CONTEXT,))
"""First words of commands that do not need the engine in use: they list contexts, or name one."""
_NOTHING = Situation(host="", in_wsl=False, desktop=False, systemd=False, distro=None)


class DockerBackend:
    """The tool `docker`. `env` is the environment that its commands inherit.

    An `endpoint` that could not be resolved is the reason of every answer: MISCONFIGURED.
    `timeout` is that of the probe, in seconds.
    """

    tool = "docker"

    def __init__(
        self,
        endpoint: Endpoint | EndpointError,
        env: Mapping[str, str],
        *,
        places: Places | None = None,
        timeout: float = 10.0,
    ) -> None:
        self.endpoint = endpoint
        self._env = env
        self._places = places or Places()
        self._timeout = timeout
        self._program: DockerProgram | None = None
        self._pinned: tuple[str, ...] = ()

    async def probe(self, run: RunCommand) -> Health:
        """One `docker version`: about 40 ms, and no more than the engine's greeting."""
        try:
            health = await aside(self._look, self._timeout)
        except TimeoutError:
            return drives_hung(self._timeout)
        if health is not None:
            return health
        result = await run(self.prepare(docker(*VERSION, timeout=self._timeout)))
        facts = version_facts(result.text)
        if result.ok and "server_version" in facts:
            return Health(up=True, facts=facts)
        return replace(self.explain(result) or self._odd(result), facts=facts)

    async def engine_id(self, run: RunCommand) -> str:
        """What the engine that the CLI talks to calls itself; empty if it does not say."""
        command = replace(WHO, timeout=self._timeout)
        answer = await run(self.prepare(command))
        return identity(mapping(parse.json_value(answer.text.strip())))

    def prepare(self, command: Command) -> Command:
        """Raises Unavailable where there is no `docker`. Preparing twice changes nothing."""
        if command.api is not None or command.program is not None or not command.argv:
            return command
        known = self._program if self._program and self._program.path else None
        health = self._obstacle(known) if known else self._look()
        if health and command.argv[1:2] in _ELSEWHERE and self._program:
            health = self._lack(self._program)
        if health:
            raise health.error()
        assert self._program is not None
        name, *words = command.argv
        argv = (name, *self._endpoint_words(words), *words)
        prepared = replace(command, argv=argv, program=self._program.path)
        return prepared.with_env({**OVERRIDES, **dict(command.env)})

    def _endpoint_words(self, words: list[str]) -> tuple[str, ...]:
        """What names the engine. From a `context use` on it has to be said: API calls stay, too."""
        if words[:1] == [_CONTEXT] or isinstance(self.endpoint, EndpointError):
            return ()
        if words[:1] == ["context"]:
            if words[1:2] == ["use"] and self.endpoint.source in ("currentContext", "default"):
                self._pinned = (_CONTEXT, self.endpoint.name)
            return self.endpoint.cli_words()
        return self.endpoint.cli_words() or self._pinned

    def _of_another(self, command: Command) -> bool:
        """Whether a context was named that is not the one in use."""
        named = command.argv[2:3] if command.argv[1:2] == (_CONTEXT,) else ()
        ours = self.endpoint.name if isinstance(self.endpoint, Endpoint) else ""
        return bool(named) and named != (ours,)

    def again(self, result: Result) -> Command | None:  # noqa: ARG002 - never needed here
        return None

    def explain(self, result: Result) -> Health | None:
        """Also a read that timed out, except `docker system df`, which may take minutes."""
        if result.command.api is not None or self._of_another(result.command):
            return None
        if result.outcome is Outcome.TIMEOUT:
            command = result.command
            patient = command.mutates or command.mode is not Mode.CAPTURED or "df" in command.argv
            return None if patient else hung(command.timeout, self._situation())
        if result.outcome is Outcome.NOT_STARTED:
            self._program = None
            return self._not_started(result)
        if result.outcome is Outcome.FAILED:
            # what a build said on the way are the words of others
            joined = result.command.mode is Mode.JOINED
            words = result.last_words(2) if joined else result.error_text
            return explain_words(words, self._situation())
        return None

    def desktop_near(self) -> bool:
        """Whether Docker Desktop runs and shows its files: then the socket may be its own."""
        return self._places.desktop_shown()

    def _look(self) -> Health | None:
        if isinstance(self.endpoint, EndpointError) and self.endpoint.source == "currentContext":
            with contextlib.suppress(EndpointError):  # it may have been mended meanwhile
                self.endpoint = resolve_endpoint(None, self._env)
        self._program = find_docker(self._env, self._places)
        return self._obstacle(self._program)

    def _obstacle(self, program: DockerProgram) -> Health | None:
        """Why no command can be started, as far as that can be seen without starting one."""
        if isinstance(self.endpoint, EndpointError):
            return down(Cause.MISCONFIGURED, self.endpoint.sentence, self.endpoint.remedy)
        if self.endpoint.kind in ("npipe", "fd"):
            sentence = f"{self.endpoint.host}, chosen by {self.endpoint.source}, is out of reach."
            remedy = "It works for programs of Windows only. `docker context ls` lists contexts."
            return down(Cause.MISCONFIGURED, sentence, remedy)
        return self._lack(program)

    def _lack(self, program: DockerProgram) -> Health | None:
        return missing(program, self._env, self._places) if program.path is None else None

    def _not_started(self, result: Result) -> Health:
        found = find_docker(self._env, self._places)
        if found.path is None:
            return missing(found, self._env, self._places)
        sentence = f"The docker command cannot be started: {result.last_words()}."
        return down(Cause.NOT_INSTALLED, sentence, "Install the Docker CLI for this machine again.")

    def _odd(self, result: Result) -> Health:
        """A program called docker that answers something else."""
        said = result.last_words() or "nothing"
        sentence = f"`{result.command.typed()}` gave no version of an engine. It said: {said}"
        path = result.command.spawned()[0]
        return down(Cause.FAILED, sentence, f"See whether {path} is the Docker CLI.")

    def _situation(self) -> Situation:
        if isinstance(self.endpoint, EndpointError):
            return _NOTHING
        return Situation(
            host=self.endpoint.host,
            in_wsl=self._places.in_wsl(self._env),
            desktop=bool(self._program and self._program.desktop),
            systemd=self._places.systemd(),
            distro=self._env.get("WSL_DISTRO_NAME"),
        )


def version_facts(text: str) -> dict[str, str]:
    """From `docker version --format '{{json .}}'`; only what is there and is a text.

    client_version, context, server_version, platform, os_type, server_platform (`linux/amd64`),
    api_version, the one in use, and podman, what that calls itself.
    """
    answer = parse.json_value(text.strip())
    answer = answer if isinstance(answer, dict) else {}
    client, server = _part(answer, "Client"), _part(answer, "Server")
    os, arch = server.get("Os"), server.get("Arch")
    named = {
        "client_version": client.get("Version"),
        "context": client.get("Context"),
        "api_version": client.get("ApiVersion"),
        "server_version": server.get("Version"),
        "platform": _part(server, "Platform").get("Name"),
        "os_type": server.get("Os"),
        "podman": next(filter(_is_podman, _components(server)), None),
        "server_platform": f"{os}/{arch}" if (os and arch) else None,
    }
    words = ((key, value) for key, value in named.items() if isinstance(value, str))
    return {key: parse.clean(word) for key, word in words if word}


def _part(answer: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    part = answer.get(key)
    return part if isinstance(part, dict) else {}


def _components(server: Mapping[str, Any]) -> list[str]:
    return [text(mapping(one).get("Name")) for one in array(server.get("Components"))]


def _is_podman(component: str) -> bool:
    return component.startswith("Podman")
