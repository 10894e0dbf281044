"""Several people write into one application at the same moment."""

import pytest
from django.utils.translation import override

from applications import actions, queries
from applications.models import PaperKind
from tests.applications import cases
from tests.processes import at_once
from workflow.engine import perform
from workflow.machine import StepRefused
from workflow.models import Event

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
MANY = 6


def told(work):
    """The work as somebody does who reads English; a refusal is answered in its sentences."""

    def answer():
        try:
            with override("en"):
                return work()
        except StepRefused as refusal:
            return refusal.sentences

    return answer


def test_versions_of_one_paper_get_numbers_of_their_own(organisation, applicant):
    application = cases.started(organisation)
    kind = PaperKind.objects.get(code="records")
    paper = actions.attach_paper(application, kind, cases.pdf(words="first"), by=applicant).paper

    def next_version(number):
        upload = cases.pdf(words=str(number))
        return lambda: actions.attach_paper(application, kind, upload, by=applicant, paper=paper).number

    assert sorted(at_once(*map(next_version, range(MANY)))) == list(range(2, MANY + 2))


def test_a_clause_evaluated_by_many_has_one_verdict_and_the_journal_every_change(organisation, audit_manager):
    application = cases.evaluating(organisation, evaluator=audit_manager)

    def judge(number):
        return lambda: (
            actions.evaluate_clause(
                application, "5.1.1.1", by=audit_manager, verdict="satisfactory", note=str(number)
            ).note
        )

    assert sorted(at_once(*map(judge, range(MANY)))) == [str(number) for number in range(MANY)]
    row = application.document_evaluation.clauses.get()
    events = Event.objects.of(application).filter(name="evaluate_clause")
    assert (events.count(), events.last().note) == (MANY, row.note)


def test_a_paper_removed_while_it_is_submitted_is_either_asked_for_or_kept(organisation, applicant):
    application = cases.draft(organisation)
    paper = next(line.papers[0] for line in queries.checklist(application) if line.kind.code == "records")
    submitted, removed = at_once(
        told(lambda: perform(application, "submit", by=applicant).pk),
        told(lambda: actions.remove_paper(paper, by=applicant)),
    )
    paper.refresh_from_db()
    application.refresh_from_db()
    if application.state == "submitted":
        assert (isinstance(submitted, int), paper.removed_at) == (True, None)
        assert "cannot be changed any more" in removed[0]
    else:
        assert submitted == ["These compulsory papers are missing: Service records."]
        assert (removed, paper.removed_at is None) == (None, False)
