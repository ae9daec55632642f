"""Where files are looked for: XDG, odd environments, root with another user's HOME."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui import paths
from tui.core.errors import UsageError
from tui.paths import Account

ANN, ROOT = 1000, 0
OWNERS = {"/": ROOT, "/home": ROOT, "/home/ann": ANN, "/root": ROOT, "/srv": ROOT}
HOMES = {ROOT: "/root", ANN: "/home/ann"}


def account(euid: int, **more: int) -> Account:
    owners = OWNERS | more
    return Account(euid, lambda path: owners.get(str(path)), lambda uid: HOMES.get(uid, ""))


def both(env: dict[str, str], who: Account) -> tuple[str, str]:
    return str(paths.config_file(env, who)), str(paths.state_dir(env, who))


ANNS = ("/home/ann/.config/wsltui/config.toml", "/home/ann/.local/state/wsltui")
ROOTS = ("/root/.config/wsltui/config.toml", "/root/.local/state/wsltui")


def test_the_defaults_are_below_home() -> None:
    assert both({"HOME": "/home/ann"}, account(ANN)) == ANNS


def test_xdg_variables_are_honoured() -> None:
    env = {"HOME": "/home/ann", "XDG_CONFIG_HOME": "/srv/c", "XDG_STATE_HOME": "/srv/s"}
    assert both(env, account(ANN)) == ("/srv/c/wsltui/config.toml", "/srv/s/wsltui")


@pytest.mark.parametrize("value", ["", "conf", "./conf", "~/conf"])
def test_xdg_values_that_are_not_absolute_are_ignored(value: str) -> None:
    env = {"HOME": "/home/ann", "XDG_CONFIG_HOME": value, "XDG_STATE_HOME": value}
    assert both(env, account(ANN)) == ANNS


@pytest.mark.parametrize("env", [{}, {"HOME": ""}, {"HOME": "ann"}])
def test_without_a_home_the_account_database_is_asked(env: dict[str, str]) -> None:
    assert both(env, account(ANN)) == ANNS


def test_no_home_anywhere_is_a_sentence_with_a_remedy() -> None:
    with pytest.raises(UsageError) as caught:
        paths.config_file({}, account(4711))
    assert str(caught.value) == (
        "User 4711 has no home directory. Set HOME to a directory of yours."
    )


def test_under_sudo_that_keeps_home_roots_own_home_is_used() -> None:
    env = {"HOME": "/home/ann", "SUDO_UID": "1000"}
    assert both(env, account(ROOT)) == ROOTS


def test_under_sudo_that_keeps_xdg_variables_they_are_not_used() -> None:
    env = {"HOME": "/root", "SUDO_UID": "1000"}
    env |= {"XDG_CONFIG_HOME": "/home/ann/new/c", "XDG_STATE_HOME": "/home/ann/s"}
    assert both(env, account(ROOT)) == ROOTS


def test_a_directory_of_roots_inside_anothers_home_is_not_used_either() -> None:
    who = account(ROOT, **{"/home/ann/.config": ROOT, "/home/ann/.local": ROOT})
    assert both({"HOME": "/home/ann"}, who) == ROOTS


def test_root_at_home_and_in_neutral_places_is_left_alone() -> None:
    assert both({"HOME": "/root"}, account(ROOT)) == ROOTS
    env = {"HOME": "/root", "XDG_CONFIG_HOME": "/srv/c", "XDG_STATE_HOME": "/srv/s"}
    assert both(env, account(ROOT)) == ("/srv/c/wsltui/config.toml", "/srv/s/wsltui")


def test_another_user_may_use_a_directory_of_somebody_elses() -> None:
    env = {"HOME": "/home/ann", "XDG_STATE_HOME": "/home/bob/s"}
    assert str(paths.state_dir(env, account(ANN, **{"/home/bob": 1001}))) == "/home/bob/s/wsltui"


def test_the_real_account_is_asked_where_none_is_given(tmp_path: Path) -> None:
    env = {"HOME": str(tmp_path)}
    assert paths.config_file(env) == tmp_path / ".config/wsltui/config.toml"
    assert paths.state_dir({}).is_absolute()


def test_styles_of_a_checkout_lie_beside_the_package() -> None:
    root = Path(__file__).parents[2]
    assert paths.styles_dir() == root / "styles"


def test_styles_of_a_wheel_lie_inside_and_base_comes_first(tmp_path: Path) -> None:
    styles = tmp_path / "tui" / "styles"
    styles.mkdir(parents=True)
    for name in ("dialogs.tcss", "base.tcss", "main.tcss", "notes.txt"):
        (styles / name).touch()
    found = paths.style_files(tmp_path / "tui")
    assert [path.name for path in found] == ["base.tcss", "dialogs.tcss", "main.tcss"]
    assert paths.styles_dir(tmp_path / "tui") == styles
