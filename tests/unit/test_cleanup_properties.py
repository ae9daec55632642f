"""Whatever exists and whatever is asked for: a plan is safe, closed, honest and the same."""

from __future__ import annotations

import copy
import json
from random import Random

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from tests.unit.cleanup_draws import engines, eyes, pins, policies
from tests.unit.cleanup_engine import Engine
from tests.unit.cleanup_worlds import UNDO, UNTIL, Eyes, held_by_undo
from tui.core.cleanup.loaded import plan_from_json
from tui.core.cleanup.pins import Pin, Subject, pinned_by
from tui.core.cleanup.plan import Keeping, Plan, Verdict, make_plan
from tui.core.cleanup.policy import PRESETS, Policy
from tui.core.cleanup.saved import plan_json
from tui.core.cleanup.world import Class, Ref

keepings = st.sampled_from([Keeping(), UNDO])
often = settings(
    max_examples=250, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def applied(engine: Engine, plan: Plan) -> Engine:
    """The engine after the plan; raises Conflict if it refuses a step."""
    after = copy.deepcopy(engine)
    for item in plan.removals:
        for command in item.commands:
            after.run(command)
    return after


def refs(plan: Plan) -> set[Ref]:
    return {item.ref for item in plan.removals}


@often
@given(engines, eyes, policies, pins, keepings)
def test_no_step_is_refused_and_exactly_the_listed_things_go(
    engine: Engine, eye: Eyes, policy: Policy, pinned: tuple[Pin, ...], keeping: Keeping
) -> None:
    plan = make_plan(eye.world(engine), policy, pinned, keeping=keeping)
    after = applied(engine, plan)
    gone = {t.ref for t in Eyes().world(engine).things} - {
        t.ref for t in Eyes().world(after).things
    }
    assert {ref for ref in gone if ref[0] is not Class.LOG_FILE} == {
        ref for ref in refs(plan) if ref[0] is not Class.LOG_FILE
    }
    event(f"removes {min(len(plan.removals), 5)}")


@often
@given(engines, eyes, policies, pins, keepings)
def test_the_real_gain_is_within_the_bounds(
    engine: Engine, eye: Eyes, policy: Policy, pinned: tuple[Pin, ...], keeping: Keeping
) -> None:
    plan = make_plan(eye.world(engine), policy, pinned, keeping=keeping)
    gain = engine.disk - applied(engine, plan).disk
    assert plan.bytes_min <= gain <= plan.bytes_max
    assert all(0 <= item.bytes_min <= item.bytes_max for item in plan.items)


@often
@given(engines, eyes, policies, pins, keepings)
def test_planning_after_applying_finds_nothing_more(
    engine: Engine, eye: Eyes, policy: Policy, pinned: tuple[Pin, ...], keeping: Keeping
) -> None:
    plan = make_plan(eye.world(engine), policy, pinned, keeping=keeping)
    world = eye.world(applied(engine, plan), held_by_undo(plan))
    again = make_plan(
        world, policy, pinned, keeping=Keeping("u2", UNTIL) if keeping.id else keeping
    )
    assert [i.reason for i in again.removals if i.thing.kind is not Class.LOG_FILE] == []
    assert not sum(item.bytes_max for item in again.removals)


@often
@given(engines, eyes, policies, pins, keepings, st.data())
def test_nothing_that_is_used_named_pinned_or_held_goes(
    engine: Engine,
    eye: Eyes,
    policy: Policy,
    pinned: tuple[Pin, ...],
    keeping: Keeping,
    data: st.DataObject,
) -> None:
    every = [thing.ref for thing in Eyes().world(engine).things]
    held = data.draw(st.sets(st.sampled_from(every), max_size=3))
    plan = make_plan(
        eye.world(engine, dict.fromkeys(held, ("u0", UNTIL))), policy, pinned, keeping=keeping
    )
    assert not refs(plan) & (held | held_by_undo(plan).keys())
    staying = [item.thing for item in plan.items if item.verdict is Verdict.KEEP]
    used = {ref for t in staying if t.kind is not Class.LOG_FILE for ref in t.uses}
    assert not refs(plan) & used
    for item in plan.removals:
        thing = item.thing
        assert not thing.alive
        assert not thing.in_use
        assert not thing.predefined
        if thing.kind is Class.VOLUME:
            assert thing.anonymous or thing.name in policy.volumes
        subject = Subject(thing.kind, thing.called, thing.labels, thing.project, thing.id)
        assert pinned_by(pinned, subject) is None


@often
@given(engines, eyes, policies, pins, keepings)
def test_everything_is_listed_once_with_a_reason(
    engine: Engine, eye: Eyes, policy: Policy, pinned: tuple[Pin, ...], keeping: Keeping
) -> None:
    world = eye.world(engine)
    plan = make_plan(world, policy, pinned, keeping=keeping)
    assert sorted(i.ref for i in plan.items) == sorted(t.ref for t in world.things)
    assert all(item.reason.strip() and item.reason.isprintable() for item in plan.items)
    assert all(bool(i.commands) == (i.verdict is Verdict.REMOVE) for i in plan.items)
    classes = [list(Class).index(i.thing.kind) for i in plan.removals]
    assert classes == sorted(classes)


@often
@given(engines, eyes, policies, pins, keepings, st.data())
def test_unticking_leaves_a_part_that_is_as_safe(
    engine: Engine,
    eye: Eyes,
    policy: Policy,
    pinned: tuple[Pin, ...],
    keeping: Keeping,
    data: st.DataObject,
) -> None:
    world = eye.world(engine)
    whole = make_plan(world, policy, pinned, keeping=keeping)
    if not whole.removals:
        return
    unticked = data.draw(st.frozensets(st.sampled_from([i.ref for i in whole.removals])))
    part = make_plan(world, policy, pinned, keeping=keeping, unticked=unticked)
    assert refs(part) <= refs(whole) - unticked
    needed = {r for i in whole.removals if i.ref in unticked for r in i.thing.uses}
    assert not refs(part) & needed - {r for r in needed if r[0] is Class.LOG_FILE}
    after = applied(engine, part)
    assert part.bytes_min <= engine.disk - after.disk <= part.bytes_max
    again = make_plan(
        eye.world(after, held_by_undo(part)), policy, pinned, keeping=keeping, unticked=unticked
    )
    assert not {ref for ref in refs(again) if ref[0] is not Class.LOG_FILE}


@often
@given(engines, eyes, policies, pins, keepings, st.randoms(use_true_random=False))
def test_the_order_of_what_was_gathered_does_not_matter(
    engine: Engine,
    eye: Eyes,
    policy: Policy,
    pinned: tuple[Pin, ...],
    keeping: Keeping,
    random: Random,
) -> None:
    world = eye.world(engine)
    things = [*world.things, *world.things[:2]]
    random.shuffle(things)
    other = type(world)(**{**vars(world), "things": tuple(things)})
    first = make_plan(world, policy, pinned, keeping=keeping)
    assert make_plan(other, policy, pinned, keeping=keeping) == first


@often
@given(engines, eyes, pins, keepings)
def test_a_bolder_preset_removes_no_less(
    engine: Engine, eye: Eyes, pinned: tuple[Pin, ...], keeping: Keeping
) -> None:
    world = eye.world(engine)
    careful, standard, thorough = (
        refs(make_plan(world, policy, pinned, keeping=keeping)) for policy in PRESETS.values()
    )
    assert careful <= standard <= thorough


@often
@given(engines, eyes, policies, pins, keepings)
def test_a_plan_comes_back_from_json(
    engine: Engine, eye: Eyes, policy: Policy, pinned: tuple[Pin, ...], keeping: Keeping
) -> None:
    plan = make_plan(eye.world(engine), policy, pinned, keeping=keeping)
    data = json.loads(json.dumps(plan_json(plan)))
    totals, items = data["totals"], data["items"]
    gone = [item for item in items if item["verdict"] == "remove"]
    assert (totals["remove"], totals["keep"]) == (len(gone), len(items) - len(gone))
    assert totals["bytes_min"] == plan.bytes_min == sum(item["bytes_min"] for item in gone)
    assert totals["bytes_max"] == plan.bytes_max == sum(item["bytes_max"] for item in gone)
    back = plan_from_json(data)
    assert [(i.ref, i.commands) for i in back.removals] == [
        (i.ref, i.commands) for i in plan.removals
    ]
    assert plan_json(back) == data
    assert back.policy == policy
