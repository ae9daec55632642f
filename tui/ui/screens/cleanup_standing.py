"""What the header of the clean-up says, from the session and the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.core.cleanup.policy_words import described
from tui.ui.widgets.cleanup_header import Standing

if TYPE_CHECKING:
    from tui.session.session import Session
    from tui.ui.planning import Planning


def standing(
    session: Session, planning: Planning, policies: tuple[str, ...], *, failed: bool
) -> Standing:
    facts = session.health["docker"].facts if "docker" in session.health else {}
    engine = facts.get("platform") or facts.get("server_version", "")
    return Standing(
        policy=planning.policy.name,
        about=described(planning.policy),
        policies=policies,
        engine=engine.partition(" (")[0],
        context=facts.get("context", ""),
        plan=planning.plan,
        failed=failed,
        demo=session.demo,
        read_only=session.runner.read_only,
        dry_run=session.runner.dry_run,
    )
