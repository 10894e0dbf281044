"""`{% steps %}`: what one can do in a case; `{% timeline %}`: what was done."""

from django import template

from workflow.engine import available_steps
from workflow.models import Event
from workflow.runs import in_runs

register = template.Library()


@register.inclusion_tag("workflow/steps.html", takes_context=True)
def steps(context, case, *, only="", without="", next=""):
    """The buttons of a case for the person who looks. A step with an obstacle is shown disabled, with the sentence."""
    chosen, left_out = set(only.split()), set(without.split())
    rows = [
        {"transition": transition, "obstacles": obstacles}
        for transition, obstacles in available_steps(case, context["request"].user)
        if (not chosen or transition.name in chosen) and transition.name not in left_out
    ]
    return {"case": case, "rows": rows, "next": next or context["request"].path, "request": context["request"]}


@register.inclusion_tag("workflow/timeline.html", takes_context=True)
def timeline(context, *cases):
    """The journal of the cases, oldest first. Clients see no internal deeds and roles instead of names. The same deed done
    many times running by one person stands there once, with how often."""
    flat = [one for case in cases if case for one in (case if hasattr(case, "__iter__") else [case])]
    staff = bool(context["request"].user.roles)
    events = Event.objects.of(*flat).select_related("case_type", "actor")
    shown = [event for event in events if staff or not event.deed.internal]
    return {
        "events": in_runs(shown),
        "staff": staff,
        "request": context["request"],
    }
