"""Containers removed and undone on a real engine, with any CLI: all that inspect says is back."""

from __future__ import annotations

from tests.live.undoing import IDLE, Bench, differing, settings
from tui.core.cleanup.world import Class

CREATED = {
    "plain": "app:1",
    "words": "-e A=mine -e EMPTY= --label 'note=[red], a=b' --label list=1,2 --entrypoint 'echo' "
    "-w /tmp -u 1000:1000 app:1 one 'two words' $HOME",
    "no-entrypoint": "--entrypoint '' app:1 sh -c 'exit 3'",
    "named-host": "--hostname db --domainname shop.test --add-host api:10.9.8.7 --dns 10.0.0.53 "
    "--dns-search shop.test app:1",
    "ports": "-p 8080:80 -p 127.0.0.1:9000-9001:9000-9001/udp -p 7000 --expose 99 app:1",
    "limits": "-m 64m --memory-reservation 32m --cpus 0.5 --cpu-shares 512 --pids-limit 50 "
    "--ulimit nofile=100:200 --shm-size 32m --oom-score-adj 100 --blkio-weight 300 app:1",
    "health": "--health-cmd 'test -e /x' --health-interval 5s --health-retries 7 "
    "--health-start-period 2s app:1",
    "no-health": "--no-healthcheck app:1",
    "endings": "--restart on-failure:5 --stop-signal SIGUSR1 --stop-timeout 3 --init app:1",
    "rights": "--cap-add NET_ADMIN --cap-drop MKNOD --security-opt no-new-privileges --read-only "
    "--device /dev/null:/dev/zilch:rw --group-add 7 --userns host --sysctl net.ipv4.ip_forward=1 "
    "app:1",
    "privileged": "--privileged --pid host --ipc host --uts host app:1",
    "logs": "--log-driver json-file --log-opt max-size=1m --log-opt max-file=2 app:1",
    "mounts": "-v /anonymous -v shop_data:/data:ro -v /tmp:/host:ro --tmpfs /run:size=1m,mode=700 "
    "--mount type=volume,dst=/unnamed --mount type=volume,src=logs,dst=/logs,volume-nocopy "
    "--mount type=tmpfs,dst=/cache,tmpfs-size=1m --mount type=bind,src=/tmp,dst=/b,readonly app:1",
    "host-net": "--network host app:1",
    "no-net": "--network none app:1",
    "terminal": "-it app:1",
    "throw-away": "--rm app:1",
}


async def test_settings_of_every_kind(bench: Bench) -> None:
    for name, words in CREATED.items():
        bench.sh(f"docker create --name {name} {words}")
    before = {name: bench.inspect(name) for name in CREATED}
    entry = await bench.remove(*CREATED)
    report = await bench.undone(entry)
    assert sorted(one.name for one in report.restored) == sorted(CREATED)
    for name, was in before.items():
        assert not [*differing(settings(was), settings(bench.inspect(name)))], name


async def test_networks_aliases_and_addresses(bench: Bench) -> None:
    bench.docker("network", "create", "--subnet", "10.90.0.0/24", "--label", "l=1", "shop")
    bench.docker("network", "create", "--internal", "back")
    static = ["--network", "shop", "--ip", "10.90.0.77", "--network-alias", "w1"]
    bench.docker("create", "--name", "web", *static, "--network-alias", "w2", "app:1", IDLE)
    bench.docker("network", "connect", "--alias", "b", "--link", "web:www", "back", "web")
    bench.docker("network", "connect", "bridge", "web")
    bench.docker("run", "-d", "--name", "ran", "--network", "shop", "app:1", IDLE)
    bench.docker("network", "connect", "--ip", "10.90.0.78", "shop", "ran", check=False)
    names = ("web", "ran")
    before = {name: bench.inspect(name) for name in names}
    await bench.undone(await bench.remove(*names))
    for name in names:
        assert not [*differing(settings(before[name]), settings(bench.inspect(name)))]
    after = bench.inspect("ran")
    assert after["State"]["Running"]
    bench.docker("start", "web")
    assert bench.inspect("web")["NetworkSettings"]["Networks"]["shop"]["IPAddress"] == "10.90.0.77"


