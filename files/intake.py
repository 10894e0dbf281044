"""Taking a file in: measured, recognised by content, looked through, hashed, kept; or refused with a sentence."""

import hashlib
import os
import weakref
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from files.kinds import DOCUMENTS, Kind, Unsound, recognise
from files.models import StoredFile
from files.names import display_name, extension


class FileRefused(Exception):
    """Nothing was kept. The text says what is wrong with which file and what is accepted."""


@dataclass(frozen=True)
class Examined:
    name: str
    kind: Kind
    size: int
    sha256: str


def limits_sentence(accept=DOCUMENTS):
    """What is accepted, in words for people."""
    *others, last = (kind.label for kind in accept)
    if others:
        first = pgettext("between the items of a list", ", ").join(others)
        last = _("%(first)s or %(last)s") % {"first": first, "last": last}
    return _("Accepted: %(kinds)s, at most %(limit)d MB each.") % {"kinds": last, "limit": settings.UPLOAD_LIMIT_MB}


def examine(upload, accept=DOCUMENTS):
    """Measure, recognise and look through `upload` (a Django File) without keeping it. Raises FileRefused.

    The type is what the content is. A name without an extension gets the right one; a name with the wrong one is refused.
    """
    name = display_name(upload.name)
    size, sha256 = _measure(upload, name, accept)
    kind = recognise(upload)
    if kind not in accept:
        raise _refused(name, _("It is not a file of an accepted kind, whatever its name says."), accept)
    ending = extension(name)
    if ending and ending not in kind.extensions:
        problem = _("Its content is %(kind)s but its name ends in “%(ending)s”. Rename it if it is the right file.")
        raise _refused(name, problem % {"kind": kind.label, "ending": ending}, accept)
    try:
        kind.look_through(upload)
    except Unsound as error:
        raise _refused(name, str(error), accept) from error
    upload.seek(0)
    return Examined(name if ending else display_name(name + kind.extensions[0]), kind, size, sha256)


def store_file(upload, *, by, accept=DOCUMENTS):
    """Keep what a person handed in and return its StoredFile.

    Raises FileRefused. Where the surrounding transaction is rolled back, the file goes from the disk with the row.
    """
    examined = examine(upload, accept)
    content = File(upload.file if isinstance(upload, File) else upload)
    return _keep(content, examined.name, examined.size, examined.sha256, examined.kind.media_type, by)


def store_bytes(data, *, name, media_type, by=None):
    """Keep a document that the product made itself, as it is: no limit and no examination. Returns its StoredFile."""
    sha256 = hashlib.sha256(data).hexdigest()
    return _keep(ContentFile(data), display_name(name), len(data), sha256, media_type, by)


def _keep(content, name, size, sha256, media_type, by):
    stored = StoredFile(name=name, size=size, sha256=sha256, media_type=media_type, uploaded_by=by)
    with transaction.atomic():
        place = stored.content.field.generate_filename(stored, name)
        _remove_unless_committed(stored.content.storage, place)
        stored.content.name = stored.content.storage.save(place, content)
        stored.content._committed = True
        stored.save(force_insert=True)
    return stored


def _measure(upload, name, accept):
    """(size in bytes, SHA-256 in hexadecimal), counted from the content itself."""
    limit = settings.UPLOAD_LIMIT_MB * 1024 * 1024
    size, digest = 0, hashlib.sha256()
    upload.seek(0)
    for chunk in upload.chunks():
        size += len(chunk)
        if size > limit:
            raise _refused(name, _("It is larger than %(limit)d MB.") % {"limit": settings.UPLOAD_LIMIT_MB}, accept)
        digest.update(chunk)
    if not size:
        raise _refused(name, _("It is empty."), accept)
    return size, digest.hexdigest()


def _refused(name, problem, accept):
    facts = {"name": name, "problem": problem, "accepted": limits_sentence(accept)}
    return FileRefused(_("“%(name)s” was not taken. %(problem)s %(accepted)s") % facts)


class _Unkept:
    """Stands for a written file whose row is not committed yet."""

    def keep(self):
        self.removal.detach()


def _remove_unless_committed(storage, place):
    """Remove the file at `place` if the transaction, or the savepoint, that is open now does not reach its commit.

    Django tells us of commits only. On a rollback it drops the callbacks of that transaction, and with the last reference
    to our callback the finaliser runs. A process killed in between leaves an orphan: `check_files` finds it.
    """
    unkept = _Unkept()
    unkept.removal = weakref.finalize(unkept, _remove, storage, place, os.getpid())
    transaction.on_commit(unkept.keep)


def _remove(storage, place, process_id):
    if os.getpid() == process_id:  # a forked child inherits the finaliser, not the transaction
        storage.delete(place)
