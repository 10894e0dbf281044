"""Machines are plain tables that refuse to contradict themselves."""

import subprocess
import sys

import pytest

from workflow.machine import Deed, Machine, State, StepRefused, Transition, UnknownStep

OPEN, SHUT = State("open", "Open", "Open for you", "active"), State("shut", "Shut", "Shut for you", final=True)


def anybody(actor, case):
    return True


def step(name="shut", sources=("open",), target="shut", **more):
    return Transition(name, sources, target, name.title(), f"did {name}", by=anybody, **more)


def machine(*transitions, states=(OPEN, SHUT), **more):
    return Machine("door", "Door", states, transitions, **more)


def test_the_first_state_is_the_initial_one():
    assert machine(step()).initial == "open"


def test_steps_are_found_by_name_and_by_state():
    close, knock = step(), step("knock", target="open")
    door = machine(close, knock)
    assert door.step("knock") is knock
    assert door.steps_from("open") == [close, knock]
    assert door.steps_from("shut") == []
    assert door.state("shut") is SHUT


def test_an_unknown_step_is_named():
    with pytest.raises(UnknownStep, match="door has no step 'fly'"):
        machine(step()).step("fly")


@pytest.mark.parametrize(
    ("build", "sentence"),
    [
        (lambda: machine(states=(OPEN, OPEN)), "door: a state is named twice"),
        (lambda: machine(step(), step()), "door: a step or deed is named twice"),
        (lambda: machine(step(), deeds={"shut": Deed("did it")}), "door: a step or deed is named twice"),
        (lambda: machine(step(target="ajar")), r"door\.shut: unknown state \['ajar'\]"),
        (lambda: machine(step(sources=("ajar",))), r"door\.shut: unknown state \['ajar'\]"),
        (lambda: machine(step("reopen", ("shut",), "open")), r"door\.reopen: leaves the final state \['shut'\]"),
        (lambda: State("odd", "Odd", "Odd", "purple"), "odd: no tone 'purple'"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(build, sentence):
    with pytest.raises(ValueError, match=sentence):
        build()


def test_obstacles_are_sentences_in_the_order_written_and_nothings_are_left_out():
    late, rainy, fine = (
        (lambda case, actor: "It is late."),
        (lambda case, actor: "It rains."),
        (lambda case, actor: None),
    )
    assert step(unless=(late, fine, rainy)).obstacles(None, None) == ["It is late.", "It rains."]


def test_a_refusal_keeps_its_sentences_apart_and_reads_as_one_text():
    refusal = StepRefused("It is late.", "It rains.")
    assert refusal.sentences == ["It is late.", "It rains."]
    assert str(refusal) == "It is late. It rains."


def test_the_module_needs_no_django():
    program = (
        "import sys, workflow.machine; print(sorted(m for m in sys.modules if m.startswith(('django', 'celery'))))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


@pytest.mark.parametrize(("days", "final"), [(0, False), (-3, False), (5, True)])
def test_an_aim_is_a_day_or_more_and_never_of_a_final_state(days, final):
    with pytest.raises(ValueError, match="an aim is a day or more, and a final state has none"):
        State("open", "Open", "Open", final=final, days=days)
