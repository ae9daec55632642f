"""The words of the command line, as data: parsing, help and completion are made from it."""

from __future__ import annotations

from typing import NamedTuple


class Option(NamedTuple):
    """`value` is what stands for its value in help; an option without one is a flag."""

    name: str
    help: str
    value: str = ""
    short: str = ""


class Verb(NamedTuple):
    """`least` and `most` count the words after the verb, None for no limit.

    A verb with `choices` also takes the choices of the action that its first word names.
    """

    name: str
    words: str
    help: str
    options: tuple[Option, ...] = ()
    least: int = 0
    most: int | None = 0
    choices: bool = False
    more: str = ""


GLOBALS = (
    Option("--context", "talk to the engine of this docker context", "NAME"),
    Option("--read-only", "change nothing; what would is refused"),
    Option("--dry-run", "show the commands that change something, run none of them"),
    Option("--config", "read this config file", "FILE"),
    Option("--no-color", "no colours"),
    Option("--demo", "a made-up world to try everything in, without engine or WSL"),
    Option("--version", "the version, then leave"),
    Option("--help", "this help; behind a verb, the help of the verb", short="-h"),
)

JSON = Option("--json", "print JSON")
SIZES = Option("--sizes", "let the engine measure images or volumes, which may take minutes")
SINCE = Option("--since", "of events: what happened since then, as in 30m or 2h (1h)", "AGE")
PATH = Option("--path", "what is inside of that: a file, or a directory with a / behind it", "PATH")
UNMASK = Option("--unmask", "show secrets as they are")
HIDDEN = "__complete"

