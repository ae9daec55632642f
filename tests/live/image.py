"""Images for the live tests, made on the spot from the machine's static busybox: no network."""

import functools
import io
import json
import subprocess
import tarfile
from collections.abc import Mapping
from urllib.parse import urlencode

from tests.live.engine import EngineError, PrivateEngine
from tests.live.machine import busybox

BUSYBOX = "wsltui-test/busybox:latest"
# SIGKILL: `docker stop` then takes 0.1 s, not the 10 s that a shell as pid 1 would make it wait
DOCKERFILE = """\
FROM scratch
ADD rootfs.tar /
ENV PATH=/bin
STOPSIGNAL SIGKILL
CMD ["/bin/sh"]
"""


def build_busybox(engine: PrivateEngine) -> str:
    """Build the base image of all others, unless it is there; return its id."""
    images = engine.get("/images/json?" + urlencode({"filters": f'{{"reference":["{BUSYBOX}"]}}'}))
    return str(images[0]["Id"]) if images else build(engine, BUSYBOX, DOCKERFILE, rootfs())


def build(
    engine: PrivateEngine,
    tag: str | None,
    dockerfile: str,
    files: Mapping[str, bytes] | None = None,
) -> str:
    """Build with the classic builder and return the image id; without a tag it is dangling."""
    context = archive({"Dockerfile": dockerfile.encode(), **(files or {})})
    query = urlencode({"t": tag} if tag else {})
    said = engine.api("POST", f"/build?{query}", context, timeout=30)
    lines = [json.loads(line) for line in said.splitlines() if line]
    ids = [line["aux"]["ID"] for line in lines if "ID" in line.get("aux", {})]
    if not ids:
        raise EngineError(f"building {tag}: {said[-500:]}")
    return str(ids[-1])


def build_with_layer(engine: PrivateEngine, tag: str | None, size: int, seed: int = 0) -> str:
    """Build busybox plus one layer of `size` bytes of its own; other seeds make other layers."""
    payload = (f"{seed:016d}" * (size // 16 + 1)).encode()[:size]
    return build(engine, tag, f"FROM {BUSYBOX}\nCOPY payload /payload\n", {"payload": payload})


def archive(files: Mapping[str, bytes], links: Mapping[str, str] | None = None) -> bytes:
    """Pack files and symbolic links (path to target), all executable, into a tar archive."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(data), 0o755
            tar.addfile(entry, io.BytesIO(data))
        for name, target in (links or {}).items():
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = tarfile.SYMTYPE, target
            tar.addfile(entry)
    return packed.getvalue()


@functools.cache
def rootfs() -> dict[str, bytes]:
    """Return the build context's rootfs.tar: busybox, a link for each applet, a root user."""
    binary = busybox()
    listed = subprocess.run([binary, "--list"], capture_output=True, text=True, check=True)
    applets = set(listed.stdout.split()) - {"busybox"}  # that link would point at itself
    files = {"bin/busybox": binary.read_bytes(), "etc/passwd": b"root:x:0:0:root:/:/bin/sh\n"}
    links = {f"bin/{applet}": "busybox" for applet in applets}
    return {"rootfs.tar": archive(files, links)}
