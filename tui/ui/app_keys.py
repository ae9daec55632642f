"""The keys that belong to no kind: moving between panes, looking, leaving."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AppKey:
    """`method` is the screen's action behind it; `footer` its place there, 0 for none.

    `wants` is what a kind must have for the key to mean anything; `also` are words that one looks
    for it by.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    help: str
    method: str
    footer: int = 0
    wants: str = ""
    also: tuple[str, ...] = ()


APP_KEYS: tuple[AppKey, ...] = (
    *(
        AppKey(
            f"app.pane-{n}", (str(n),), f"Pane {n}", f"Go to pane {n}", f"pane({n})",
        )
        for n in range(1, 10)
    ),
    AppKey("app.clean", ("X",), "Clean up", "What could go, what it frees and why; nothing goes "
           "unasked", "clean", footer=95, also=("docker system prune, free space",)),
    AppKey("app.undo", ("U",), "Undo", "Bring back what was removed last", "undo"),
    AppKey("app.trash", (), "Trash", "All that can be brought back, with its age and size",
           "trash"),
    AppKey("app.doctor", ("0",), "Doctor", "Whether Docker, WSL and this distro fit together, and "
           "what to do", "doctor", footer=96,
           also=("problems, trouble, repair, fix, docker is not found, requirements",)),
    AppKey("app.type", ("!",), "Run docker", "Type a docker command, with completion of names",
           "type"),
    AppKey("app.first-run", (), "First run", "The way to a first container, as steps that tick "
           "themselves", "first_run", also=("install docker desktop, set up, get started",)),
    AppKey("app.speed", (), "Measure this directory", "How fast small files are here, against the "
           "Linux file system; they are removed again", "speed",
           also=("speed, slow files, benchmark",)),
    AppKey("app.menu", ("x",), "More", "Everything that can be done here", "menu", footer=80),
    AppKey("app.filter", ("/",), "Filter", "Show only what matches: words, state:exited, older:7d",
           "filter", footer=70),
    AppKey("app.palette", ("ctrl+p", ":"), "Palette", "Find a pane or an action by its name or "
           "by the command that does it", "palette"),
    AppKey("app.help", ("?", "f1"), "Help", "All keys", "help", footer=90),
    AppKey("app.copy", ("y",), "Copy", "Send the name of the row to the terminal's clipboard",
           "copy"),
    AppKey("app.logs", ("l",), "Logs", "The log of the row, or of all marked ones by time; ? there "
           "tells its keys", "logs",
           footer=25, wants="logs"),
    AppKey("app.project-logs", ("L",), "Logs of the project", "The logs of all that belong to the "
           "same compose project, by time", "logs(True)", wants="logs"),
    AppKey("app.inspect", ("i",), "Inspect", "All that is known of the row, as a tree", "inspect"),
    AppKey("app.next-tab", ("]",), "Next tab", "Next tab of the detail", "tab(1)"),
    AppKey("app.previous-tab", ("[",), "Previous tab", "Previous tab of the detail", "tab(-1)"),
    AppKey("app.return", ("backspace",), "Return", "Back to where a link was followed from, or out "
           "of a directory", "return"),
    AppKey("app.measure", ("z",), "Measure sizes", "Let the engine measure images and volumes, "
           "which may take minutes", "measure"),
    AppKey("app.widen", ("+",), "Widen", "Give the pane the whole width, and back", "widen"),
    AppKey("app.live", ("%",), "Live columns", "Columns of what the rows in sight use, measured "
           "while they are shown", "live", also=("docker stats, cpu, top",)),
    AppKey("app.log", ("@", "ctrl+l"), "Commands", "Unfold or fold the command log", "log"),
    AppKey("app.output", ("V",), "Output", "What the last builds, pulls and pushes said", "output"),
    AppKey("app.search", (), "Search Docker Hub", "Find an image by a word and pull it: docker "
           "search", "search"),
    AppKey("app.refresh", ("f5", "ctrl+r"), "Refresh", "Read everything again", "refresh"),
    AppKey("app.edit-config", (), "Edit the config", "Open the config file in $EDITOR and read it "
           "again", "app.edit_config"),
    AppKey("app.back", ("escape",), "Back", "Leave the detail, the filter, the wide pane", "back"),
    AppKey("app.quit", ("q",), "Quit", "Leave wsltui", "quit"),
    AppKey("app.interrupt", ("ctrl+c",), "Stop", "Copy the selected text; else cancel the running "
           "job; else quit", "interrupt"),
)  # fmt: skip
