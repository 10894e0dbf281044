"""The life of a nonconformity: raised, answered, rejected, closed, dropped."""

import datetime

import pytest

from audits import actions
from audits.actions.deductions import deduct, withdraw_deduction
from audits.models import CorrectiveAction, Nonconformity
from audits.queries.worklists import nonconformities_overdue, nonconformities_to_answer, nonconformities_to_verify
from files.intake import FileRefused
from files.models import StoredFile
from tests.applications.cases import pdf
from tests.audits import cases
from tests.factories import AuditorFactory
from workflow import clock
from workflow.engine import perform
from workflow.machine import NotAllowed, NoteMissing, Obstructed, WrongState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
DAY = datetime.timedelta(days=1)
ANSWER = cases.CORRECTIVE_ACTION


@pytest.fixture
def audit(organisation, applicant, audit_manager, auditor, other_auditor):
    """After the closing meeting, with one minor nonconformity."""
    team = {"leader": auditor, "members": [other_auditor], "audit_manager": audit_manager}
    return cases.rectifying(organisation, nonconformities=["minor"], **team)


@pytest.fixture
def minor(audit):
    return audit.nonconformities.get()


def in_words(day):
    """A day as an English letter writes it."""
    return f"{day.day} {day:%B} {day.year}"


# --- raising ----------------------------------------------------------------------------------------------------------


def test_it_is_raised_on_a_clause_by_those_who_score(on_site, auditor, other_auditor, audit_manager, applicant, deeds):
    expert = AuditorFactory(grade="expert")
    actions.appoint(on_site, expert, by=audit_manager, duty="expert")
    actions.declare(on_site, by=expert)
    facts = {"kind": "major", "clause": "5.1.2.2", "text": " 管理师人数不足。 "}
    for person in (audit_manager, applicant, expert, AuditorFactory()):
        with pytest.raises(NotAllowed):
            actions.raise_nonconformity(on_site, by=person, **facts)

    raised = actions.raise_nonconformity(on_site, by=other_auditor, **facts)

    assert raised.reference == f"N-{clock.today().year}-0001"
    assert (raised.state, raised.kind, raised.clause, raised.text) == ("open", "major", "5.1.2.2", "管理师人数不足。")
    assert (raised.raised_by, raised.deadline, raised.organisation) == (other_auditor, None, on_site.organisation)
    assert deeds(raised) == ["raise"]
    assert list(Nonconformity.objects.visible_to(auditor)) == [raised]


def test_faults_are_refused_with_a_sentence(on_site, auditor):
    facts = {"kind": "minor", "clause": "5.1.1.1", "text": "无签字。"}
    edition = on_site.edition
    for change, sentence in (
        ({"clause": "9.9.9.9"}, f"“9.9.9.9” is not a clause of {edition}."),
        ({"clause": "5.1.1"}, f"“5.1.1” is not a clause of {edition}."),
        ({"kind": "special"}, "Record a special deduction instead; its nonconformity follows by itself."),
        ({"text": " "}, "Describe what was found."),
    ):
        with pytest.raises((Obstructed, NoteMissing)) as refusal:
            actions.raise_nonconformity(on_site, by=auditor, **facts | change)
        assert str(refusal.value) == sentence
    assert not Nonconformity.objects.exists()


def test_nothing_is_raised_before_the_opening_meeting(proposed, applicant, auditor):
    perform(proposed, "agree", by=applicant)
    with pytest.raises(WrongState):
        actions.raise_nonconformity(proposed, by=auditor, kind="minor", clause="5.1.1.1", text="无签字。")


def test_one_raised_after_the_closing_meeting_has_its_deadline_and_its_letter(audit, auditor, applicant, letters_of):
    applicant.language = "en"
    applicant.save()
    with clock.pretend(clock.now() + 10 * DAY):
        late = actions.raise_nonconformity(audit, by=auditor, kind="minor", clause="5.1.1.1", text="又一处。")
        assert late.deadline == clock.today() + 30 * DAY
    letters = letters_of(late, "raise")
    assert set(letters) == {applicant.email}
    assert letters[applicant.email][0] == f"A nonconformity to be rectified: {late.reference}"
    assert in_words(late.deadline) in letters[applicant.email][1]


# --- answering --------------------------------------------------------------------------------------------------------


