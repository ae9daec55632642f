"""The world a test gets when it asks for none, and how a distro is described in it."""

from __future__ import annotations

from .records import Data, Distro

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


def distro(name: str, guid: str, *, running: bool = False, version: int = 2) -> Distro:
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
    }


def world() -> Data:
    """Ubuntu-24.04 (default, running), Debian, docker-desktop (running), legacy-app (WSL 1)."""
    ubuntu = "{6f1c0a52-9d3b-4e0e-8a41-2f7f5c1d9b10}"
    return {
        "distros": [
            distro("Ubuntu-24.04", ubuntu, running=True),
            distro("Debian", "{b2a7c9d4-0c55-4f0b-9f6e-7e1f0a3c8d21}"),
            distro("docker-desktop", "{1d8e6b7f-4a2c-4c9e-b0d3-5a9e8f7c6b32}", running=True),
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
        "warnings": [],
        "windows_env": {},
        "automount_root": "/mnt/",
        "drives": ["C"],
        "networking_mode": "nat",
        "convert_seconds": 0.0,
        "idle_seconds": 15.0,
        "sessions": [],
        "modes": [],
        "code_page": "437",
        "folders": {},
        "vhd_files": {},
        "registry": {},
    }
