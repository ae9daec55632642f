"""Every documented key of `/etc/wsl.conf`, which holds for the distro that it lies in."""

from __future__ import annotations

from functools import partial

from tui.core.wsl_settings import WSL_CONF, Setting, Type

_key = partial(Setting, WSL_CONF)
_BOOL, _TEXT = Type.BOOL, Type.TEXT

WSL_CONF_KEYS = (
    _key("boot.systemd", _BOOL, "false", "Start the distro with systemd; not in WSL 1",
         since="0.67.6"),
    _key("boot.command", _TEXT, "", "A command that root runs when the distro starts",
         needs="Windows 11"),
    _key("boot.initTimeout", Type.NUMBER, "10000", "How long systemd may take to start", "ms"),
    _key("boot.protectBinfmt", _BOOL, "true",
         "Keep systemd from taking away that Windows programs can start"),
    _key("user.default", _TEXT, "that of the registration",
         "Who works in the distro if nobody is named; outweighs --set-default-user"),
    _key("interop.enabled", _BOOL, "true", "Programs of Windows can be started; wsltui needs it"),
    _key("interop.appendWindowsPath", _BOOL, "true", "Linux finds programs of Windows by name"),
    _key("automount.enabled", _BOOL, "true", "The drives of Windows are mounted"),
    _key("automount.root", Type.PATH, "/mnt/", "Where they are mounted"),
    _key("automount.options", _TEXT, "", "Options for mounting them, such as metadata,umask=22"),
    _key("automount.mountFsTab", _BOOL, "true", "What /etc/fstab names is mounted"),
    _key("automount.ldconfig", _BOOL, "true", "The libraries of WSL are made known to the linker"),
    _key("automount.cgroups", Type.CHOICE, "v2", "The version of cgroups", allowed=("v1", "v2"),
         since="2.7.0"),
    _key("network.hostname", _TEXT, "that of Windows", "The name of the distro on the network"),
    _key("network.generateHosts", _BOOL, "true", "WSL writes /etc/hosts"),
    _key("network.generateResolvConf", _BOOL, "true", "WSL writes /etc/resolv.conf"),
    _key("gpu.enabled", _BOOL, "true", "Programs can use the graphics card"),
    _key("gpu.appendLibPath", _BOOL, "true", "Its libraries are made known to the linker"),
    _key("time.useWindowsTimezone", _BOOL, "true", "The time zone is that of Windows"),
    _key("filesystem.umask", Type.NUMBER, "022", "The umask that programs start with"),
    _key("fileServer.enabled", _BOOL, "true", r"Windows sees the files, as \\wsl.localhost"),
    _key("fileServer.logFile", Type.PATH, "", "A file for the messages of the file server"),
    _key("fileServer.logLevel", Type.NUMBER, "", "How much it writes there"),
    _key("fileServer.logTruncate", _BOOL, "", "The file begins anew with each start"),
    _key("general.guiApplications", _BOOL, "true", "Windows of Linux programs (WSLg)"),
)  # fmt: skip
