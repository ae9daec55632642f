"""Who uses memory: /proc and cgroups read, what goes back to Windows, and what can be done."""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import World
from tests.recorded import Saying, failed, rows
from tests.unit.container_samples import NOW, VIEW, printable
from tests.unit.fake_machine import FakeMachine
from tui.backends.windows import WindowsBackend
from tui.backends.wsl import WslBackend
from tui.core.command import Command, Mode, Outcome, Result
from tui.core.form import Filled
from tui.core.machine import Sample
from tui.core.reclaim import in_force, meaning, too_old
from tui.kinds.memory import MEMORY
from tui.kinds.memory_actions import ACTIONS, SCRIPT
from tui.kinds.memory_listing import STATS, TOP
from tui.kinds.memory_record import CACHE, CacheRoom, User
from tui.kinds.wsl_setting_record import IniFile, WslSetting
from tui.run.transport import Processes

world = fixtures.wsl_world

KIB, GIB = 1024, 1 << 30
WEB, DB = "a1" * 32, "b2" * 32
MEMINFO = b"""\
MemTotal:        8388608 kB
MemFree:         1048576 kB
MemAvailable:    6000000 kB
Buffers:          100000 kB
Cached:          3000000 kB
SwapCached:            0 kB
Shmem:            200000 kB
SReclaimable:     300000 kB
"""
PLACE = "/mnt/c/Users/dev/.wslconfig"
REG = rb"""
HKEY_CURRENT_USER\Volatile Environment
    USERPROFILE    REG_SZ    C:\Users\dev
"""
STATUS = f"""\
/proc/1/status:Name:\tsystemd
/proc/1/status:VmRSS:\t   12000 kB
/proc/2/status:Name:\tkthreadd
/proc/77/status:Name:\tnode: server
/proc/77/status:VmRSS:\t  900000 kB
/proc/80/status:Name:\tnginx
/proc/80/status:VmRSS:\t   40000 kB
/proc/80/cgroup:0::/system.slice/docker-{WEB}.scope
""".encode()
CGROUP = "/sys/fs/cgroup/system.slice/docker-{}.scope"


def cgroups(**used: tuple[int, int]) -> bytes:
    lines = []
    for ident, (current, inactive) in used.items():
        lines.append(f"{CGROUP.format(ident)}/memory.current:{current}")
        lines.append(f"{CGROUP.format(ident)}/memory.stat:inactive_file {inactive}")
        lines.append(f"{CGROUP.format(ident)}/init.scope/memory.current:{current // 2}")
    return "\n".join(lines).encode()


def running(**names: str) -> bytes:
    return "\n".join(json.dumps({"ID": i, "Names": n}) for i, n in names.items()).encode()


def machine(**more: bytes | Result) -> Saying:
    """A distro on WSL 2.6.1 with an engine of its own and two containers."""
    answers: dict[str, bytes | Result] = {
        "cat /proc/meminfo": MEMINFO,
        "id -u": b"1000\n",
        "stat -c %a /proc/sys/vm/drop_caches": b"200\n",
        "find /proc": STATUS,
        "find /sys/fs/cgroup": cgroups(**{WEB: (50 * KIB, 20 * KIB), DB: (900 * KIB, KIB)}),
        "docker ps": running(**{WEB: "web-1", DB: "db-1"}),
        "reg.exe query": REG,
        "wslpath -u": f"{PLACE}\n".encode(),
        f"cat {PLACE}": b"[experimental]\nautoMemoryReclaim=gradual\n",
        "cat /proc/stat": b"btime 5\n",
        "stat -L": b"9.0 644 1000\n",
        "wsl.exe --version": b"WSL version: 2.6.1.0\r\nKernel version: 6.6.87.2-1\r\n",
        "cat /etc/wsl.conf": failed("cat: /etc/wsl.conf: No such file or directory"),
    }
    return Saying({**answers, **more})


def users(told: Saying, *samples: Sample, here: str = "") -> dict[str, User]:
    found = rows(MEMORY.listing(), told)
    others = {"samples": samples, "here": (here,) if here else ()}
    return {row.id: row for row in MEMORY.join(found, others)}


def cache(**more: bytes | Result) -> User:
    return users(machine(**more), here="Ubuntu-24.04")[CACHE]


