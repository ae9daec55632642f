"""The world a test gets when it asks for none, and how a distro is described in it."""

from __future__ import annotations

from .records import Data, Distro

LOCAL = "C:\\Users\\dev\\AppData\\Local"

VERSIONS = [
    "2.7.8.0",
    "6.18.33.1-1",
    "1.0.73.2",
    "1.2.6676",
    "1.611.1-81528511",
    "10.0.26100.1-240331-1435.ge-release",
    "10.0.26200.8875",
]

ONLINE = [
    ("Ubuntu", "Ubuntu"),
    ("Ubuntu-26.04", "Ubuntu 26.04 LTS"),
    ("Ubuntu-24.04", "Ubuntu 24.04 LTS"),
    ("Ubuntu-22.04", "Ubuntu 22.04 LTS"),
    ("openSUSE-Tumbleweed", "openSUSE Tumbleweed"),
    ("SUSE-Linux-Enterprise-15-SP7", "SUSE Linux Enterprise 15 SP7"),
    ("kali-linux", "Kali Linux Rolling"),
    ("Debian", "Debian GNU/Linux"),
    ("AlmaLinux-9", "AlmaLinux OS 9"),
    ("archlinux", "Arch Linux"),
    ("FedoraLinux-44", "Fedora Linux 44"),
    ("OracleLinux_9_5", "Oracle Linux 9.5"),
]


MIB = 1 << 20
TIB = 1 << 40


def distro(
    name: str, guid: str, *, running: bool = False, version: int = 2, os: tuple[str, str] = ("", "")
) -> Distro:
    """An installed distro; running means somebody else keeps it running."""
    return {
        "guid": guid,
        "name": name,
        "version": version,
        "registered": "Installed",
        "running": running,
        "held": running,
        "idle_since": 0.0,
        "lock": None,
        "fault": None,
        "users": ["root", "dev"],
        "base_path": f"{LOCAL}\\wsl\\{guid}",
        "vhd_file": "ext4.vhdx",
        "default_uid": 1000,
        "flavor": os[0],
        "os_version": os[1],
        "modern": bool(os[0]),
        "disk_bytes": 2 * MIB,
        "used_bytes": MIB // 2,
        "limit_bytes": TIB,
        "sparse": False,
        "attached_until": 0.0,
    }


def _docker_desktop() -> Distro:
    """As Docker Desktop registers it: a path of its own, with the long-path mark, root."""
    made = distro("docker-desktop", "{1d8e6b7f-4a2c-4c9e-b0d3-5a9e8f7c6b32}", running=True)
    made["base_path"] = f"\\\\?\\{LOCAL}\\Docker\\wsl\\main"
    made["default_uid"] = 0
    return made


def world() -> Data:
    """Ubuntu-24.04 (default, running), Debian, docker-desktop (running), legacy-app (WSL 1)."""
    ubuntu = "{6f1c0a52-9d3b-4e0e-8a41-2f7f5c1d9b10}"
    debian = "{b2a7c9d4-0c55-4f0b-9f6e-7e1f0a3c8d21}"
    return {
        "distros": [
            distro("Ubuntu-24.04", ubuntu, running=True, os=("ubuntu", "24.04")),
            distro("Debian", debian, os=("debian", "13")),
            _docker_desktop(),
            distro("legacy-app", "{d94f3e21-7b6a-4d18-a5c2-0e4b1f8d7a43}", version=1),
        ],
        "default": ubuntu,
        "default_version": 2,
        "current": "Ubuntu-24.04",
        "versions": list(VERSIONS),
        "locale": "en",
        "inbox": False,
        "admin_protection": False,
        "wsl1_component": True,
        "wsl1_allowed": True,
        "virtualization": True,
        "online": list(ONLINE),
        "physical": [("Samsung SSD 980 1TB", 1000202273280), ("WDC WD20EZAZ", 2000396321280)],
        "listening": [
            ("0.0.0.0", 135, 1184, "svchost.exe"),
            ("127.0.0.1", 8090, 4711, "node.exe"),
        ],
        "warnings": [],
        "windows_env": {},
        "automount_root": "/mnt/",
        "drives": ["C"],
        "networking_mode": "nat",
        "idle_seconds": 15.0,
        "sessions": [],
        "modes": [],
        "code_page": "437",
        "registry": {},
        "wslc": {"sessions": [], "containers": [], "images": [], "disabled": False},
        "convert_seconds": 0.0,
        "export_seconds": 0.0,
        "import_seconds": 0.0,
        "move_seconds": 0.0,
        "detach_seconds": 0.0,
        "free_bytes": None,
        "latest": (VERSIONS[0], "2.9.11.0"),
        "components": [],
        "elevated": False,
        "uac": True,
        "mounts": [],
        "mount_error": "",
        "noise": [],
    }
