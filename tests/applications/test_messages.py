"""Messages: both sides write, the other side is told without the text, nothing is ever changed."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.actions import declare_interest
from applications import actions, queries
from applications.models import Application, Message, Reading, Settlement
from files.models import StoredFile
from tests.applications import cases
from tests.factories import PersonFactory
from workflow import clock
from workflow.machine import NotAllowed, Obstructed
from workflow.models import Event, Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(organisation, officer, audit_manager):
    return cases.submitted(organisation)


def written(application):
    return [(message.author_name, message.role, message.text) for message in application.messages.all()]


def told(event):
    return {(notice.recipient, notice.channel, notice.template) for notice in event.notices.all()}


def both_ways(person, template):
    return {(person, channel, template) for channel in ("email", "page")}


def test_the_client_writes_and_the_department_with_the_move_is_told(application, applicant, officer):
    actions.write_message(application, " 请问需要补充哪些资料？\r\n谢谢。 ", by=applicant)
    assert written(application) == [("王小明", "", "请问需要补充哪些资料？\n谢谢。")]
    event = application.last_event("write_message")
    assert (event.note, event.facts) == ("", {"message": application.messages.get().pk, "role": ""})
    assert told(event) == both_ways(officer, "emails/application/write_message.txt")


def test_staff_write_and_the_people_of_the_organisation_are_told(application, applicant, officer):
    actions.write_message(application, "请补充执照。", by=officer)
    assert written(application) == [("陈市场", "officer", "请补充执照。")]
    assert told(application.last_event("send_message")) == both_ways(applicant, "emails/application/send_message.txt")


def test_after_the_agreement_the_audit_department_answers(organisation, applicant, officer, audit_manager, manager):
    application = cases.agreed(organisation, officer=officer)
    assert queries.department_in_charge(application) == [audit_manager]
    declare_interest(audit_manager, organisation, kind="relative", note="x")
    assert queries.department_in_charge(application) == [manager]


def test_a_message_carries_one_file(application, applicant):
    message = actions.write_message(application, "见附件。", by=applicant, upload=cases.pdf("说明.pdf"))
    assert message.attachment.name == "说明.pdf"
    facts = application.last_event("write_message").facts
    assert (facts["file"], facts["sha256"]) == ("说明.pdf", message.attachment.sha256)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" \r\n\x00", "Write the message."),
        ("长" * 4001, "A message has at most 4000 characters; yours has 4001. Shorten it, or put it into a file."),
    ],
)
def test_nothing_and_too_much_are_refused(application, applicant, text, sentence):
    with pytest.raises(Obstructed) as refusal:
        actions.write_message(application, text, by=applicant, upload=cases.pdf())
    assert refusal.value.sentences == [sentence]
    assert not Message.objects.exists()
    assert application.last_event().name == "submit"


def test_a_draft_has_no_messages_yet(organisation, applicant):
    application = cases.started(organisation)
    with pytest.raises(Obstructed, match="once the application is submitted"):
        actions.write_message(application, "您好", by=applicant)
    assert not Message.objects.exists()


@pytest.mark.parametrize("state", ["returned", "offered", "evaluated"])
def test_messages_go_on_in_later_states(organisation, applicant, state):
    application = getattr(cases, state)(organisation)
    assert actions.write_message(application, "您好", by=applicant).text == "您好"


def test_who_may_write_for_the_body(application, officer, audit_manager, manager, auditor, member, stranger):
    for person in (officer, audit_manager, manager):
        actions.write_message(application, f"来自{person.name}", by=person)
    for person in (auditor, member, stranger):
        with pytest.raises(NotAllowed):
            actions.write_message(application, "不该出现", by=person)
    assert [role for _name, role, _text in written(application)] == ["officer", "audit_manager", "manager"]


def test_the_auditor_who_evaluates_the_documents_may(organisation, auditor, other_auditor, audit_manager, officer):
    application = cases.evaluating(organisation, evaluator=auditor)
    actions.write_message(application, "文件收到。", by=auditor)
    with pytest.raises(NotAllowed):
        actions.write_message(application, "不该出现", by=other_auditor)
    assert written(application) == [("吴审查", "auditor", "文件收到。")]


def test_an_interest_in_the_client_keeps_out(application, organisation, officer):
    declare_interest(officer, organisation, kind="relative", note="x", until=clock.today())
    with pytest.raises(NotAllowed):
        actions.write_message(application, "不该出现", by=officer)
    assert written(application) == []


def test_one_press_is_one_message_and_the_same_key_does_not_swallow_other_words(application, applicant, officer):
    key = uuid.uuid4()
    first = actions.write_message(application, "您好", by=applicant, key=key)
    assert actions.write_message(application, "您好", by=applicant, key=key) == first
    actions.write_message(application, "还有一个问题", by=applicant, key=key)
    actions.write_message(application, "您好", by=officer, key=key)
    assert [text for _name, _role, text in written(application)] == ["您好", "还有一个问题", "您好"]
    assert Event.objects.of(application).filter(name="write_message").count() == 2


@pytest.mark.parametrize(
    "statement", ["UPDATE applications_message SET text = 'forged'", "DELETE FROM applications_message"]
)
def test_the_database_refuses_to_change_or_remove_a_message(application, applicant, statement):
    message = actions.write_message(application, "原话", by=applicant)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Message.objects.get(pk=message.pk).text == "原话"


def test_a_refused_file_leaves_nothing(application, applicant):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from files.intake import FileRefused

    before = StoredFile.objects.count()
    with pytest.raises(FileRefused):
        actions.write_message(application, "见附件", by=applicant, upload=SimpleUploadedFile("x.pdf", b"MZ not a pdf"))
    assert (written(application), StoredFile.objects.count()) == ([], before)


# --- read, answered, settled ------------------------------------------------------------------------------------------


def seen_by(application, reader):
    return [(m.text, m.is_own, m.is_new, bool(m.read_at)) for m in queries.thread_of(application, reader)]


def read_all(application, reader):
    actions.note_reading([m for m in queries.thread_of(application, reader) if m.is_new], by=reader)


def test_what_is_new_to_whom_and_what_the_other_side_has_read(application, applicant, officer, manager):
    actions.write_message(application, "问", by=applicant)
    actions.write_message(application, "答", by=officer)
    assert seen_by(application, applicant) == [("问", True, False, False), ("答", False, True, False)]
    assert seen_by(application, manager) == [("问", False, True, False), ("答", True, False, False)]
    read_all(application, applicant)
    assert seen_by(application, applicant) == [("问", True, False, False), ("答", False, False, True)]
    assert seen_by(application, officer) == [("问", False, True, False), ("答", True, False, True)]
    read_all(application, officer)
    assert seen_by(application, applicant)[0] == ("问", True, False, True)
    assert seen_by(application, manager)[0] == ("问", False, True, True)


def test_reading_again_keeps_the_first_moment(application, applicant, officer):
    actions.write_message(application, "答", by=officer)
    thread = queries.thread_of(application, applicant)
    actions.note_reading(thread, by=applicant)
    first = Reading.objects.get().at
    actions.note_reading(thread, by=applicant)
    assert Reading.objects.get().at == first


def test_unread_messages_are_counted_by_case(application, organisation, applicant, officer, stranger):
    other = cases.submitted(organisation)
    for text in ("一", "二"):
        actions.write_message(application, text, by=officer)
    actions.write_message(other, "三", by=officer)
    assert queries.unread_by_application(applicant) == {application.pk: 2, other.pk: 1}
    assert queries.unread_by_application(stranger) == {}
    read_all(application, applicant)
    assert queries.unread_by_application(applicant) == {other.pk: 1}
    colleague = PersonFactory()
    organisation.memberships.create(user=colleague)
    assert queries.unread_by_application(colleague) == {application.pk: 2, other.pk: 1}


def to_answer(person):
    return list(queries.applications_with_messages_to_answer(person))


def test_a_case_waits_until_staff_have_answered(application, applicant, officer, audit_manager):
    first = actions.write_message(application, "问", by=applicant)
    actions.write_message(application, "再问", by=applicant)
    assert (to_answer(officer), to_answer(audit_manager)) == ([application], [])
    assert to_answer(officer)[0].since == first.sent_at
    actions.write_message(application, "答", by=officer)
    assert to_answer(officer) == []
    later = actions.write_message(application, "谢谢，还有一问", by=applicant)
    assert to_answer(officer)[0].since == later.sent_at


def test_marked_no_answer_needed_up_to_what_was_seen(application, applicant, officer):
    seen = actions.write_message(application, "谢谢", by=applicant)
    newer = actions.write_message(application, "请问何时审核？", by=applicant)
    actions.settle_messages(seen, by=officer)
    assert to_answer(officer)[0].since == newer.sent_at
    with pytest.raises(Obstructed, match="answered or marked before"):
        actions.settle_messages(seen, by=officer)
    actions.settle_messages(newer, by=officer)
    assert to_answer(officer) == []
    assert [event.facts["message"] for event in Event.objects.of(application).filter(name="settle_messages")] == [
        seen.pk,
        newer.pk,
    ]


def test_who_may_not_answer_may_not_mark_either(application, applicant, auditor, member):
    message = actions.write_message(application, "问", by=applicant)
    for person in (applicant, auditor, member):
        with pytest.raises(NotAllowed):
            actions.settle_messages(message, by=person)
    assert not Settlement.objects.exists()


def test_the_list_asks_one_question_whatever_its_length(
    application, organisation, applicant, officer, django_assert_num_queries
):
    actions.write_message(application, "问", by=applicant)
    assert Application.objects.count() == 1
    officer.roles  # noqa: B018  (read once per request)
    with django_assert_num_queries(1):
        assert [str(case.organisation) for case in to_answer(officer)] == [organisation.name]
    for _each in range(2):
        actions.write_message(cases.submitted(organisation), "问", by=applicant)
    with django_assert_num_queries(1):
        assert len([str(case.organisation) for case in to_answer(officer)]) == 3


def test_letters_never_repeat_the_text(application, applicant, officer, settings):
    from workflow.letters import compose

    actions.write_message(application, "SECRET-TEXT", by=applicant)
    actions.write_message(application, "SECRET-TEXT", by=officer)
    subjects = []
    for language in ("en", "zh-hans"):
        for notice in Notice.objects.filter(channel="email", event__name__endswith="_message"):
            notice.recipient.language = language
            letter = compose(notice)
            assert "SECRET-TEXT" not in letter.subject + letter.body
            assert f"{settings.SITE_URL}{application.get_absolute_url()}messages/" in letter.body
            assert "陈市场" not in letter.body or notice.recipient == officer
            subjects.append(letter.subject)
    assert subjects == [
        f"北京诚信家电有限公司 wrote a message in {application.reference}",
        f"A message for you in {application.reference}",
        f"北京诚信家电有限公司在{application.reference}中发来消息",
        f"您在{application.reference}中有一条新消息",
    ]
