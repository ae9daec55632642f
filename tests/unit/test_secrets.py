"""Secrets in commands, outputs and inspected objects are hidden, and nothing else is."""

from __future__ import annotations

import pytest

from tui.core.command import Api, Command, Outcome, Result, docker
from tui.core.secrets import MASK, mask_argv, mask_text, secret_name

HIDDEN = "hunter2"


@pytest.mark.parametrize(
    "name",
    ["PASSWORD", "DB_PASSWORD", "MYSQL_PWD", "passwd", "GITHUB_TOKEN", "client.secret", "API_KEY",
     "apikey", "AWS_ACCESS_KEY_ID", "SSH_PRIVATE_KEY", "SENTRY_DSN", "X-Registry-Auth",
     "key", "DB_PASS"],
)  # fmt: skip
def test_names_of_secrets(name: str) -> None:
    assert secret_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "PATH",
        "PWD",
        "OLDPWD",
        "HOSTNAME",
        "KEYBOARD",
        "MONKEY",
        "AUTHOR",
        "compass",
        "name",
        "state",
    ],
)
def test_names_of_other_things(name: str) -> None:
    assert not secret_name(name)


@pytest.mark.parametrize(
    "argv",
    [
        ("run", "-e", f"PASSWORD={HIDDEN}", "web"),
        ("run", f"-ePASSWORD={HIDDEN}", "web"),
        ("run", f"--env=DB_PASSWORD={HIDDEN}", "web"),
        ("run", "--env", f"DB_PASSWORD={HIDDEN} with blanks {HIDDEN}", "web"),
        ("build", f"--build-arg=TOKEN={HIDDEN}", "."),
        ("build", "--build-arg", f"token={HIDDEN}", "."),
        ("login", "-u", "me", "-p", HIDDEN),
        ("login", "--password", HIDDEN, "registry.test"),
        ("login", f"--password={HIDDEN}"),
        ("run", "web", f"postgres://me:{HIDDEN}@db/shop"),
        ("run", "web", f"postgres://me:p@ss:{HIDDEN}@db/shop"),
        ("run", "-e", f"DATABASE=amqp://:{HIDDEN}@queue", "web"),
        ("run", "web", "sh", "-c", f"export API_KEY={HIDDEN}; serve"),
        ("run", "web", "sh", "-c", f"MYSQL_PWD='{HIDDEN} {HIDDEN}' mysqldump shop"),
        ("run", "web", f"https://api.test/?token={HIDDEN}&page=1"),
        ("run", "web", "curl", "-H", f"Authorization: Bearer {HIDDEN}"),
        ("run", "web", "curl", "-d", f'{{"password": "{HIDDEN}"}}'),
        ("run", "web", "--option=a=PASSWORD=" + HIDDEN),
        ("exec", "web", "sh", "-c", f"mysqldump --password {HIDDEN} shop"),
    ],
)  # fmt: skip
def test_a_command_line_shows_no_secret(argv: tuple[str, ...]) -> None:
    typed = docker(*argv).typed()
    assert HIDDEN not in typed
    assert MASK in typed


@pytest.mark.parametrize(
    "argv",
    [
        ("run", "-p", "8080:80", "-e", "MODE=fast", "web"),
        ("login", "--password-stdin", "registry.test"),
        ("run", "--label", "com.docker.compose.project=shop", "web"),
        ("inspect", "--format", '{"Id":{{json .Id}},"State":{{json .State}}}', "0123abcd"),
        ("exec", "-it", "web", "sh", "-c", "command -v bash >/dev/null 2>&1 && exec bash"),
        ("-H", "ssh://me@host", "ps"),
        ("run", "-v", "C:\\Users\\me:/data", "registry.test:5000/shop/web@sha256:0123"),
    ],
)
def test_other_words_stay_as_they_are(argv: tuple[str, ...]) -> None:
    assert mask_argv(argv) == argv


def test_the_value_of_a_secret_flag_may_look_like_a_flag() -> None:
    assert mask_argv(("login", "--password", "--token", "x")) == ("login", "--password", MASK, MASK)


def test_an_api_call_shows_no_secret() -> None:
    api = Api("POST", f"/images/create?token={HIDDEN}", label=f"PASSWORD={HIDDEN}")
    assert HIDDEN not in Command("docker", api=api).typed()


def test_the_last_words_of_a_tool_show_no_secret() -> None:
    said = f"cannot reach https://me:{HIDDEN}@registry.test\nPASSWORD={HIDDEN} is wrong"
    said = f"{said}\nThe command 'login --password {HIDDEN}' returned 9"
    words = Result(docker("pull", "web"), Outcome.FAILED, 1, stderr=said.encode()).last_words()
    assert HIDDEN not in words
    assert "registry.test" in words


@pytest.mark.parametrize(
    "text", ["", "plain words", "a=b", "12:30", "http://host:80/path", "key: under the mat"]
)
def test_plain_text_stays(text: str) -> None:
    assert mask_text(text) == text


def test_masking_a_long_text_takes_no_time() -> None:
    for piece in ("a", "a=", "=", "a:", "http://", "x ", '"', "a-", "a.b", "a://b:", "x='"):
        mask_text(piece * 30_000)