# --- who ---------------------------------------------------------------------------------------


def test_programs_cache_and_free_make_the_whole() -> None:
    found = users(machine())
    assert found[CACHE].bytes == (100_000 + 3_000_000 + 300_000 - 200_000) * KIB
    assert found["free"].bytes == 1_048_576 * KIB
    parts = [found[name].bytes or 0 for name in ("programs", CACHE, "free")]
    assert sum(parts) == 8 * GIB == found["programs"].total
    assert list(found)[:3] == ["programs", CACHE, "free"]


def test_containers_by_what_their_cgroup_is_charged_without_files_not_used() -> None:
    told = machine()
    found = users(told)
    sizes = {row.name: row.bytes for row in found.values() if row.sort == "container"}
    assert sizes == {"db-1": 899 * KIB, "web-1": 30 * KIB}
    assert list(sizes) == ["db-1", "web-1"], "the largest first"
    assert STATS not in told.asked, "the engine measures nothing where /sys tells"


def test_cgroups_of_version_1_are_read_as_docker_reads_them() -> None:
    folder = f"/sys/fs/cgroup/memory/docker/{WEB}"
    told = f"""\
{folder}/memory.usage_in_bytes:90000
{folder}/memory.stat:inactive_file 1000
{folder}/memory.stat:total_inactive_file 30000
"""
    web = running(**{WEB: "web-1"})
    found = users(machine(**{"find /sys/fs/cgroup": told.encode(), "docker ps": web}))
    assert (found[WEB].bytes, found[WEB].by) == (60_000, "its cgroup")


def test_where_no_cgroup_is_seen_docker_is_asked_once() -> None:
    stats = json.dumps({"ID": DB, "MemUsage": "916KiB / 7.6GiB"}).encode()
    told = machine(**{"find /sys/fs/cgroup": b"", "docker stats": stats})
    found = users(told)
    assert (found[DB].bytes, found[DB].by) == (916 * KIB, "docker stats")
    assert (found[WEB].bytes, found[WEB].why) == (
        None, "neither its cgroup nor docker stats tells",
    )  # fmt: skip
    assert told.asked.count(STATS) == 1


@pytest.mark.parametrize("usage", ["--", "-- / --", "", "lots / 7GiB"])
def test_a_sample_that_is_none_is_unknown_and_no_zero(usage: str) -> None:
    stats = json.dumps({"ID": DB, "MemUsage": usage}).encode()
    found = users(machine(**{"find /sys/fs/cgroup": b"", "docker stats": stats}))
    assert found[DB].bytes is None
    assert found[DB].why


def test_processes_of_this_distro_without_those_in_containers() -> None:
    found = [row for row in users(machine()).values() if row.sort == "process"]
    assert [(row.name, row.bytes) for row in found] == [
        ("node: server", 900_000 * KIB), ("systemd", 12_000 * KIB),
    ]  # fmt: skip


def test_small_processes_are_one_row() -> None:
    lines = [
        f"/proc/{pid}/status:Name:\tworker\n/proc/{pid}/status:VmRSS:\t {pid} kB"
        for pid in range(100, 100 + TOP + 5)
    ]
    found = users(machine(**{"find /proc": "\n".join(lines).encode()}))
    rest = found["more"]
    assert (rest.name, rest.bytes) == ("5 more processes", sum(range(100, 105)) * KIB)
    assert sum(row.sort == "process" for row in found.values()) == TOP


def test_an_engine_that_is_down_leaves_the_rest() -> None:
    found = users(machine(**{"docker ps": failed("Cannot connect to the Docker daemon")}))
    assert found["containers"].bytes is None
    assert found["containers"].why == "the engine does not tell which run"
    assert found[CACHE].bytes
    assert found["77"].bytes