def test_a_draft_is_kept_unfinished_and_the_answer_sent_complete(audit, minor, applicant, auditor, letters_of, deeds):
    assert list(nonconformities_to_answer(applicant.organisations)) == [minor]
    actions.draft_corrective_action(minor, by=applicant, cause="培训不足。")
    actions.draft_corrective_action(minor, by=applicant, cause="培训不足。")
    with pytest.raises(Obstructed) as refusal:
        perform(minor, "answer", by=applicant)
    assert refusal.value.sentences == [
        "Still to be filled in: what was put right at once, what prevents a repeat, done on."
    ]
    actions.draft_corrective_action(minor, by=applicant, done_on=clock.today(), **ANSWER)
    actions.attach_corrective_file(minor, pdf("证明.pdf"), by=applicant)
    perform(minor, "answer", by=applicant)

    action = CorrectiveAction.objects.get()
    assert (action.cause, action.written_by, action.sent_at is not None) == (ANSWER["cause"], applicant, True)
    assert [str(file) for file in action.files.all()] == ["证明.pdf"]
    assert deeds(minor) == ["raise", "draft_action", "draft_action", "attach_file", "answer"]
    assert list(nonconformities_to_verify(auditor)) == [minor]
    assert list(nonconformities_to_answer(applicant.organisations)) == []
    assert set(letters_of(minor, "answer")) == {auditor.email, "other-auditor@example.org"}


def test_an_answer_never_given_names_all_that_is_missing(minor, applicant):
    with pytest.raises(Obstructed) as refusal:
        perform(minor, "answer", by=applicant)
    assert refusal.value.sentences == [
        "Still to be filled in: cause, what was put right at once, what prevents a repeat, done on."
    ]


def test_what_is_not_done_yet_is_not_an_answer(minor, applicant):
    with pytest.raises(Obstructed, match="lies in the future"):
        actions.draft_corrective_action(minor, by=applicant, done_on=clock.today() + DAY)
    assert not CorrectiveAction.objects.exists()


def test_only_the_client_answers_and_only_after_the_closing_meeting(on_site, applicant, auditor, stranger):
    early = actions.raise_nonconformity(on_site, by=auditor, kind="minor", clause="5.1.1.1", text="无签字。")
    with pytest.raises(Obstructed, match="closing meeting has not been held"):
        actions.draft_corrective_action(early, by=applicant, **ANSWER)
    with pytest.raises(Obstructed) as refusal:
        perform(early, "answer", by=applicant)
    assert refusal.value.sentences[0] == (
        "The closing meeting has not been held yet; corrective action is sent after it."
    )
    for person in (auditor, stranger):
        with pytest.raises(NotAllowed):
            actions.draft_corrective_action(early, by=person, **ANSWER)
    assert not CorrectiveAction.objects.exists()


def test_a_file_that_is_none_is_refused_and_the_others_stay(minor, applicant):
    from django.core.files.uploadedfile import SimpleUploadedFile

    kept = actions.attach_corrective_file(minor, pdf("一.pdf"), by=applicant)
    with pytest.raises(FileRefused):
        actions.attach_corrective_file(minor, SimpleUploadedFile("二.pdf", b"MZ not a PDF"), by=applicant)
    draft = CorrectiveAction.objects.get()
    assert [str(file) for file in draft.files.all()] == ["一.pdf"]
    actions.remove_corrective_file(kept, by=applicant)
    assert not draft.files.exists()
    assert StoredFile.objects.filter(pk=kept.stored_id).exists()
    with pytest.raises(Obstructed):
        actions.remove_corrective_file(kept, by=applicant)


def test_a_sent_answer_is_frozen(minor, applicant):
    cases.answer(minor, by=applicant)
    file = CorrectiveAction.objects.get().files.get()
    for write in (
        lambda: actions.draft_corrective_action(minor, by=applicant, cause="另一个原因。"),
        lambda: actions.attach_corrective_file(minor, pdf(), by=applicant),
        lambda: actions.remove_corrective_file(file, by=applicant),
    ):
        with pytest.raises(WrongState):
            write()
    action = CorrectiveAction.objects.get()
    assert (action.cause, action.files.count()) == (ANSWER["cause"], 1)


# --- verifying --------------------------------------------------------------------------------------------------------


