"""`wsltui logs` without a screen: what is printed, in which order, and how it ends."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import pytest

from tests.unit.cli_world import NO_ENGINE, Text, World, container
from tests.unit.log_bytes import lines, stamp
from tui.cli.log_lines import Printing
from tui.cli.output import Output
from tui.core.logsieve import Sieve
from tui.run.recorded import Answer

LABELS: dict[str, Any] = {"com.docker.compose.project": "shop"}
SHOP: dict[str, Any] = {"Config.Labels": LABELS}
NO_LOG: dict[str, Any] = {"HostConfig.LogConfig": {"Type": "none"}}
WEB, API = container("web", 1, **SHOP), container("api", 2, **SHOP)
MUTE = container("mute", 3, **NO_LOG)


def logged(**texts: str) -> str:
    return "".join(f"{stamp(int(second[1:]))} {text}\n" for second, text in texts.items())


def world(**replies: Answer) -> World:
    asked = "docker logs --timestamps"
    return World(
        [WEB, API, MUTE],
        replies={f"{asked} {name}": answer for name, answer in replies.items()},
    )


ONE = Answer(logged(s1="one", s3="\x1b[31mthree\x1b[0m \x1b]0;t\x07end"), 0, logged(s2="two"))


def test_lines_in_the_order_of_time_and_no_escape_sequence() -> None:
    ran = world(web=ONE).run("logs", "web")
    assert (ran.code, ran.out, ran.err) == (0, "one\ntwo\nthree end\n", "")


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (
            "\x1b[31mred\x1b[0m \x1b]0;t\x07end",
            "\x1b[31mred\x1b[0m\x1b[0m \x1b[0m\x1b[0mend\x1b[0m",
        ),
        ("\x1b[1;38;5;208mx", "\x1b[1;38;5;208mx\x1b[0m"),
        ("\x1b[48;2;1;2;3mx", "\x1b[48;2;1;2;3mx\x1b[0m"),
        ("\x1b[95;40mx", "\x1b[95;40mx\x1b[0m"),
        ("ERROR x", "\x1b[31mERROR x\x1b[0m"),
        ("\x1b[2Jplain", "plain"),
    ],
)
def test_colours_on_a_terminal_and_nothing_else(raw: str, shown: str) -> None:
    def printed(env: dict[str, str], *, tty: bool) -> str:
        stream = Text(tty=tty)
        out = Output(stream, Text(), Text(), env=env)
        Printing(out, ["web"], Sieve(), times=False, as_json=False).show(lines(raw))
        return stream.getvalue()

    assert printed({"TERM": "xterm"}, tty=True) == f"{shown}\n"
    for plain in (printed({"TERM": "xterm", "NO_COLOR": "1"}, tty=True), printed({}, tty=False)):
        assert "\x1b" not in plain


def test_several_each_with_its_name() -> None:
    two = world(web=ONE, api=Answer(logged(s2="of api")))
    assert two.run("logs", "web", "api").out.splitlines() == [
        "web one", "web two", "api of api", "web three end",
    ]  # fmt: skip
    assert two.run("logs", "--project", "shop").out == two.run("logs", "web", "api", "web").out


def test_what_is_let_through() -> None:
    def out(*words: str) -> str:
        answer = Answer(logged(s1="INFO a", s3="ERROR b"), 0, logged(s2="WARN c"))
        return world(web=answer).run("logs", "web", *words).out

    assert out("--grep", "error|info") == "INFO a\nERROR b\n"
    assert out("--grep", "Error") == ""
    assert out("--level", "warn") == "WARN c\nERROR b\n"
    assert out("--stderr") == "WARN c\n"
    assert out("-t").startswith(f"{stamp(1)} INFO a\n")


def test_json_lines() -> None:
    ran = world(web=ONE).run("logs", "web", "--json")
    first, second, third = map(json.loads, ran.out.splitlines())
    assert first == {
        "time": stamp(1), "name": "web", "stream": "stdout", "level": None, "text": "one",
        "cut_bytes": None,
    }  # fmt: skip
    assert (second["stream"], third["text"]) == ("stderr", "three end")


def test_docker_is_asked_for_what_is_wanted() -> None:
    asked = "docker logs --timestamps --tail 5"
    made = World([WEB], replies={asked: Answer(logged(s1="x"))})
    assert made.run("logs", "web", "--tail", "5", "--since", "2026-11-22T10:00:00Z").code == 0
    typed = made.transport.typed(mutating=False)[-1]
    assert typed == f"{asked} --since 2026-11-22T10:00:00.000000000Z web"
    assert made.run("logs", "web", "--tail", "5", "--until", "1h").code == 0
    assert " --until 20" in made.transport.typed(mutating=False)[-1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["logs"], "logs wants NAME"),
        (["logs", "web", "--grep", "["], "--grep: “[” cannot be looked for: unterminated"),
        (["logs", "web", "--grep", "(a+)+"], "a repeat inside a repeat"),
        (["logs", "web", "--level", "loud"], "There is no level “loud”"),
        (["logs", "web", "--tail", "x"], "is no number of lines"),
        (["logs", "web", "--since", "soon"], "is no moment. Write 10m"),
        (["logs", "--frob"], "There is no option --frob of logs"),
    ],
)
def test_usage(words: list[str], said: str) -> None:
    ran = world(web=ONE).run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_what_is_not_there_or_cannot_be_read_is_named_and_the_rest_printed() -> None:
    assert world().run("logs", "nope").code == 1
    assert world().run("logs", "--project", "nope").code == 1
    refused = "Error response from daemon: configured logging driver does not support reading\n"
    ran = world(web=ONE, api=Answer("", 1, refused)).run("logs", "web", "api", "mute")
    assert ran.code == 1
    assert "web  one\n" in ran.out
    assert "wsltui: mute: mute keeps no log: its log driver is none." in ran.err
    assert "wsltui: api: The log of api goes to the driver" in ran.err


def test_without_an_engine() -> None:
    down = World(replies={"docker ps": Answer("", 1, NO_ENGINE)})
    ran = down.run("logs", "web")
    assert (ran.code, ran.out) == (3, "")
    gone = world(web=Answer("", 1, NO_ENGINE)).run("logs", "web")
    assert gone.code == 3
    assert "No engine answers." in gone.err


def test_a_line_that_was_cut_says_so() -> None:
    ran = world(web=Answer(logged(s1="x" * 40_000))).run("logs", "web")
    assert re.fullmatch(r"x{16384} … \(cut: the line has 39.9 kB\)\n", ran.out)


def test_a_reader_that_leaves_ends_it_quietly() -> None:
    words = ["--demo", "logs", "-f", "shop-web-1", "--tail", "9999"]
    made = subprocess.Popen(
        [sys.executable, "-m", "tui", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert made.stdout is not None
    assert b"HTTP" in made.stdout.readline()
    made.stdout.close()
    _, said = made.communicate(timeout=30)
    assert (made.returncode, said) == (0, b"wsltui: DEMO: none of this is real.\n")
