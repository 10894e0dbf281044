"""Buttons: what one can do here, and why not, where one cannot."""

from django.utils.crypto import get_random_string

from certify.templatetags.ui.library import one_of, register

BUTTON_TONES = ("primary", "secondary", "danger", "quiet")


@register.inclusion_tag("ui/button.html")
def button(
    *,
    text,
    tone="primary",
    type="submit",
    name="",
    value="",
    icon="",
    small=False,
    disabled_reason="",
    confirm="",
    form="",
    id="",
    wide=False,
):
    """A button of a form. `disabled_reason` shows it disabled with the sentence; `confirm` asks the sentence first."""
    one_of(tone, BUTTON_TONES, "button tone")
    one_of(type, ("submit", "button"), "button type")
    return {
        "text": text,
        "tone": tone,
        "type": type,
        "name": name,
        "value": value,
        "icon": icon,
        "small": small,
        "reason": disabled_reason,
        "reason_id": f"why-{get_random_string(8)}" if disabled_reason else "",
        "confirm": confirm,
        "form": form,
        "id": id,
        "wide": wide,
    }


@register.inclusion_tag("ui/link_button.html")
def link_button(*, url, text, tone="secondary", icon="", small=False, download=False, new_tab=False, wide=False):
    """A link that looks like a button: it leads somewhere and changes nothing."""
    one_of(tone, BUTTON_TONES, "link_button tone")
    return {
        "url": url,
        "text": text,
        "tone": tone,
        "icon": icon,
        "small": small,
        "download": download,
        "new_tab": new_tab,
        "wide": wide,
    }


@register.inclusion_tag("ui/post_button.html")
def post_button(
    *, url, text, tone="secondary", icon="", small=False, confirm="", name="", value="", disabled_reason="", next=""
):
    """A deed on its own: a form with one button. `next` is the page to come back to."""
    return {
        "url": url,
        "text": text,
        "tone": tone,
        "icon": icon,
        "small": small,
        "confirm": confirm,
        "name": name,
        "value": value,
        "disabled_reason": disabled_reason,
        "next": next,
    }
