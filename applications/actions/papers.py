"""Putting papers into the file of an application and taking them out; every version is kept."""

from django.core.files import File
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from applications.actions.drafting import EDITABLE
from applications.models import Paper, PaperVersion
from applications.permissions import is_applicant
from files.intake import store_file
from workflow import clock
from workflow.engine import locked
from workflow.journal import record
from workflow.machine import Obstructed

MOST_PAPERS = 200


@transaction.atomic
def attach_paper(application, kind, upload, *, by, paper=None):
    """Store `upload` as a new paper of that kind, or as the next version of `paper`. Returns the PaperVersion.

    Raises files.intake's refusal where the file is not one that papers may be; nothing is kept then.
    """
    row, actor = locked(application, by=by, may=is_applicant, in_states=EDITABLE)
    if paper is None:
        _check_room(row, kind)
        paper = Paper(application=row, kind=kind, created_at=clock.now())
    else:
        paper = _paper_in_the_file(row, paper)
    stored = store_file(upload, by=actor)
    paper.save()
    number = (paper.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = PaperVersion.objects.create(
        paper=paper, number=number, stored=stored, uploaded_by=actor, uploaded_at=clock.now()
    )
    record(row, "attach_paper", by=actor, paper=kind.code, file=stored.name, sha256=stored.sha256, version=number)
    return version


@transaction.atomic
def remove_paper(paper, *, by):
    """Take a paper off the checklist; it stays in the record."""
    row, actor = locked(paper.application, by=by, may=is_applicant, in_states=EDITABLE)
    paper = _paper_in_the_file(row, paper)
    paper.removed_at = clock.now()
    paper.save(update_fields=["removed_at"])
    record(row, "remove_paper", by=actor, paper=paper.kind.code, file=paper.current.stored.name)


@transaction.atomic
def move_paper(paper, kind, *, by):
    """Put the present version of a paper to another line; where it stood, it stays in the record. Returns the PaperVersion."""
    row, actor = locked(paper.application, by=by, may=is_applicant, in_states=EDITABLE)
    paper = _paper_in_the_file(row, paper)
    if paper.kind_id == kind.pk:
        raise Obstructed(_("The paper is in this line already."))
    _check_room(row, kind, leaving=1)
    current = paper.current.stored
    with current.content.open("rb") as content:
        stored = store_file(File(content, name=current.name), by=actor)
    now = clock.now()
    paper.removed_at = now
    paper.save(update_fields=["removed_at"])
    moved = Paper.objects.create(application=row, kind=kind, created_at=now)
    version = PaperVersion.objects.create(paper=moved, number=1, stored=stored, uploaded_by=actor, uploaded_at=now)
    record(row, "move_paper", by=actor, file=stored.name, sha256=stored.sha256, line=[paper.kind.code, kind.code])
    return version


def _paper_in_the_file(application, paper):
    paper = Paper.objects.select_related("kind").get(pk=paper.pk)
    if paper.application_id != application.pk or paper.removed_at:
        raise Obstructed(_("This paper was removed before. Reload the page."))
    return paper


def _check_room(application, kind, leaving=0):
    if not kind.is_active:
        raise Obstructed(_("“%(kind)s” is no longer on the checklist. Reload the page.") % {"kind": kind})
    if application.papers.filter(removed_at=None).count() - leaving >= MOST_PAPERS:
        raise Obstructed(
            _("An application holds at most %(count)d papers. Put several into one file, or remove some.")
            % {"count": MOST_PAPERS}
        )
