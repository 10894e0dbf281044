"""The client's home: where each case is, whose move, what next, by when; the most urgent first."""

import datetime

import pytest
from django.urls import reverse
from django.utils.translation import override

from applications.actions import write_message
from certificates.calendar import apply_by
from certify.portal import portal_of
from tests.applications import cases as applications
from tests.audits import cases as audits
from tests.certificates import cases as certificates
from workflow import clock
from workflow.engine import perform

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
QUERIES = 14


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def only(person):
    [card] = portal_of(person).cards
    return card


def at_a_glance(person):
    card = only(person)
    deed = card.deed and (card.deed.label, card.deed.url)
    return card.is_yours, card.mover, deed, card.when and card.when.sentence.split(" by ")[0]


def of(application, name):
    return reverse(name, args=[application.reference])


def test_a_draft_is_the_clients_move(organisation, applicant):
    draft = applications.started(organisation)
    assert at_a_glance(applicant) == (True, "", ("Continue the application", draft.get_absolute_url()), None)


def test_a_review_is_ours_with_an_aim_and_is_owned_up_to_when_late(organisation, applicant):
    applications.submitted(organisation)
    assert at_a_glance(applicant) == (False, "Our move: the market department", None, "We aim to answer")
    with clock.pretend(clock.now() + 10 * DAY):
        when = only(applicant).when
        assert (when.is_late, when.is_firm) == (True, False)
        assert when.sentence.endswith("and are late.")


@pytest.mark.parametrize(
    ("make", "label", "place"),
    [
        ("returned", "Check and submit again", "check_application"),
        ("offered", "Read the agreement", "application_agreement"),
        ("clarifying", "Answer the questions", "application_questions"),
    ],
)
def test_the_next_deed_leads_to_the_place_of_work(organisation, applicant, make, label, place):
    application = getattr(applications, make)(organisation)
    assert at_a_glance(applicant) == (True, "", (label, of(application, place)), "Please")


@pytest.mark.parametrize("make", ["agreed", "evaluating", "evaluated"])
def test_between_agreement_and_plan_the_audit_department_has_the_move(organisation, applicant, make):
    getattr(applications, make)(organisation)
    assert at_a_glance(applicant)[:3] == (False, "Our move: the audit department", None)


def test_accepted_documents_are_never_late(organisation, applicant):
    applications.evaluated(organisation)
    with clock.pretend(clock.now() + 60 * DAY):
        assert only(applicant).when is None


def test_questions_are_counted(organisation, applicant):
    applications.clarifying(organisation, questions=(("5.1.1.1", "谁？"), ("5.1.1.2", "何时？")))
    assert only(applicant).todos[0].title == "Answer 2 questions"


def test_a_plan_to_agree_to(organisation, applicant):
    audit = audits.proposed(organisation)
    assert at_a_glance(applicant) == (True, "", ("Read the plan", audit.get_absolute_url()), "Please")


def test_a_visit_has_its_day(organisation, applicant):
    audit = audits.planned(organisation)
    card = only(applicant)
    assert (card.mover, card.when.day, card.when.is_firm) == ("Our move: the audit team", audit.starts_on, True)
    assert card.when.sentence.startswith("The visit begins on ")


def test_points_to_rectify_come_with_their_deadlines(organisation, applicant):
    audit = audits.rectifying(organisation, nonconformities=["minor"], specials=["own_rules"])
    card = only(applicant)
    points = list(audit.nonconformities.order_by("deadline", "pk"))
    assert card.headline == "2 points to rectify"
    assert [(todo.url, todo.due) for todo in card.todos] == [(n.get_absolute_url(), n.deadline) for n in points]
    assert (card.is_yours, card.when.day, card.when.is_firm) == (True, points[0].deadline, True)
    with clock.pretend(clock.now() + 100 * DAY):
        assert only(applicant).when.sentence.endswith("Please answer at once.")
    for nonconformity in points:
        audits.answer(nonconformity)
    assert (only(applicant).headline, only(applicant).is_yours) == ("The team verifies and writes its report", False)


