"""The messages of a case: read them, write one, say that one needs no answer."""

from django.contrib import messages as words
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from applications.actions import note_reading, settle_messages
from applications.forms import MessageForm
from applications.models import Application, Message
from applications.permissions import reads_messages, speaks_for_body
from applications.queries import awaiting_answer, thread_of
from applications.views.access import REFUSALS, application_or_404, refused
from files.responses import private_file
from workflow.machine import NotAllowed


@require_http_methods(["GET", "POST"])
def messages(request, reference):
    """The thread with the form to write below it; opening it notes what was read."""
    return conversation(request, application_or_404(request, reference, may=reads_messages))


def conversation(request, application, **rights):
    """The thread of an application that the person may read; `rights` go with the writing (actions.write_message)."""
    form = MessageForm(application, request.POST or None, request.FILES or None, holder=request.user)
    if request.method == "POST" and form.is_valid() and sent(request, form, **rights):
        return redirect(f"{request.path}#write")
    thread = thread_of(application, request.user)
    note_reading([message for message in thread if message.is_new], by=request.user)
    return render(
        request,
        "applications/messages.html",
        {
            "application": application,
            "thread": thread,
            "form": form,
            "may_write": application.state != Application.State.DRAFT,
            "unanswered": unanswered(application, request.user),
        },
        status=422 if request.method == "POST" else 200,
    )


def sent(request, form, **rights):
    """True once the message is sent; a refusal becomes an error of the form, so that what was typed stays."""
    try:
        form.save(by=request.user, **rights)
    except NotAllowed:
        raise PermissionDenied from None
    except REFUSALS as refusal:
        form.refuse(refusal)
        return False
    words.success(request, _("The message is sent."))
    return True


def unanswered(application, user):
    """The newest of the client's messages that wait for an answer, for those who may say that they need none; or None."""
    return awaiting_answer().filter(application=application).last() if speaks_for_body(user, application) else None


@require_POST
def settle(request, reference, message):
    """No answer needed: up to the message that the page showed."""
    application = application_or_404(request, reference, may=speaks_for_body)
    message = get_object_or_404(Message.objects.select_related("application"), application=application, pk=message)
    back = reverse("application_messages", args=[application.reference])
    try:
        settle_messages(message, by=request.user)
    except REFUSALS as refusal:
        return refused(request, refusal, back)
    words.success(request, _("Marked: no answer needed."))
    return redirect(back)


def attachment(request, reference, message):
    """The file of a message, for those who may read it; `?show` opens it in the browser."""
    return attached_file(request, application_or_404(request, reference, may=reads_messages), message)


def attached_file(request, application, pk):
    with_file = Message.objects.select_related("attachment").exclude(attachment=None)
    message = get_object_or_404(with_file, application=application, pk=pk)
    return private_file(message.attachment, inline="show" in request.GET)
