"""The doubled WSL: what wsl.exe, wslpath and wslinfo print and do, over a JSON file of state."""