def test_the_committee_has_the_move_once_it_is_reported(organisation, applicant):
    audits.reported(organisation)
    assert at_a_glance(applicant) == (False, "Our move: the committee", None, "We aim to answer")


def test_an_unread_message_is_a_thing_to_do_and_goes_when_it_is_read(organisation, applicant, officer, client_of):
    application = applications.submitted(organisation)
    write_message(application, "您好", by=officer)
    thread = of(application, "application_messages")
    assert (only(applicant).deed.title, only(applicant).deed.url) == ("Read 1 new message from us", thread)
    client_of(applicant).get(thread)
    assert only(applicant).deed is None


def test_a_holder_sees_the_next_surveillance_and_then_recertification(organisation, applicant):
    certificate = certificates.granted(organisation)
    first = certificate.surveillances.get(number=1)
    card = only(applicant)
    assert (card.headline, card.mover, card.is_yours) == ("Certified: Five-star", "", False)
    assert (card.when.day, card.when.sentence.split(":")[0]) == (first.due_on, "Next surveillance")
    with clock.pretend(clock.now() + 300 * DAY):
        assert only(applicant).mover == "Our move: the audit department"
    with clock.pretend(clock.now() + 400 * DAY):
        assert only(applicant).when.sentence.startswith("Surveillance was due by ")
    with clock.pretend(clock.now() + (3 * 365 - 120) * DAY):
        card = only(applicant)
        assert (card.is_yours, card.deed.url, card.when.day) == (
            True,
            reverse("start_application"),
            apply_by(certificate.expires_on),
        )


def test_a_suspended_holder_is_told_what_is_forbidden(organisation, applicant, manager):
    certificate = certificates.granted(organisation, manager=manager)
    perform(certificate, "suspend", by=manager, note="热线无人接听。")
    card = only(applicant)
    assert card.is_yours
    assert card.text.startswith("Neither certificate nor mark may be used now.")


def test_closed_cases_are_folded_below(organisation, applicant, officer, client_of):
    refused = applications.submitted(organisation)
    perform(refused, "refuse", by=officer, note="不满足受理条件。")
    portal = portal_of(applicant)
    assert (portal.cards, [journey.application for journey in portal.closed]) == ([], [refused])
    page = client_of(applicant).get("/home/").content.decode()
    assert "不满足受理条件。" in page
    assert f'href="{refused.get_absolute_url()}"' in page


def test_the_most_urgent_comes_first(organisation, applicant):
    now = clock.now()
    with clock.pretend(now - 40 * DAY):
        late = applications.offered(organisation)
    draft = applications.started(organisation)
    ours = applications.submitted(organisation)
    rectifying = audits.rectifying(organisation, nonconformities=["minor"])
    cards = portal_of(applicant).cards
    assert [card.journey.application for card in cards] == [late, rectifying.application, draft, ours]


def test_only_the_first_card_has_a_primary_button(organisation, applicant, client_of):
    applications.offered(organisation)
    applications.returned(organisation)
    page = client_of(applicant).get("/home/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert main.count("btn btn-primary") == 1


def test_nothing_of_others_and_no_name_of_staff(organisation, applicant, stranger, officer, client_of):
    write_message(applications.submitted(organisation), "您好", by=officer)
    other = applications.submitted(stranger.organisations.get())
    page = client_of(applicant).get("/home/").content.decode()
    assert other.reference not in page
    assert other.organisation.name not in page
    assert officer.name not in page


def test_one_case_or_four_ask_the_same(organisation, applicant, officer, client_of, django_assert_num_queries):
    certificate = certificates.granted(organisation)
    write_message(certificate.decision.audit.application, "您好", by=officer)
    browser = client_of(applicant)
    browser.get("/home/")
    with django_assert_num_queries(QUERIES):
        browser.get("/home/")
    applications.submitted(organisation)
    write_message(applications.clarifying(organisation), "您好", by=officer)
    audits.rectifying(organisation, nonconformities=["minor", "major"])
    with django_assert_num_queries(QUERIES):
        browser.get("/home/")
