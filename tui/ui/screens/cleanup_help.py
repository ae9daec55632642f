"""The keys of the clean-up."""

from __future__ import annotations

from tui.ui.screens.help import HelpRow, HelpSection

SECTIONS = (
    HelpSection(
        "Clean-up",
        (
            HelpRow("space", "Tick", "Let it go, or spare it; marked rows all at once"),
            HelpRow("y A", "Clean up", "Show exactly what will run, then ask"),
            HelpRow("p", "Policy", "The next policy: careful, standard, thorough, your own"),
            HelpRow("b", "Pin", "Keep it from every removal, or no longer"),
            HelpRow("r F5", "Plan anew", "Ask the engine again"),
            HelpRow("enter", "Details", "Why it goes or stays, and the truth about the disk"),
            HelpRow("c", "Copy", "Copy the steps that give space back to Windows"),
            HelpRow("i", "Plan as JSON", "As `wsltui clean --json` prints it; y copies it"),
            HelpRow("U", "Undo", "Bring back what was removed last"),
            HelpRow("/", "Filter", "class:image, verdict:keep, older:7d, larger:100MB"),
            HelpRow("ctrl+c", "Stop", "Stop a clean-up between two steps"),
            HelpRow("esc q", "Back", "Leave; a clean-up that runs goes on"),
        ),
    ),
    HelpSection(
        "Marking and sorting",
        (
            HelpRow("v", "Mark", "Mark from the last mark to here"),
            HelpRow("a", "Mark all", "Mark all in the filter, or none"),
            HelpRow("\\", "Clear", "Clear the marks"),
            HelpRow("< >", "Sort", "Sort by another column"),
            HelpRow("I", "Turn", "Turn the sort round"),
        ),
    ),
)
