"""The certification agreement: made as a PDF from frozen terms, accepted with name, time and the document's hash."""

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import Agreement
from applications.terms import both, terms_of
from files.intake import store_file
from files.kinds import PDF
from printing.errors import PrintingRefused
from workflow import clock
from workflow.counters import next_reference
from workflow.machine import Obstructed

TEMPLATE = "applications/agreement.pdf.html"
TITLE = gettext_lazy("Certification agreement")


def issue_agreement(application, *, by, note, facts):
    """The effect of `accept`: the agreement's terms are frozen and its PDF is stored. Obstructed where it cannot be printed."""
    from printing.engine import render_pdf  # with the first PDF: it costs every start 0.7 s

    reference = next_reference("C")
    terms = terms_of(application, reference=reference)
    title = both(TITLE)
    try:
        pdf = render_pdf(
            TEMPLATE,
            {
                "terms": terms,
                "title": title["zh"],
                "subtitle": f"{title['en']} · {terms['date']}",
                "reference": reference,
            },
            language="zh-hans",
            checked_text={_("name of the organisation"): terms["client"]["name"], _("scope"): terms["scope"]},
        )
    except PrintingRefused as refusal:
        raise Obstructed(_("The agreement cannot be printed. %(reason)s") % {"reason": refusal}) from refusal
    stored = store_file(ContentFile(pdf, name=f"{reference}.pdf"), by=None, accept=(PDF,))
    Agreement.objects.create(
        application=application, reference=reference, terms=terms, stored=stored, issued_at=clock.now()
    )
    return {"agreement": reference, "sha256": stored.sha256, "fee": terms["fee"], "days": terms["days"]}


def accept_agreement(application, *, by, note, facts):
    """The effect of `agree`, with the facts `name` (of who signs) and `sha256` (of the document that was read).

    Obstructed where the name is missing or the hash is not the one of the stored document.
    """
    agreement = Agreement.objects.select_for_update(of=("self",)).select_related("stored").get(application=application)
    name = str(facts.get("name", "")).strip()
    if not name:
        raise Obstructed(_("Open the agreement, and type your name to accept it."))
    if facts.get("sha256") != agreement.stored.sha256:
        raise Obstructed(
            _("The agreement you read is not the one on file. Reload the page, read it again and accept it.")
        )
    agreement.accepted_by, agreement.accepted_name = by, name[:80]
    agreement.accepted_sha256, agreement.accepted_at = agreement.stored.sha256, clock.now()
    agreement.save(update_fields=["accepted_by", "accepted_name", "accepted_sha256", "accepted_at"])
    return {"agreement": agreement.reference, "name": agreement.accepted_name}
