"""What `docker run hello-world` says of an installation, in each way that it can end.

The words are those of docker/cli, moby and containerd.
"""

from __future__ import annotations

import re

WORKS = "Hello from Docker!"
GOOD = (
    "Docker works: the docker command reached its engine, the image was there or could be pulled, "
    "and a container ran and could be heard."
)
_CAUSES: tuple[tuple[str, str, str], ...] = (
    (
        r"permission denied.*(?:docker daemon|docker\.sock)",
        "The engine is there, but this user may not talk to it.",
        "Run `sudo usermod -aG docker $USER`, then open a new shell.",
    ),
    (
        r"cannot connect to the docker daemon|is the docker daemon running|error during connect",
        "The docker command is there, but no engine answers it.",
        "The doctor in the palette says why, and what to do.",
    ),
    (
        r"toomanyrequests|rate limit",
        "The engine works, but Docker Hub lets no more pulls through for now.",
        "Log in with `docker login`, or wait some hours.",
    ),
    (
        r"x509|certificate",
        (
            "The engine works, but it does not trust the certificate of the registry: a proxy in "
            "between may have put its own there."
        ),
        "Let the engine know the proxy's certificate.",
    ),
    (
        r"proxyconnect|proxy error",
        "The engine works, but its proxy cannot be reached.",
        "See the proxy settings of the engine.",
    ),
    (
        (
            r"no such host|temporary failure in name resolution|server misbehaving|i/o timeout"
            r"|lookup \S+|network is unreachable|connection refused|context deadline exceeded"
            r"|tls handshake timeout|client\.timeout"
        ),
        "The engine works, but it cannot reach the registry to pull the image.",
        "See whether this machine is online, and the DNS and proxy of the engine.",
    ),
    (
        r"no matching manifest|exec format error",
        "The engine works, but the image is for another processor or system than its own.",
        "With Windows containers, switch Docker Desktop to Linux containers.",
    ),
    (
        r"denied|unauthorized|pull access",
        "The engine works, but the registry does not give out the image.",
        "See which account `docker login` has stored, or use `docker logout`.",
    ),
    (
        r"no space left",
        "The engine works, but its disk is full.",
        "X shows what could go.",
    ),
    (
        r"oci runtime|runc|cgroup|failed to create (?:task|shim)",
        "The engine works and has the image, but it cannot start containers.",
        "Restart the engine; `wsl.exe --shutdown` starts the kernel of WSL anew.",
    ),
)


def meaning(text: str, *, ok: bool) -> tuple[str, str]:
    """A sentence and a remedy for what it printed."""
    if ok and WORKS in text:
        return GOOD, ""
    for pattern, sentence, remedy in _CAUSES:
        if re.search(pattern, text, re.IGNORECASE | re.DOTALL):
            return sentence, remedy
    if ok:
        return "It ended well, but did not say what it should.", "Read what it printed."
    return "It did not work.", "Read what it printed; the doctor in the palette may know more."
