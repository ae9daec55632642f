"""Words of wsl.exe in the demo world."""

from __future__ import annotations

from tui.run.demo.records import DemoDistro
from tui.run.demo.reply import Refusal, Words
from tui.run.demo.world import World

SUCCESS = "The operation completed successfully. \n"
NOT_FOUND = (
    "There is no distribution with the supplied name.\n"
    "Error code: Wsl/Service/WSL_E_DISTRO_NOT_FOUND"
)
WSL2 = "For information on key differences with WSL 2 please visit https://aka.ms/wsl2\n"
SPARSE_DISABLED = (
    "Sparse VHD support is currently disabled due to potential data corruption.\n"
    "To force a distribution to use a sparse VHD, please run:\n"
    "wsl.exe --manage <DistributionName> --set-sparse true --allow-unsafe\n"
    "Error code: Wsl/Service/E_INVALIDARG"
)
IN_USE = (
    "The operation could not be completed because the VHD is currently in use."
    " To force WSL to stop use: wsl.exe --shutdown\n"
    "Error code: Wsl/Service/WSL_E_DISTRO_NOT_STOPPED"
)
FAILED = 255


def find_distro(world: World, name: str) -> DemoDistro:
    found = next((d for d in world.distros if d.name.lower() == name.lower()), None)
    if found is None:
        raise Refusal(NOT_FOUND, FAILED)
    return found


def named(option: str, words: Words) -> str:
    if not words:
        raise Refusal(f"Argument {option} is missing a required parameter.", FAILED)
    return words[0]
