"""The sample world holds what stories, pictures and the sandbox rely on."""

from collections import Counter

from tests.live.engine import PrivateEngine


def test_every_state_a_container_can_have_is_there(sample_engine: PrivateEngine) -> None:
    containers = sample_engine.get("/containers/json?all=1")
    states = {container["Names"][0]: container["State"] for container in containers}
    assert states.pop("/shop-worker-1") in ("restarting", "running")  # it fails for ever
    assert Counter(states.values()) == {"running": 6, "exited": 4, "created": 1, "paused": 1}


def test_exit_codes_and_health_differ(sample_engine: PrivateEngine) -> None:
    words = sample_engine.docker("ps", "-a", "--format", "{{.Status}}").stdout
    for expected in ("(0)", "(3)", "(137)", "(healthy)", "(unhealthy)", "(Paused)"):
        assert expected in words


def test_images_share_ids_and_two_dangle(sample_engine: PrivateEngine) -> None:
    tags = [image["RepoTags"] or ["<none>:<none>"] for image in sample_engine.get("/images/json")]
    assert tags.count(["<none>:<none>"]) == 2
    assert ["localhost:5000/store/db:16", "store/db:16"] in [sorted(names) for names in tags]


def test_one_volume_has_no_name_of_its_own(sample_engine: PrivateEngine) -> None:
    names = [volume["Name"] for volume in sample_engine.get("/volumes")["Volumes"]]
    assert sorted(map(len, names)) == [10, 12, 12, 64]


def test_markup_and_separators_survive_in_labels(sample_engine: PrivateEngine) -> None:
    labels = sample_engine.get("/containers/odd-labels/json")["Config"]["Labels"]
    assert labels == {"note": "[red]alert[/]", "list": "a=1,b=2", "名": "値"}