VERBS = {
    verb.name: verb
    for verb in (
        Verb(
            "ls", "KIND", "list what there is of a kind",
            (Option("--filter", "only what matches, as in `state:exited older:7d web`", "F"), SIZES,
             SINCE, JSON),
            1, 1,
        ),
        Verb(
            "show", "KIND NAME", "tell about one thing",
            (Option("--tab", "one more side of it, as the tabs of the screen show", "ID"), PATH,
             UNMASK, SIZES, JSON),
            2, 2,
            more="NAME is a name, a full id, a prefix of just one id, or repo:tag.",
        ),
        Verb(
            "do", "ACTION [NAME…]", "do something to one or more things",
            (
                Option("--yes", "do not ask"),
                Option("--confirm", "in place of typing this name; may be repeated", "NAME"),
                JSON,
            ),
            1, None, choices=True,
            more="`wsltui do ACTION --help` shows what it can be told: --FIELD VALUE, --CHOICE.\n"
            "Without a terminal, what asks needs --yes, and what must be confirmed by typing "
            "a name needs --confirm.\nA program on this terminal (container.exec, distro.shell) "
            "counts as done once it was started.",
        ),
        Verb(
            "config", "WHAT [get|set|unset] [KEY] [VALUE]", "see and change settings of WSL",
            (Option("--yes", "do not ask"), JSON),
            1, 4,
            more="wsltui config wsl                   all of .wslconfig and wsl.conf\n"
            "wsltui config wsl get KEY           its value, nothing where it is not set\n"
            "wsltui config wsl set KEY VALUE     write it, after showing the lines that change\n"
            "wsltui config wsl unset KEY         take it out of its file",
        ),
        Verb(
            "search", "WORD", "find images on Docker Hub",
            (Option("--limit", "so many at most (25 unless told, up to 100)", "N"), JSON),
            1, 1,
        ),
        Verb(
            "clean", "[ID]", "plan a clean-up, and with --yes do exactly that",
            (
                Option("--policy", "careful, standard, thorough or one of your own", "NAME"),
                Option("--older-than", "only what is of no use for so long, as in 7d", "AGE"),
                Option("--larger-than", "only what frees so much, as in 100MB", "SIZE"),
                Option("--label", "only what has this label; may be repeated", "K[=V]"),
                Option("--not-label", "never what has this label; may be repeated", "K[=V]"),
                Option("--name", "only what is called like this; may be repeated", "GLOB"),
                Option("--project", "only of this compose project; may be repeated", "P"),
                Option("--volume", "this named volume too; may be repeated", "NAME"),
                Option("--images", "none, dangling or unused (tagged ones too)", "WHICH"),
                Option("--keep-tags", "of unused images keep the newest N tags of each", "N"),
                Option("--networks", "unused networks too"),
                Option("--log-files", "empty containers' logs of this size or more", "SIZE"),
                Option("--apply", "a plan that was saved with --json", "FILE"),
                Option("--save-layers", "first keep the files changed in containers, as images"),
                Option("--save-images", "first keep the images in a file"),
                Option("--backup-volumes", "first keep the files of anonymous volumes too"),
                Option("--no-backup", "keep no copy of the files of named volumes"),
                Option("--no-undo", "keep nothing to undo it with"),
                Option("--resume", "go on with a clean-up that was interrupted, the newest or ID"),
                Option("--leave", "leave an interrupted clean-up as it is, for good"),
                Option("--yes", "do not ask"),
                JSON,
            ),
            0, 1,
            more="Without --yes it asks on a terminal, and only shows the plan elsewhere.\n"
            "What is pinned, in use or a named volume that was not named stays.\n"
            "What undo needs is written down before, with the files of named volumes.\n"
            "A clean-up that was interrupted is told of on stderr. It is neither gone on with nor\n"
            "undone unasked, with --yes neither: what it left is judged anew like all else, and\n"
            "--resume, --leave and `wsltui undo ID` stay possible.",
        ),
        Verb(
            "undo", "[ID]", "bring back what was removed last",
            (Option("--list", "what can be undone"), Option("--yes", "do not ask"), JSON),
            0, 1,
        ),
        Verb(
            "pin", "add|list|remove", "keep things from ever being removed",
            (
                Option("--pattern", "all whose name matches", "GLOB"),
                Option("--label", "all with this label", "K[=V]"),
                Option("--project", "all of this compose project", "P"),
                JSON,
            ),
            1, 3,
            more="wsltui pin add KIND NAME pins one thing by its name or id.\n"
            "What is pinned is kept by every removal: the screen, do and clean.",
        ),
        Verb(
            "doctor", "", "see whether Docker, WSL and this distro fit together",
            (
                Option("--report", "write a report without private names, shown before", "FILE"),
                Option("--first-run", "the way to a first container: what is done, what is left"),
                Option("--speed", "measure this directory against the Linux file system"),
                JSON,
            ),
            more="22 checks, each with what was found, what it means and what to do. Nothing is\n"
            "started or changed, and nothing needs an administrator. What cannot be looked at is\n"
            "called unchecked, with the reason. The exit code is 1 where there is a problem.",
        ),
        Verb(
            "logs", "[NAME…]", "print the logs of one or more things, in the order of time",
            (
                Option("--follow", "go on with what comes, until it ends or ctrl+c", short="-f"),
                Option("--tail", "only the last N lines of each", "N"),
                Option("--since", "from this moment on: 10m, 2h, 14:30, 2026-01-31", "T"),
                Option("--until", "up to this moment", "T"),
                Option("--timestamps", "with the time before each line", short="-t"),
                Option("--grep", "only lines that match this regular expression", "RE"),
                Option("--level", "only what is as grave: debug, info, warn or error", "L"),
                Option("--stderr", "only what was written on stderr"),
                Option("--project", "of all that belong to this compose project", "P"),
                Option("--json", "print JSON, one object a line"),
            ),
            0, None,
            more="Of several logs each line begins with the name. Colours are kept on a terminal "
            "alone,\nother escape sequences nowhere. Capitals in RE count only where it holds one."
            "\nA line of more than 16 KiB is cut, with its size said.",
        ),
        Verb(
            "stats", "[NAME…]", "measure what containers that run use", (JSON,), 0, None,
            more="All of them, or the ones named; it takes two samples, a second apart.\n"
            "CPU is percent of one core: 400 % is four cores busy.",
        ),
        Verb("actions", "", "list all that can be done", (JSON,)),
        Verb(
            "jobs", "[ID]", "list jobs on distros that go on, or were cut short",
            (
                Option("--keep", "leave what the job ID left behind, and tell of it no more"),
                Option("--delete", "delete the file that the job ID left behind"),
                Option("--yes", "do not ask"),
                JSON,
            ),
            0, 1,
            more="One job at a time works on a distro, whichever wsltui began it. What a crash\n"
            "left behind is told of on stderr until it is kept or deleted.",
        ),
        Verb(
            "history", "", "list the commands that wsltui ran",
            (
                JSON,
                Option("--all", "those that only read, too"),
                Option("--limit", "the last N (100 unless told; 0 for all)", "N"),
            ),
        ),
        Verb(
            "completion", "bash|zsh|fish", "print a completion script", (), 1, 1,
            more="bash: wsltui completion bash > ~/.local/share/bash-completion/completions/wsltui"
            "\nzsh:  wsltui completion zsh > a file called _wsltui in a directory of $fpath"
            "\nfish: wsltui completion fish > ~/.config/fish/completions/wsltui.fish",
        ),
    )
}  # fmt: skip


def usage(verb: Verb) -> str:
    """`wsltui ls KIND [--filter F] [--json]`"""
    parts = ["wsltui", verb.name, verb.words]
    parts += [f"[{spelled(option)}]" for option in verb.options]
    parts += ["[--CHOICE…]"] if verb.choices else []
    return " ".join(filter(None, parts))


def spelled(option: Option) -> str:
    """`--filter F`, or `-h, --help`."""
    name = f"{option.short}, {option.name}" if option.short else option.name
    return f"{name} {option.value}" if option.value else name
