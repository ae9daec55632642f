"""Ways to the engine that are open to others."""

from __future__ import annotations

from tui.checks.check import SETTINGS, Check, Judged, good, problem, unchecked, warning
from tui.checks.derived import desktop_there
from tui.core.facts import Facts, Unknown

_ROOT = "Whoever connects is root on the engine's machine, without a password."
_NATIVE = (
    "Take -H tcp://…:2375 out of /etc/docker/daemon.json or the service of the engine, and use "
    "ssh or TLS instead."
)


def _exposed(facts: Facts) -> Judged:
    listening, settings = facts.local.listening, facts.files.settings
    open_to = () if isinstance(listening, Unknown) else listening
    far = [one for one in open_to if not one.startswith(("127.", "[::1]"))]
    if far:
        why = "port 2375 is open to other machines"
        return problem(", ".join(far), why, _ROOT, _NATIVE)
    if not isinstance(settings, Unknown) and settings.on("ExposeDockerAPIOnTCP2375", default=False):
        return warning(
            "“Expose daemon on tcp://localhost:2375 without TLS” is on",
            "its settings say so",
            f"{_ROOT} Every program of Windows can, browsers among them.",
            "Docker Desktop: Settings → General → turn it off → Apply.",
        )
    if open_to:
        why = "port 2375 is open to programs of this machine"
        return warning(", ".join(open_to), why, _ROOT, _NATIVE)
    if isinstance(listening, Unknown):
        return unchecked(listening)
    if isinstance(settings, Unknown) and desktop_there(facts) is not False and facts.local.inside:
        return unchecked(settings, "closed in this distro")
    return good("closed", "nobody listens there")


CHECKS = (
    Check("C15", "Port 2375",
          "/proc/net/tcp, Docker Desktop's settings", SETTINGS, _exposed),
)  # fmt: skip
