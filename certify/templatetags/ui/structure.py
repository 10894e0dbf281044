"""The parts a page is made of: header, cards, alerts, lists of facts, figures."""

from django.template.loader import render_to_string

from certify.templatetags.ui.library import TONE_ICONS, one_of, register, stripped


@register.simple_block_tag
def capture(content):
    """Markup kept under a name for another component: `{% capture as actions %}…{% endcapture %}`."""
    return stripped(content)


@register.simple_block_tag(takes_context=True)
def page_header(
    context, content, *, title, subtitle="", reference="", case=None, badges="", back_url="", back_label=""
):
    """The heading of a page. Its content is the row of buttons; `case` adds its state."""
    return render_to_string(
        "ui/page_header.html",
        {
            "title": title,
            "subtitle": subtitle,
            "reference": reference,
            "case": case,
            "user": context.get("user"),
            "badges": badges,
            "back_url": back_url,
            "back_label": back_label,
            "actions": stripped(content),
        },
    )


@register.inclusion_tag("ui/crumb.html")
def crumb(*, label, url=""):
    """One step of the breadcrumbs; without an address it is the page itself."""
    return {"label": label, "url": url}


@register.simple_block_tag
def card(content, *, title="", subtitle="", icon="", id="", actions="", footer="", tone="", flush=False, level=2):
    """A framed part of a page. `flush` leaves out the padding (tables, task lists); `level` is the heading's."""
    one_of(tone, ("", "good", "warning", "danger", "accent", "waiting"), "card tone")
    one_of(level, (2, 3, 4), "card level")
    return render_to_string(
        "ui/card.html",
        {
            "title": title,
            "subtitle": subtitle,
            "icon": icon,
            "id": id,
            "actions": actions,
            "footer": footer,
            "tone": tone,
            "flush": flush,
            "heading": f"h{level}",
            "content": content,
        },
    )


@register.simple_block_tag
def alert(content, *, tone="info", title="", icon="", role=""):
    """A message in a tone. `role="status"` or `"alert"` has it read aloud when it appears."""
    one_of(tone, ("info", "good", "warning", "danger", "neutral"), "alert tone")
    one_of(role, ("", "status", "alert"), "alert role")
    context = {"tone": tone, "title": title, "icon": icon or TONE_ICONS[tone], "role": role, "content": content}
    return render_to_string("ui/alert.html", context)


@register.simple_block_tag
def data_list(content, *, columns=1):
    """Facts, each with its label; one to three columns, always one on a phone."""
    one_of(columns, (1, 2, 3), "columns of data_list")
    return render_to_string("ui/data_list.html", {"columns": columns, "content": content})


@register.simple_block_tag
def data_row(content, *, label, change_url="", change_label="", wide=False, missing=False):
    """One fact. Nothing to show says "Not given"; `change_url` adds the link of "check your answers"."""
    return render_to_string(
        "ui/data_row.html",
        {
            "label": label,
            "change_url": change_url,
            "change_label": change_label or label,
            "wide": wide,
            "value": "" if missing else stripped(content),
        },
    )


@register.inclusion_tag("ui/empty_state.html")
def empty_state(*, icon, title, text="", action_url="", action_label=""):
    """What stands where a list has nothing to show: why, and what one can do."""
    return {"icon": icon, "title": title, "text": text, "action_url": action_url, "action_label": action_label}


@register.inclusion_tag("ui/progress.html")
def progress(*, value, maximum, label, show_count=True):
    """How far something is, in words and as a bar."""
    return {"value": value, "maximum": max(maximum, 1), "total": maximum, "label": label, "show_count": show_count}


@register.inclusion_tag("ui/stat.html")
def stat(*, label, value, hint="", url="", tone="", icon=""):
    """One figure with its name; a link where there is more behind it."""
    one_of(tone, ("", "good", "warning", "danger", "waiting", "active"), "stat tone")
    return {"label": label, "value": value, "hint": hint, "url": url, "tone": tone, "icon": icon}
