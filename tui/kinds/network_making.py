"""Networks made, and containers put on them and taken off."""

from __future__ import annotations

from typing import Any, cast

from tui.core.action import Action, Choice, Chosen, Confirm
from tui.core.command import Command, docker
from tui.core.form import Field, value_of
from tui.kinds import named
from tui.kinds import network_forms as forms
from tui.kinds.network_record import Network, handle, protected

SWITCHES = (
    Choice("internal", "--internal", "no way out of it"),
    Choice("attachable", "--attachable", "an overlay that single containers may join"),
    Choice("ipv6", "--ipv6", "with addresses of IPv6 too"),
)
FORCE = (Choice("force", "-f", "also where the engine lost track of the container"),)


def _change(*words: str) -> Command:
    return docker("network", *words, mutates=True, timeout=60)


def _create(_row: Network, chosen: Chosen) -> Command:
    words = ["--driver", value_of(chosen, "driver")]
    for name in ("subnet", "gateway"):
        if value := value_of(chosen, name):
            words += [f"--{name}", value]
    subnet = forms.a_range(value_of(chosen, "subnet"))
    wanted = {"ipv6"} if subnet is not None and subnet.version == 6 else set()
    words += [one.flag for one in SWITCHES if one.id in wanted | chosen]
    words += named.options("--label", value_of(chosen, "labels"))
    words += named.options("--opt", value_of(chosen, "options"))
    return _change("create", *words, value_of(chosen, "name"))


def _connect(row: Network, chosen: Chosen) -> Command:
    words = [word for one in value_of(chosen, "alias").split() for word in ("--alias", one)]
    address = forms.an_address(value_of(chosen, "ip"))
    if address is not None:
        words += ["--ip6" if address.version == 6 else "--ip", str(address)]
    return _change("connect", *words, handle(row), value_of(chosen, "container"))


def _disconnect(row: Network, chosen: Chosen) -> Command:
    flags = [one.flag for one in FORCE if one.id in chosen]
    return _change("disconnect", *flags, handle(row), value_of(chosen, "container"))


def _joinable(row: Network) -> str | None:
    if why := protected(row.name):
        return why
    if row.ingress:
        return f"{row.name} is for the services of the swarm"
    if row.scope == "swarm" and not row.attachable:
        return f"{row.name} takes no single containers: it was not made attachable"
    return None


def _leavable(row: Network) -> str | None:
    if why := protected(row.name):
        return why
    if row.containers is None:
        return f"it is not known yet which containers use {row.name}"
    return None if row.containers else f"no container is on {row.name}"


LABELS = cast("Field[Any]", named.LABELS)
MAKING: tuple[Action[Network], ...] = (
    Action(
        "network.create", "Create", "Make a network of containers", _create, keys=("c",),
        makes="name", many=False, choices=SWITCHES, stale=("networks",),
        spelling="docker network create", footer=3,
        form=(forms.NAME, forms.DRIVER, forms.SUBNET, forms.GATEWAY, LABELS,
              cast("Field[Any]", forms.OPTIONS)),
    ),
    Action(
        "network.connect", "Connect", "Put a container on it, running or not", _connect,
        keys=("C",), many=False, disabled=_joinable, stale=("networks", "containers"),
        spelling="docker network connect", form=(forms.CONTAINER, forms.ALIAS, forms.IP), footer=5,
    ),
    Action(
        "network.disconnect", "Disconnect", "Take a container off it", _disconnect, keys=("D",),
        many=False, disabled=_leavable, confirm=Confirm.ASK, choices=FORCE,
        stale=("networks", "containers"), spelling="docker network disconnect",
        form=(forms.ATTACHED,),
        note="What it talks to over this network it no longer finds.",
    ),
)  # fmt: skip
