"""Every documented key of `.wslconfig`, which holds for all distros of WSL 2."""

from __future__ import annotations

from functools import partial

from tui.core.wsl_settings import WSLCONFIG, Setting, Type

_key = partial(Setting, WSLCONFIG)
_BOOL, _NUMBER, _SIZE, _PATH, _TEXT = Type.BOOL, Type.NUMBER, Type.SIZE, Type.PATH, Type.TEXT
_W11, _22H2 = "Windows 11", "Windows 11 22H2"
_BY_2_5_8, _LATER = "2.5.8 or before", "later than 2.9.4"
_MIRRORED, _TUNNEL = f"{_22H2}, networkingMode mirrored", f"{_22H2}, dnsTunneling"

MAIN = (
    _key("wsl2.memory", _SIZE, "half of the memory of Windows",
         "How much memory the virtual machine may take", main=True),
    _key("wsl2.processors", _NUMBER, "all of Windows",
         "How many logical processors the virtual machine has", main=True),
    _key("wsl2.swap", _SIZE, "a quarter of memory, in whole GB",
         "Size of the swap file; 0 for none", main=True),
    _key("experimental.autoMemoryReclaim", Type.CHOICE, "dropCache",
         "How cached memory goes back to Windows when the machine is idle",
         allowed=("disabled", "gradual", "dropCache"), since="2.0.0", main=True),
    _key("wsl2.networkingMode", Type.CHOICE, "Nat", "How the virtual machine is on the network",
         allowed=("None", "Nat", "Bridged", "Mirrored", "Consomme", "VirtioProxy"), since="2.0.0",
         also=("experimental.networkingMode",), main=True),
    _key("experimental.sparseVhd", _BOOL, "false",
         "New virtual disks shrink by themselves; a current WSL may not heed it",
         since="2.0.0", main=True),
)  # fmt: skip
MACHINE = (
    _key("wsl2.swapFile", _PATH, r"%Temp%\swap.vhdx", "Where the swap file lies"),
    _key("wsl2.vmIdleTimeout", _NUMBER, "60000",
         "How long an idle virtual machine is kept; below 0 for ever", "ms", needs=_W11),
    _key("wsl2.nestedVirtualization", _BOOL, "true",
         "Virtual machines inside of the virtual machine", needs=_W11),
    _key("wsl2.guiApplications", _BOOL, "true", "Windows of Linux programs (WSLg)", needs=_W11),
    _key("wsl2.gpuSupport", _BOOL, "true", "Programs can use the graphics card"),
    _key("wsl2.defaultVhdSize", _SIZE, "1TB", "How large the disk of a new distro may grow"),
    _key("wsl2.safeMode", _BOOL, "false", "Start with most features off, to rescue a distro",
         since="0.66.2", needs=_W11),
    _key("wsl2.hostFileSystemAccess", _BOOL, "true", "Distros see the drives of Windows"),
    _key("wsl2.hardwarePerformanceCounters", _BOOL, "true", "Performance counters of the CPU"),
    _key("wsl2.isolateDistroCgroup", _BOOL, "true", "Each distro has a cgroup of its own",
         since=_LATER),
    _key("general.instanceIdleTimeout", _NUMBER, "15000",
         "How long an idle distro is kept; below 0 for ever", "ms", since=_BY_2_5_8),
    _key("general.distributionInstallPath", _PATH, r"%LOCALAPPDATA%\wsl",
         "The folder below which new distros are put", since=_BY_2_5_8),
)  # fmt: skip
NETWORK = (
    _key("wsl2.localhostForwarding", _BOOL, "true",
         "Ports of Linux can be reached as localhost from Windows; mirrored mode does so anyway"),
    _key("wsl2.dnsProxy", _BOOL, "true", "Linux asks the proxy of Windows for names, in Nat mode"),
    _key("wsl2.dnsTunneling", _BOOL, "true", "Names are asked for through Windows itself",
         since="2.0.0", needs=_22H2, also=("experimental.dnsTunneling",)),
    _key("wsl2.firewall", _BOOL, "true", "The firewall of Windows holds for WSL too",
         since="2.0.0", needs=_22H2, also=("experimental.firewall",)),
    _key("wsl2.autoProxy", _BOOL, "true", "Linux gets the HTTP proxy of Windows",
         since="2.0.0", needs=_22H2, also=("experimental.autoProxy",)),
    _key("experimental.initialAutoProxyTimeout", _NUMBER, "1000",
         "How long a start waits for the proxy of Windows", "ms", since="2.0.0", needs=_W11),
    _key("experimental.bestEffortDnsParsing", _BOOL, "false",
         "Answer what Windows knows of a query, and pass over the rest", needs=_TUNNEL),
    _key("experimental.dnsTunnelingIpAddress", Type.IP, "10.255.255.254",
         "The name server in resolv.conf", needs=_TUNNEL),
    _key("experimental.ignoredPorts", Type.PORTS, "",
         "Ports that Linux may use although Windows has them", needs=_MIRRORED),
    _key("experimental.hostAddressLoopback", _BOOL, "false",
         "Windows and Linux reach one another by the addresses of Windows", needs=_MIRRORED),
    _key("wsl2.ipv6", _BOOL, "false", "IPv6, in bridged mode"),
    _key("wsl2.dhcp", _BOOL, "true", "Ask for an address, in bridged mode"),
    _key("wsl2.dhcpTimeout", _NUMBER, "5000", "How long an address is waited for", "ms"),
    _key("wsl2.vmSwitch", _TEXT, "", "The virtual switch, in bridged mode"),
    _key("wsl2.macAddress", Type.MAC, "random", "The hardware address, in bridged mode"),
)  # fmt: skip
KERNEL = (
    _key("wsl2.kernel", _PATH, "the one that comes with WSL", "A kernel of your own"),
    _key("wsl2.kernelModules", _PATH, "", "The modules of a kernel of your own, in a vhdx",
         needs="kernel"),
    _key("wsl2.kernelCommandLine", _TEXT, "", "Further words for the command line of the kernel"),
    _key("wsl2.loadKernelModules", Type.LIST, "", "Modules that are loaded at the start"),
    _key("wsl2.loadDefaultKernelModules", _BOOL, "true",
         "Load those that WSL usually does: tun, ip_tables, br_netfilter"),
    _key("wsl2.systemDistro", _PATH, "the one that comes with WSL", "A system distro of your own"),
    _key("wsl2.kernelDebugPort", _NUMBER, "0", "A port for a debugger of the kernel"),
    _key("wsl2.kernelBootTimeout", _NUMBER, "30000, later 90000",
         "How long the kernel may take to start", "ms"),
    _key("wsl2.distributionStartTimeout", _NUMBER, "60000", "The same for a distro", "ms"),
    _key("wsl2.mountDeviceTimeout", _NUMBER, "5000", "The same for mounting a disk", "ms"),
)  # fmt: skip
OTHERS = (
    _key("wsl2.debugConsole", _BOOL, "false", "A window with the messages of the kernel",
         needs=_W11),
    _key("wsl2.debugConsoleLogFile", _PATH, "", "A file for these messages"),
    _key("wsl2.earlyBootLogging", _BOOL, "false", "The messages from the very start"),
    _key("wsl2.maxCrashDumpCount", _NUMBER, "10", "How many crash dumps are kept"),
    _key("wsl2.crashDumpFolder", _PATH, r"%Temp%\wsl-crashes", "Where crash dumps are put"),
    _key("wsl2.virtio", _BOOL, "true", "Devices of the virtual machine are virtio ones"),
    _key("wsl2.virtio9p", _BOOL, "false", "Drives of Windows are shared by 9p over virtio"),
    _key("wsl2.virtiofs", _BOOL, "false", "Drives of Windows are shared by virtiofs"),
    _key("experimental.virtioFsAggregateShares", _BOOL, "true",
         "One device for all drives that virtiofs shares", since=_LATER),
    _key("experimental.swiotlb", _SIZE, "0", "Memory for devices that need buffers of their own",
         since="2.8.9"),
    _key("experimental.setVersionDebug", _BOOL, "false", "More messages of a conversion"),
    _key("wsl2.telemetry", _BOOL, "true", "Microsoft is told how WSL is used"),
)  # fmt: skip
WSLCONFIG_KEYS = (*MAIN, *MACHINE, *NETWORK, *KERNEL, *OTHERS)
