"""docs/lifecycles.md: every machine as a diagram, its states and its steps."""

from certify.documents.words import HEAD, in_both, machines_in_order, said_in, spoken, table

INTRODUCTION = """# Lifecycles

Each kind of case moves by a small machine, declared once in its app's `lifecycle.py`. English and Chinese words stand beside
each other as the pages show them."""


def lifecycles_page() -> str:
    parts = [HEAD, INTRODUCTION]
    for machine, model in machines_in_order():
        parts.append(f"## {in_both(machine.title)}\n\n`{model._meta.label}`, in code `{machine.name}`.")
        parts.append("\n".join(diagram(machine)))
        parts.append("\n".join(states(machine)))
        parts.append("\n".join(steps(machine)))
        if machine.deeds:
            parts.append("Also journalled, without a change of state:")
            parts.append("\n".join(deeds(machine)))
    return "\n\n".join(parts) + "\n"


def diagram(machine):
    yield "```mermaid"
    yield "stateDiagram-v2"
    for state in machine.states:
        yield f'    state "{in_both(state.label)}" as {state.name}'
    yield f"    [*] --> {machine.initial}"
    for transition in machine.transitions:
        for source in transition.sources:
            yield f"    {source} --> {transition.target}: {transition.name}"
    for state in machine.states:
        if state.final:
            yield f"    {state.name} --> [*]"
    yield "```"


def states(machine):
    head = ["state", "staff say", "the client reads", "工作人员", "申请组织", "tone", "aim (days)", "final"]
    return table(
        head,
        [
            [
                f"`{state.name}`",
                said_in("en", state.label),
                said_in("en", state.for_client),
                said_in("zh-hans", state.label),
                said_in("zh-hans", state.for_client),
                state.tone,
                state.days or "",
                "yes" if state.final else "",
            ]
            for state in machine.states
        ],
    )


def steps(machine):
    head = ["step", "button", "from", "to", "stands in the way", "asks", "is told", "effect"]
    return table(
        head,
        [
            [
                f"`{step.name}`",
                in_both(step.label),
                ", ".join(f"`{source}`" for source in step.sources),
                f"`{step.target}`",
                "; ".join(spoken(obstacle) for obstacle in step.unless),
                in_both(step.note) if step.note else "",
                ", ".join(spoken(audience) for audience in step.notify),
                spoken(step.then) if step.then else "",
            ]
            for step in machine.transitions
        ],
    )


def deeds(machine):
    rows = [
        [f"`{name}`", in_both(deed.done), "staff" if deed.internal else "all"] for name, deed in machine.deeds.items()
    ]
    return table(["deed", "in the journal", "shown to"], rows)
