"""Writing to the other side of a case, noting what was read, and saying that a message needs no answer."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.roles import Role
from applications.models import Application, Message, Reading, Settlement
from applications.models.messages import LONGEST
from applications.permissions import is_applicant, reads_messages, speaks_for_body
from applications.queries.audiences import client_people, department_in_charge
from applications.queries.messages import awaiting_answer
from files.intake import store_file
from workflow import clock
from workflow.engine import locked
from workflow.journal import record
from workflow.machine import Obstructed
from workflow.notices import announce

SPEAKING = (Role.OFFICER, Role.AUDIT_MANAGER, Role.AUDITOR, Role.MANAGER)


@transaction.atomic
def write_message(application, text, *, by, upload=None, key=None, may=reads_messages):
    """Send a message to the other side, with one file where `upload` is given, and tell them by letter. Returns the Message.

    The same words of the same person under the same `key` are one message: a second press finds the first. Upper floors pass
    `may` for people whose part in the case only they know. Raises files.intake's refusal where the file will not do.
    """
    row, actor = locked(application, by=by, may=may)
    sent = Message.objects.filter(key=key).first() if key else None
    text = _sendable(row, text)
    if sent and (sent.application_id, sent.author_id, sent.text) == (row.pk, actor.pk, text):
        return sent
    message = Message(
        application=row,
        author=actor,
        author_name=str(actor),
        role="" if is_applicant(actor, row) else next(role for role in SPEAKING if role in actor.roles),
        text=text,
        key=uuid.uuid4() if sent or not key else key,
        sent_at=clock.now(),
    )
    if upload:
        message.attachment = store_file(upload, by=actor)
    message.save(force_insert=True)
    _tell(row, message, actor)
    return message


def _sendable(application, text):
    """The text as it will stand. Raises Obstructed."""
    if application.state == Application.State.DRAFT:
        raise Obstructed(
            _("You can write to us once the application is submitted; before that nobody here can see it.")
        )
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not text:
        raise Obstructed(_("Write the message."))
    if len(text) > LONGEST:
        raise Obstructed(
            _("A message has at most %(most)d characters; yours has %(count)d. Shorten it, or put it into a file.")
            % {"most": LONGEST, "count": len(text)}
        )
    return text


def _tell(application, message, actor):
    """Journal and letters; neither holds the text, so that it is read in the case alone."""
    facts = {"message": message.pk, "role": message.role}
    if message.attachment:
        facts |= {"file": message.attachment.name, "sha256": message.attachment.sha256}
    deed, audience = (
        ("write_message", department_in_charge) if message.is_from_client else ("send_message", client_people)
    )
    announce(record(application, deed, by=actor, **facts), application, audience(application))


def note_reading(messages, *, by):
    """Note that the person has read these messages of the other side; what was noted before keeps its moment."""
    now = clock.now()
    readings = [Reading(message=message, person_id=by.pk, at=now) for message in messages]
    Reading.objects.bulk_create(readings, ignore_conflicts=True)


@transaction.atomic
def settle_messages(message, *, by):
    """Say that the client's messages up to this one need no answer. A message that came meanwhile stays on the list."""
    row, actor = locked(message.application, by=by, may=speaks_for_body)
    if not awaiting_answer().filter(pk=message.pk).exists():
        raise Obstructed(_("This message was answered or marked before. Reload the page."))
    settlement = Settlement.objects.create(message=message, by=actor, at=clock.now())
    record(row, "settle_messages", by=actor, message=message.pk)
    return settlement
