"""The preview of letters: every one there is, in both languages, to clients and to staff; no case and no person is read."""

from urllib.parse import urlencode

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from certify.design import demand_design
from certify.letter_samples import names, sample, subject
from workflow.letters import WHEN_DARK

CHOICES = {  # what the page of a letter lets one choose; the first is meant where nothing is chosen
    "language": ("zh-hans", "en"),
    "reader": ("client", "staff"),
    "theme": ("light", "dark"),
    "width": ("wide", "phone"),
}


CHOICE_LABELS = {
    "language": _("Language"),
    "reader": _("Reader"),
    "theme": _("Colours"),
    "width": _("Width"),
}
OPTION_LABELS = {
    "zh-hans": "中文",
    "en": "English",
    "client": _("Client"),
    "staff": _("Staff"),
    "light": _("Light"),
    "dark": _("Dark"),
    "wide": _("Desktop"),
    "phone": _("Phone"),
}
GROUPS = (
    ("emails/application/", _("Application")),
    ("emails/audit/", _("Audit")),
    ("emails/nonconformity/", _("Nonconformity")),
    ("emails/decision/", _("Certification decision")),
    ("emails/certificate/", _("Certificate")),
    ("emails/surveillance/", _("Surveillance")),
    (("emails/accounts/", "account/", "mfa/"), _("Accounts")),
)


@require_safe
def letters(request):
    """Every letter by its subject, in the language of the page."""
    demand_design(request)
    language = translation.get_language()
    groups = [
        {"title": title, "letters": [(name, subject(name, language)) for name in names() if name.startswith(folder)]}
        for folder, title in GROUPS
    ]
    return render(request, "ui/letters/list.html", {"groups": groups})


@require_safe
def letter(request, name):
    """One letter as text and, in a frame, as HTML."""
    demand_design(request)
    chosen = shown(request, name)
    written = sample(name, language=chosen["language"], reader=chosen["reader"])
    facts = {"name": name, "chosen": chosen, "letter": written, "query": urlencode(chosen), "choices": links(chosen)}
    return render(request, "ui/letters/letter.html", facts)


@require_safe
@xframe_options_sameorigin
@csp_replace(
    {
        "style-src": [UNSAFE_INLINE],
        "frame-ancestors": [SELF],
        "img-src": [NONE],
        "script-src": [NONE],
        "form-action": [NONE],
        "sandbox": True,
    }
)
def letter_html(request, name):
    """The HTML of a letter by itself. It is styled in its elements, which the policy of every other page forbids; here it may,
    and nothing else: no script, no form, no picture."""
    demand_design(request)
    chosen = shown(request, name)
    html = sample(name, language=chosen["language"], reader=chosen["reader"]).html
    theme = "@media all" if chosen["theme"] == "dark" else "@media not all"
    return HttpResponse(html.replace(WHEN_DARK, theme))


def shown(request, name) -> dict:
    """What was chosen in the address, anything unknown as if nothing was; 404 for a letter there is not."""
    if name not in names():
        raise Http404
    own = {"language": translation.get_language()} | request.GET.dict()
    return {key: own[key] if own.get(key) in known else known[0] for key, known in CHOICES.items()}


def links(chosen) -> list[dict]:
    """For every choice its name and its options, each with the address that changes it alone."""
    return [
        {
            "label": CHOICE_LABELS[key],
            "options": [
                (OPTION_LABELS[option], "?" + urlencode(chosen | {key: option}), chosen[key] == option)
                for option in options
            ],
        }
        for key, options in CHOICES.items()
    ]
