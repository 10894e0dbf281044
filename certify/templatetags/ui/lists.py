"""Lists that lead somewhere: tasks, tabs, the journey, the pages of a case; and the dialog."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from certify.casefile.line import application_behind, sisters_of
from certify.templatetags.ui.library import TONE_ICONS, TONES, one_of, register
from workflow import clock

JOURNEY_ICONS = {"done": "check", "current": "", "ahead": "", "stopped": "x"}


@register.simple_block_tag
def task_list(content, *, title="", number=""):
    """Tasks in free order, each with its state; `number` counts the parts of a long list."""
    return render_to_string("ui/task_list.html", {"title": title, "number": number, "content": content})


@register.inclusion_tag("ui/task.html")
def task(*, title, url="", hint="", status="", tone="neutral"):
    """One task. Without an address it cannot be begun yet: say why in the hint."""
    one_of(tone, TONES, "task tone")
    return {"title": title, "url": url, "hint": hint, "status": status, "tone": tone, "icon": TONE_ICONS[tone]}


@register.simple_block_tag
def tabs(content, *, label):
    """Pages side by side, as links; `label` names the group for screen readers."""
    return render_to_string("ui/tabs.html", {"label": label, "content": content})


@register.inclusion_tag("ui/tab.html", takes_context=True)
def tab(context, *, label, url, active=None, count=None, icon=""):
    """One of the tabs; `count` says how much waits behind it. Without `active` the tab of the present page is."""
    request = context.get("request")
    if active is None:
        active = request is not None and request.path == str(url)
    return {"label": label, "url": url, "active": active, "count": count, "icon": icon}


@register.inclusion_tag("ui/journey.html")
def journey(*, steps, label=""):
    """The way of a case as dated steps: dicts or objects with label and status, and perhaps date, hint, means and aim.

    status: done, current, ahead, stopped. means: what the date is (on, since, begins, by, until). aim: the day by which we
    aim to be through.
    """
    rows = []
    for number, step in enumerate(steps, 1):
        read = (
            step.get if isinstance(step, dict) else lambda name, default=None, step=step: getattr(step, name, default)
        )
        status = one_of(read("status"), JOURNEY_ICONS, "status of a journey step")
        rows.append(
            {
                "number": number,
                "label": read("label"),
                "status": status,
                "icon": JOURNEY_ICONS[status],
                "date": read("date"),
                "hint": read("hint"),
                "means": read("means") or "on",
                "aim": read("aim"),
                "is_late": bool(read("aim") and read("aim") < clock.today()),
            }
        )
    return {"rows": rows, "label": label}


@register.inclusion_tag("ui/journey.html")
def case_journey(*, application):
    """The whole way of the case that began with this application, from the application to the third year."""
    from certify.journeys import journey_of  # here, since the cases of every floor stand behind it

    return journey(steps=journey_of(application).steps, label=_("Progress of this case"))


@register.simple_block_tag
def dialog(content, *, id, title):
    """A native dialog, opened by a button with `data-dialog-open="<id>"`; Esc and `data-dialog-close` close it."""
    return render_to_string("ui/dialog.html", {"id": id, "title": title, "content": content})


@register.inclusion_tag("ui/case_line.html", takes_context=True)
def case_line(context, *, case, in_file=False):
    """For staff: the case file and its sister pages beside each other. `in_file` says that the case file is the page."""
    request = context.get("request")
    if request is None or not request.user.is_authenticated or not request.user.roles:
        return {"sisters": []}
    return {"sisters": sisters_of(case, request.user), "in_file": in_file}


@register.simple_tag
def case_file_url(*, case, part=""):
    """The address of the case file, or of one of its parts, for pages that do not know it by name."""
    url = reverse("case_file", args=[application_behind(case).reference])
    return f"{url}?part={part}" if part else url
