"""Which engine answers: told from what it says of itself, and from where it is reached.

The order of trust is that of Docker's own integrations: `docker info` names the system, `docker
version` the platform; the name of the context proves nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

LOOPBACK = ("127.", "localhost", "[::1]", "::1")
_DESKTOP = re.compile(r"Docker Desktop\s+(\d[\w.]*)")
_NUMBER = re.compile(r"\d+(?:\.\d+)*")


class Product(StrEnum):
    """What runs containers here."""

    DESKTOP = "Docker Desktop"
    ENGINE = "Docker Engine"
    RANCHER = "Rancher Desktop"
    PODMAN = "Podman"


@dataclass(frozen=True, slots=True)
class Signs:
    """What `docker version` and `docker info` say, and `host`, the address it is reached at."""

    host: str = ""
    version: str = ""
    platform: str = ""
    system: str = ""
    name: str = ""
    kernel: str = ""
    os_type: str = ""
    components: tuple[str, ...] = ()
    security: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EngineSort:
    """`version` is the product's own. `backend` is what Docker Desktop runs its engine in.

    `place` is the address of one on another machine, empty for one of this machine.
    """

    product: Product
    version: str = ""
    backend: str = ""
    rootless: bool = False
    windows: bool = False
    place: str = ""

    @property
    def short(self) -> str:
        """For one line: `Docker Desktop 4.76.0 on WSL 2`."""
        mode = " rootless" if self.rootless else ""
        backend = f" on {self.backend}" if self.backend else ""
        away = f" at {self.place}" if self.place else ""
        return f"{self.product.value} {self.version}".strip() + mode + backend + away

    @property
    def meaning(self) -> str:
        """What that is, as a sentence."""
        where = f"on another machine, at {self.place}" if self.place else _WHERE[self.product]
        told = [f"{self.product.value} runs {where}."]
        if self.windows:
            told.append("It is in Windows container mode: images of Linux do not run.")
        elif self.backend == VM:
            told.append("Its engine is in a VM of its own, not in WSL: no distro can enter it.")
        if self.rootless:
            told.append("It runs as a user and not as root, so its containers cannot be root here.")
        return " ".join(told)


WSL2, VM = "WSL 2", "Hyper-V or Docker VMM"
_WHERE = {
    Product.DESKTOP: "in Windows; this distro reaches it through Docker Desktop's integration",
    Product.ENGINE: "in Linux itself, as a service of this machine or distro",
    Product.RANCHER: "in a distro of its own, rancher-desktop",
    Product.PODMAN: "in place of an engine of Docker and answers to the same commands",
}


def classify(signs: Signs) -> EngineSort:
    """What the signs come to; without a sign of another product it is a plain Docker Engine."""
    windows = signs.os_type == "windows"
    rootless = any("rootless" in one for one in signs.security) or "/run/user/" in signs.host
    place = away(signs.host)
    product = _product(signs)
    if product is Product.DESKTOP:
        told = _DESKTOP.match(signs.platform)
        version, rootless = told[1] if told else "", False
        return EngineSort(product, version, _backend(signs, windows), False, windows, place)
    return EngineSort(product, _plain(signs.version), "", rootless, windows, place)


def _product(signs: Signs) -> Product:
    if signs.system == "Docker Desktop" or signs.platform.startswith("Docker Desktop"):
        return Product.DESKTOP
    words = " ".join((signs.system, signs.platform, signs.name, *signs.components)).casefold()
    if "podman" in words or "/podman" in signs.host:
        return Product.PODMAN
    if "rancher" in words or "/.rd/" in signs.host:
        return Product.RANCHER
    return Product.DESKTOP if signs.name == "docker-desktop" else Product.ENGINE


def _backend(signs: Signs, windows: bool) -> str:
    """As the kernel tells: that of WSL, or the one Docker builds for its own VMs."""
    if windows:
        return "Windows containers"
    kernel = signs.kernel.lower()
    if "microsoft" in kernel:
        return WSL2
    return VM if "linuxkit" in kernel else ""


def _plain(version: str) -> str:
    """`20.10.24+dfsg1` without what its packagers added."""
    found = _NUMBER.match(version)
    return found[0] if found else version


def away(host: str) -> str:
    """The address of an engine on another machine, without who logs in; else an empty text."""
    scheme, _, rest = host.partition("://")
    if scheme not in ("tcp", "ssh", "http", "https"):
        return ""
    place = rest.rpartition("@")[2].partition("/")[0]
    return "" if place.startswith(LOOPBACK) else place