async def test_containers_that_share_with_others(bench: Bench) -> None:
    """Listed in the order in which nothing would work."""
    bench.docker("run", "-d", "--name", "main", "-v", "/own", "app:1", f"echo x >/own/f; {IDLE}")
    shared = ["--network", "container:main", "--pid", "container:main"]
    bench.docker("run", "-d", "--name", "side", *shared, "app:1", IDLE)
    bench.docker("create", "--name", "heir", "--volumes-from", "main:ro", "app:1")
    bench.docker("create", "--name", "linked", "--link", "main:m", "app:1")
    names = ("linked", "heir", "side", "main")
    before = {name: bench.inspect(name) for name in names}
    await bench.undone(await bench.remove(*names))
    after = {name: bench.inspect(name) for name in names}
    for name in ("linked", "heir", "main"):
        assert not [*differing(settings(before[name]), settings(after[name]))]
    joined = f"container:{after['main']['Id']}"
    host = after["side"]["HostConfig"]
    assert (host["NetworkMode"], host["PidMode"]) == (joined, joined)
    assert after["side"]["State"]["Running"]
    assert bench.docker("exec", "main", "cat", "/own/f") == "x"


async def test_states_and_data_again_and_again(bench: Bench) -> None:
    write = "echo data >/anon/f; rm /vol/file"
    for name, command in {"ended": "exit 3", "runs": IDLE, "paused": IDLE}.items():
        bench.docker("run", "-d", "--name", name, "-v", "/anon", "app:1", f"{write}; {command}")
    bench.docker("pause", "paused")
    bench.docker("wait", "ended")
    names = ("ended", "runs", "paused")
    volumes = {name: sorted(m["Name"] for m in bench.inspect(name)["Mounts"]) for name in names}
    for _ in range(2):
        await bench.undone(await bench.remove(*names))
        states = {name: bench.inspect(name)["State"]["Status"] for name in names}
        assert states == {"ended": "created", "runs": "running", "paused": "paused"}
        for name in names:
            assert sorted(m["Name"] for m in bench.inspect(name)["Mounts"]) == volumes[name]
    reader = ("run", "--rm", "--volumes-from", "ended", "--entrypoint", "sh", "app:1", "-c")
    assert bench.docker(*reader, "cat /anon/f; ls /vol") == "data"


async def test_a_record_is_whole_and_private(bench: Bench) -> None:
    bench.docker("create", "--name", "web", "-e", "DB_PASSWORD=hunter2", "app:1")
    entry = await bench.remove("web")
    folder = bench.directory / entry.id
    assert entry.context == "default"
    assert "hunter2" in (folder / "containers.json").read_text()
    assert {f"{file.stat().st_mode:o}" for file in folder.iterdir()} == {"100600"}
    assert f"{folder.stat().st_mode:o}{folder.parent.stat().st_mode:o}" == "4070040700"
    journal = [one.typed for one in bench.session.runner.journal.entries]
    await bench.undone(entry)
    journal = [one.typed for one in bench.session.runner.journal.entries][len(journal) :]
    assert "POST /containers/create?name=web  app:1" in journal
    assert "hunter2" not in str(list(bench.session.runner.journal.entries))


async def test_what_is_held_until_it_is_let_go(bench: Bench) -> None:
    bench.docker("network", "create", "shop")
    bench.docker("create", "--name", "web", "--network", "shop", "-v", "named:/n", "app:1")
    anonymous = [m["Name"] for m in bench.inspect("web")["Mounts"] if len(m["Name"]) == 64]
    entry = await bench.remove("web")
    held = bench.trash.held(entry.engine_id)
    wanted = [bench.ref(Class.IMAGE, "app:1"), bench.ref(Class.NETWORK, "shop")]
    assert set(held) == {*wanted, *((Class.VOLUME, name) for name in anonymous)}
    assert {id_ for id_, _ in held.values()} == {entry.id}
    assert not bench.trash.held("another engine")
    await bench.undone(entry)
    assert not bench.trash.held(entry.engine_id)