@pytest.mark.parametrize("text", [b"", b"nonsense", b"MemTotal: 8 kB\n"])
def test_totals_that_cannot_be_read_are_unknown(text: bytes) -> None:
    found = users(machine(**{"cat /proc/meminfo": text}))
    assert found[CACHE].bytes is None
    assert "/proc/meminfo does not tell" in found["programs"].why


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=200))
def test_whatever_is_printed_there_are_rows(meminfo: str, status: str, groups: str) -> None:
    answers = {
        "cat /proc/meminfo": meminfo, "find /proc": f"/proc/7/status:{status}",
        "find /sys/fs/cgroup": f"/sys/fs/cgroup/{groups}",
    }  # fmt: skip
    found = users(machine(**{k: v.encode(errors="replace") for k, v in answers.items()}))
    for row in found.values():
        assert row.bytes is None or row.bytes >= 0
        assert MEMORY.summary(row, VIEW)
        assert all(printable(field.value.text) for field in MEMORY.summary(row, VIEW))


# --- over time ---------------------------------------------------------------------------------


def sample(cached: int | None, unused: int | None = GIB) -> Sample:
    return Sample(NOW, 1, 8, 8 * GIB, 4 * GIB, 4 * GIB, 0, 0, 1, 1, cached, unused)


def test_what_was_measured_goes_before_what_was_read_and_has_its_history() -> None:
    found = users(machine(), sample(2 * GIB), sample(4 * GIB))
    assert (found[CACHE].bytes, found[CACHE].history) == (4 * GIB, (25.0, 50.0))
    assert found["programs"].history == (62.5, 37.5)
    told = {field.label: field.value.text for field in MEMORY.summary(found[CACHE], VIEW)}
    assert told["over time"] == "▃▅"
    assert not found["77"].history


def test_a_machine_that_does_not_tell_its_cache_has_no_history() -> None:
    found = users(machine(), sample(None), sample(None))
    assert found[CACHE].history == ()
    assert found[CACHE].bytes == 3_200_000 * KIB


# --- what Windows gets back --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "version", "word"),
    [
        ("gradual", "2.6.1.0", "gradual"),
        ("DROPCACHE", "2.6.1.0", "dropCache"),
        ("disabled", "2.6.1.0", "disabled"),
        (None, "2.6.1.0", "dropCache"),
        (None, "2.5.8.0", "dropCache"),
        (None, "2.5.7.0", "disabled"),
        (None, None, None),
        ("gradual", None, "gradual"),
        ("often", "2.6.1.0", None),
        ("gradual", "1.3.9.0", "disabled"),
        ("gradual", "1.3.10.0", "gradual"),
        (None, "inbox", None),
    ],
)
def test_what_wsl_does_with_the_cache(
    value: str | None, version: str | None, word: str | None
) -> None:
    assert in_force(value, version) == word
    assert meaning(value, version)


def test_a_wsl_that_is_too_old_says_from_when_on() -> None:
    assert too_old("1.2.5.0")
    assert not too_old(None)
    assert "from 1.3.10 on, this is 1.2.5.0" in meaning("gradual", "1.2.5.0")


def test_the_page_cache_tells_setting_version_and_what_is_pending() -> None:
    row = cache()
    words = " ".join(field.value.text for field in MEMORY.summary(row, VIEW))
    for told in ("autoMemoryReclaim=gradual", "little by little", "WSL 2.6.1.0", "--shutdown"):
        assert told in words
    assert MEMORY.as_json(row, VIEW)["reclaim"] == {
        "setting": "gradual", "in_force": "gradual", "pending": True, "wsl_version": "2.6.1.0",
        "droppable": True, "unknown": None,
    }  # fmt: skip
    assert "reclaim" not in MEMORY.as_json(users(machine())["77"], VIEW)


def test_the_pane_says_that_a_restart_is_pending() -> None:
    assert MEMORY.headline((cache(),)) == "3.05 GiB cached · restart pending"
    assert MEMORY.headline((cache(**{"stat -L": b"3.0 644 1000\n"}),)) == "3.05 GiB cached"
    assert MEMORY.headline((cache(**{"cat /proc/meminfo": b""}),)) == ""


def test_without_windows_the_setting_is_unknown_with_its_reason() -> None:
    gone = Result(Command("windows"), Outcome.NOT_STARTED, stderr=b"This machine is not WSL.")
    row = cache(**{"reg.exe query": gone, "wsl.exe --version": gone})
    told = MEMORY.as_json(row, VIEW)["reclaim"]
    assert (told["setting"], told["in_force"], told["wsl_version"]) == (None, None, None)
    assert "This machine is not WSL" in told["unknown"]


