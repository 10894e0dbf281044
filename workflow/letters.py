"""Composing an e-mail from a notice, in the reader's language."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from workflow.models import Notice


def compose(notice: Notice) -> EmailMessage:
    """The letter of a notice: the template's first line is the subject, the rest the body.

    Message-ID is fixed by the notice, so that a letter sent twice after a crash can be recognised as one.
    """
    event, reader = notice.event, notice.recipient
    with translation.override(reader.language):
        text = render_to_string(
            notice.template,
            {
                "case": event.case,
                "event": event,
                "reader": reader,
                "site": settings.SITE_URL,
                "url": settings.SITE_URL + event.case.get_absolute_url(),
                "body_name": settings.BODY_NAME_EN if reader.language == "en" else settings.BODY_NAME,
                "demonstration": settings.DEMONSTRATION,
            },
        ).strip()
    subject, _line, body = text.partition("\n")
    host = settings.SITE_URL.split("//")[-1].split(":")[0].split("/")[0]
    return EmailMessage(
        subject=" ".join(subject.split()),
        body=body.strip() + "\n",
        to=[reader.email],
        headers={"Message-ID": f"<notice-{notice.pk}@{host}>"},
    )
