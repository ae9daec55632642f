"""The completion scripts: each hands the line to `wsltui __complete` and shows what it prints."""

from __future__ import annotations

SCRIPTS = {
    "bash": r"""# completion of wsltui for bash
_wsltui() {
  mapfile -t COMPREPLY < <(
    wsltui __complete bash "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null
  )
}
complete -F _wsltui wsltui
""",
    "zsh": r"""#compdef wsltui
# completion of wsltui for zsh
_wsltui() {
  local -a values shown
  local line
  for line in "${(@f)$(wsltui __complete zsh "${(j: :)words[1,CURRENT]}" 2>/dev/null)}"; do
    [[ -n $line ]] || continue
    values+=("${line%%$'\t'*}")
    shown+=("${line/$'\t'/  -- }")
  done
  (( $#values )) && compadd -l -d shown -a values
}
if [[ $funcstack[1] == _wsltui ]]; then
  _wsltui "$@"
else
  compdef _wsltui wsltui
fi
""",
    "fish": r"""# completion of wsltui for fish
complete -c wsltui -f -a '(wsltui __complete fish (commandline -cp) 2>/dev/null)'
""",
}