def test_a_rejected_answer_stays_and_a_better_one_is_verified(minor, applicant, auditor, other_auditor, letters_of):
    applicant.language = "en"
    applicant.save()
    cases.answer(minor)
    with pytest.raises(NoteMissing):
        perform(minor, "reject", by=auditor)
    perform(minor, "reject", by=auditor, note="原因不充分。")
    assert minor.state == "open"
    subject, body = letters_of(minor, "reject")[applicant.email]
    assert subject == f"Corrective action not sufficient: {minor.reference}"
    assert "原因不充分。" in body
    assert in_words(minor.deadline) in body

    draft = actions.draft_corrective_action(minor, by=applicant, cause="制度没有规定复核。")
    assert draft.correction == ANSWER["correction"]  # the new answer begins as a copy of the rejected one
    perform(minor, "answer", by=applicant)
    perform(minor, "close", by=other_auditor, note="已查看新制度。")

    assert (minor.state, minor.is_closed) == ("closed", True)
    history = minor.actions.values_list("cause", "verdict", "verdict_note", "verdict_by__name")
    assert list(history) == [
        (ANSWER["cause"], "rejected", "原因不充分。", "吴审查"),
        ("制度没有规定复核。", "closed", "已查看新制度。", "郑审查"),
    ]
    assert set(letters_of(minor, "close")) == {applicant.email}


def test_only_a_scoring_member_of_the_team_verifies(minor, audit, applicant, audit_manager, other_auditor, deeds):
    cases.answer(minor)
    actions.declare(audit, by=other_auditor, kind="relative", explanation="亲属。")
    for person in (applicant, audit_manager, other_auditor, AuditorFactory()):
        for step in ("close", "reject"):
            with pytest.raises(NotAllowed):
                perform(minor, step, by=person, note="核实。")
    assert minor.state == "answered"
    assert deeds(minor)[-1] == "answer"
    assert list(nonconformities_to_verify(other_auditor)) == []


def test_overdue_ones_stand_in_the_worklist_of_the_audit_department(minor, audit_manager):
    assert list(nonconformities_overdue(audit_manager)) == []
    with clock.pretend(clock.now() + 31 * DAY):
        assert list(nonconformities_overdue(audit_manager)) == [minor]
        assert minor.is_overdue
        cases.answer(minor)
        assert not minor.is_overdue
        assert list(nonconformities_overdue(audit_manager)) == []


def test_after_the_audit_has_ended_nothing_is_sent_or_verified(minor, audit, applicant, auditor, audit_manager):
    perform(audit, "abandon", by=audit_manager, note="申请组织破产。")
    actions.draft_corrective_action(minor, by=applicant, done_on=clock.today(), **ANSWER)
    with pytest.raises(Obstructed) as refusal:
        perform(minor, "answer", by=applicant)
    assert refusal.value.sentences == ["The audit has ended; nothing is to be sent or verified any more."]
    assert list(nonconformities_to_answer(applicant.organisations)) == []


# --- special deductions -----------------------------------------------------------------------------------------------


def test_a_special_deduction_stands_until_it_is_withdrawn(audit, auditor, applicant, letters_of):
    deduction = deduct(audit, by=auditor, ground="own_rules", text="未按承诺时限上门。")
    special = deduction.nonconformity
    assert (special.kind, special.text, special.clause) == ("special", "未按承诺时限上门。", "")
    assert special.deadline == clock.today() + 30 * DAY
    with pytest.raises(Obstructed) as refusal:
        perform(special, "drop", by=auditor, note="误记。")
    assert refusal.value.sentences == ["It stands for a special deduction. Withdraw the special deduction instead."]
    cases.answer(special)
    withdraw_deduction(deduction, by=auditor, reason="核实后不成立。")
    special.refresh_from_db()
    assert special.state == "dropped"
    assert special.last_event("drop").note == "核实后不成立。"
    assert set(letters_of(special, "drop")) == {applicant.email}


def test_a_verified_one_stays_closed_when_its_deduction_is_withdrawn(audit, auditor):
    deduction = deduct(audit, by=auditor, ground="law", text="未明码标价。")
    cases.close(deduction.nonconformity)
    withdraw_deduction(deduction, by=auditor, reason="评分更正。")
    deduction.nonconformity.refresh_from_db()
    assert deduction.nonconformity.state == "closed"