# --- what can be done --------------------------------------------------------------------------

DROP, GRADUALLY, AT_ONCE = ACTIONS


def test_dropping_as_root_in_wsl_and_elsewhere() -> None:
    row = cache()
    as_user = DROP.plan(row, frozenset())
    assert as_user.argv == (
        "wsl.exe", "-d", "Ubuntu-24.04", "-u", "root", "-e", "sh", "-c", SCRIPT,
    )  # fmt: skip
    as_root = DROP.plan(cache(**{"id -u": b"0\n"}), frozenset())
    assert as_root.argv == ("sh", "-c", SCRIPT)
    elsewhere = DROP.plan(users(machine())[CACHE], frozenset())
    assert elsewhere.argv == ("sudo", "sh", "-c", SCRIPT)
    assert elsewhere.mode is Mode.INTERACTIVE, "sudo may ask for a password"
    odd = replace(cache(), room=replace(cache().room, here="My Distro"))
    assert DROP.plan(odd, frozenset()).argv[0] == "sudo", "wsl.exe cuts names at blanks"
    assert all(command.mutates for command in (as_user, as_root, elsewhere))


def test_dropping_is_for_the_page_cache_and_for_a_kernel_that_can() -> None:
    assert DROP.why_not(cache()) is None
    assert DROP.why_not(users(machine())["77"]) == "only the page cache can be dropped"
    old = cache(**{"stat -c %a /proc/sys/vm/drop_caches": failed("No such file")})
    assert DROP.why_not(old) == (
        "this kernel has no /proc/sys/vm/drop_caches, as that of WSL 1 has not"
    )
    words = " ".join(field.value.text for field in MEMORY.summary(old, VIEW))
    assert "impossible" in words


def test_the_dialog_says_what_dropping_costs() -> None:
    told = " ".join(DROP.told)
    assert "Nothing is lost" in told
    assert "slower" in told
    assert "every distro" in told


def test_the_key_is_set_in_one_line_of_its_file() -> None:
    row = cache()
    assert GRADUALLY.why_not(row) == "it is gradual already"
    assert AT_ONCE.why_not(row) is None
    command = AT_ONCE.plan(row, Filled())
    assert PLACE in command.argv
    assert any("autoMemoryReclaim=dropCache" in word for word in command.argv)
    assert any(line.startswith("+ ") and "autoMemoryReclaim=dropCache" in line
               for line in AT_ONCE.shows(row, Filled()))  # fmt: skip


def test_that_nothing_was_written_is_noticed() -> None:
    assert AT_ONCE.verify is not None
    assert "changed meanwhile" in (AT_ONCE.verify(cache()) or "")
    assert GRADUALLY.verify is not None
    assert GRADUALLY.verify(cache()) is None


@pytest.mark.parametrize(
    ("room", "why"),
    [
        (CacheRoom(), ".wslconfig is not known"),
        (
            CacheRoom(setting=WslSetting(IniFile(".wslconfig"), "x"), version="1.2.5.0"),
            "it came with 1.3.10",
        ),
        (
            CacheRoom(setting=WslSetting(IniFile(".wslconfig", why="no drive"), "x")),
            "no drive",
        ),
    ],
)
def test_where_the_key_cannot_be_set(room: CacheRoom, why: str) -> None:
    assert why in (GRADUALLY.why_not(replace(cache(), room=room)) or "")


def test_wsl_exe_hands_the_script_to_a_shell_as_one_word(world: World, tmp_path: Path) -> None:
    """The stand-in quotes and splits as WSL does; it writes to a file in place of the kernel's."""
    there = FakeMachine(tmp_path / "machine").wsl()
    (there.root / "mnt/c").mkdir(parents=True)
    backend = WindowsBackend(WslBackend(os.environ, places=there.places))
    row = users(machine(), here="Ubuntu-24.04")[CACHE]
    file = tmp_path / "drop_caches"
    command = DROP.plan(row, frozenset())
    script = command.argv[-1].replace("sync", "true").replace("/proc/sys/vm/drop_caches", str(file))
    told = replace(command, argv=(*command.argv[:-1], script))
    result = asyncio.run(Processes().run(backend.prepare(told)))
    assert result.ok, result.last_words()
    assert file.read_text() == "1\n"
