"""Files of a form that was sent back: kept for the person who chose them until the form is mended, and not for long."""

from uuid import UUID

from django.core.files import File
from django.db import transaction

from files.models import HeldFile
from files.names import display_name

MOST_HELD = 40  # of one person; the oldest give way


def hold(upload, *, by, purpose):
    """Keep a sound upload for the next try of the form named `purpose`. Returns the HeldFile."""
    upload.seek(0)
    held = HeldFile(owner=by, purpose=purpose, name=display_name(upload.name), size=upload.size)
    with transaction.atomic():
        held.content.save(held.name, File(upload.file if isinstance(upload, File) else upload), save=False)
        held.save(force_insert=True)
    surplus = HeldFile.objects.filter(owner=by).order_by("-held_at", "-id")[MOST_HELD:]
    release(surplus)
    return held


def held_files(tokens, *, by, purpose):
    """Those of the files named by `tokens` that this person holds for this form, in the order given; others are left out."""
    known = [token for token in tokens if _is_token(token)]
    found = {str(held.pk): held for held in HeldFile.objects.of(by, purpose).filter(pk__in=known)}
    return [found[token] for token in dict.fromkeys(known) if token in found]


def as_upload(held):
    """The content as a File under the name it was given, or None where the storage lost it."""
    try:
        return File(held.content.open("rb"), name=held.name)
    except FileNotFoundError:
        return None


def release(held):
    """Remove held files, rows first; the content goes once that is committed."""
    for each in list(held):
        storage, place = each.content.storage, each.content.name
        HeldFile.objects.filter(pk=each.pk).delete()
        transaction.on_commit(lambda storage=storage, place=place: storage.delete(place))


def release_expired():
    """Remove what nobody came back for. Returns how many."""
    expired = list(HeldFile.objects.expired())
    release(expired)
    return len(expired)


def _is_token(word):
    try:
        return str(UUID(word)) == word
    except ValueError:
        return False
