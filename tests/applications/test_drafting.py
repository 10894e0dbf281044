"""Starting an application and answering it: what is kept, what is journalled, what is refused."""

import datetime

import pytest

from accounts.models import Membership
from applications import actions, queries
from applications.models import Application
from tests.applications import cases
from tests.applications.proof import prove_refused
from tests.factories import OrganisationFactory, PersonFactory
from workflow import clock
from workflow.engine import perform
from workflow.machine import NotAllowed, Obstructed, WrongState
from workflow.models import Event

pytestmark = pytest.mark.django_db
MORNING = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC)


def journal(application):
    return [(event.name, event.facts) for event in Event.objects.of(application)]


def test_a_draft_belongs_to_the_organisation_and_knows_its_edition(organisation, applicant):
    edition = cases.reference_data()
    with clock.pretend(MORNING):
        application = actions.start_draft(organisation, by=applicant)
    assert application.reference == "A-2026-0001"
    assert (application.organisation, application.edition, application.state) == (organisation, edition, "draft")
    assert (application.contact_name, application.contact_email) == ("王小明", "applicant@example.org")
    assert journal(application) == [("start_draft", {"edition": "GB/T 27922-2011 v1", "purpose": "initial"})]


def test_a_stranger_starts_nothing_for_the_organisation(organisation, stranger):
    cases.reference_data()
    with prove_refused("You do not belong to 北京诚信家电有限公司.", kind=NotAllowed):
        actions.start_draft(organisation, by=stranger)


def test_without_an_edition_nothing_is_started(organisation, applicant):
    with prove_refused("No edition of the standard is loaded yet. Please write to us.", kind=Obstructed):
        actions.start_draft(organisation, by=applicant)


def test_a_draft_saves_with_anything_missing(organisation, applicant):
    application = cases.started(organisation)
    actions.save_answers(application, by=applicant, industry="零售", scope="", headcount=None)
    assert (application.industry, application.scope, application.headcount) == ("零售", "", None)


def test_the_journal_names_changed_answers_once_in_a_sitting(organisation, applicant):
    with clock.pretend(MORNING):
        application = cases.started(organisation)
        actions.save_answers(application, by=applicant, industry="零售", scope="家电")
        actions.save_answers(application, by=applicant, industry="批发", scope="家电")
        actions.save_answers(application, by=applicant, industry="批发", scope="家电")
    assert journal(application)[1:] == [("save_answers", {"fields": ["industry", "scope"]})]
    with clock.pretend(MORNING + datetime.timedelta(minutes=31)):
        actions.save_answers(application, by=applicant, industry="零售")
    assert journal(application)[2:] == [("save_answers", {"fields": ["industry"]})]


def test_another_person_in_the_same_sitting_is_journalled(organisation, applicant):
    colleague = PersonFactory()
    Membership.objects.create(user=colleague, organisation=organisation)
    with clock.pretend(MORNING):
        application = cases.started(organisation)
        actions.save_answers(application, by=applicant, industry="零售")
        actions.save_answers(application, by=colleague, industry="批发")
    events = Event.objects.of(application).filter(name="save_answers")
    assert [event.actor for event in events] == [applicant, colleague]


def test_after_a_return_the_journal_keeps_every_value_before_and_after(organisation, applicant):
    application = cases.returned(organisation)
    actions.save_answers(application, by=applicant, industry="批发", headcount=130)
    actions.save_answers(application, by=applicant, industry="零售")
    saved = [facts for name, facts in journal(application) if name == "save_answers"][-2:]
    assert saved == [
        {"changed": {"industry": ["家用电器零售", "批发"], "headcount": [120, 130]}},
        {"changed": {"industry": ["批发", "零售"]}},
    ]


def test_an_unknown_answer_is_a_bug_of_the_caller(organisation, applicant):
    application = cases.started(organisation)
    with pytest.raises(TypeError, match="no such answers"):
        actions.save_answers(application, by=applicant, state="evaluated")


def test_sites_keep_their_identity_when_the_list_is_saved_again(organisation, applicant):
    application = cases.started(organisation)
    actions.save_sites(application, cases.SITES[:3], by=applicant)
    first, second, third = application.sites.all()
    kept = {"pk": second.pk, **cases.SITES[1], "address": "北京市朝阳区建国路9号"}
    actions.save_sites(application, [kept, cases.SITES[3]], by=applicant)
    assert [site.name for site in application.sites.all()] == ["朝阳服务站", "天津服务站"]
    second.refresh_from_db()
    assert second.address == "北京市朝阳区建国路9号"
    assert not application.sites.filter(pk__in=[first.pk, third.pk]).exists()


def test_a_site_of_another_application_is_not_taken_over(organisation, applicant):
    mine, other = cases.started(organisation), cases.started(organisation)
    actions.save_sites(other, cases.SITES[:1], by=applicant)
    theirs = other.sites.get()
    actions.save_sites(mine, [{"pk": theirs.pk, **cases.SITES[1]}], by=applicant)
    theirs.refresh_from_db()
    assert (theirs.application, theirs.name) == (other, "总部")
    assert mine.sites.get().name == "朝阳服务站"


def test_the_same_sites_again_are_not_journalled(organisation, applicant):
    application = cases.started(organisation)
    actions.save_sites(application, cases.SITES, by=applicant)
    before = journal(application)
    kept = [{"pk": site.pk, **row} for site, row in zip(application.sites.all(), cases.SITES, strict=True)]
    actions.save_sites(application, kept, by=applicant)
    assert journal(application) == before


def test_managers_may_exchange_their_certificate_numbers(organisation, applicant):
    application = cases.started(organisation)
    actions.save_managers(application, cases.MANAGERS, by=applicant)
    first, second = cases.MANAGERS
    exchanged = [
        first | {"certificate_number": second["certificate_number"]},
        second | {"certificate_number": first["certificate_number"]},
    ]
    actions.save_managers(application, exchanged, by=applicant)
    listed = [("李晓红", "ASM-2023-0102"), ("赵建国", "ASM-2023-0101")]
    assert list(application.service_managers.values_list("name", "certificate_number")) == listed
    keys = list(application.service_managers.values_list("pk", flat=True))
    back = [{"pk": key, **row} for key, row in zip(keys, cases.MANAGERS, strict=True)]
    actions.save_managers(application, back, by=applicant)
    assert list(application.service_managers.values_list("pk", "name", "certificate_number")) == [
        (keys[0], "李晓红", "ASM-2023-0101"),
        (keys[1], "赵建国", "ASM-2023-0102"),
    ]


def test_one_certificate_is_not_listed_twice(organisation, applicant):
    application = cases.started(organisation)
    with prove_refused("A certificate number is listed twice. Each manager is listed once.", kind=Obstructed):
        actions.save_managers(application, [cases.MANAGERS[0], cases.MANAGERS[0]], by=applicant)


def test_managers_without_a_number_yet_are_kept(organisation, applicant):
    application = cases.started(organisation)
    row = {"name": "李晓红", "certificate_number": "", "expires_on": None}
    actions.save_managers(application, [row, row | {"name": "赵建国"}], by=applicant)
    assert application.service_managers.count() == 2
    assert [missing.label for missing in queries.missing_answers(application) if missing.topic == "managers"] == [
        "certificate number of 李晓红",
        "certificate number of 赵建国",
        "expiry of the certificate of 李晓红",
        "expiry of the certificate of 赵建国",
    ]


def test_exclusions_are_clauses_of_the_edition_with_reasons(organisation, applicant):
    application = cases.started(organisation)
    actions.save_exclusions(application, {"5.2.3.3": "不需要安装。"}, by=applicant)
    assert queries.claims_with_titles(application)[0][0].reason == "不需要安装。"
    with prove_refused("The standard has no clause 5.9.9.9.", kind=Obstructed):
        actions.save_exclusions(application, {"5.9.9.9": "x"}, by=applicant)
    with prove_refused("Say why clause 5.2.3.3 does not apply.", kind=Obstructed):
        actions.save_exclusions(application, {"5.2.3.3": " "}, by=applicant)
    with prove_refused("Either all clauses apply, or some do not: choose one.", kind=Obstructed):
        actions.save_exclusions(application, {"5.2.3.3": "x"}, by=applicant, has_none=True)
    actions.save_exclusions(application, {}, by=applicant, has_none=True)
    assert (application.has_no_exclusions, application.exclusion_claims.count()) == (True, 0)


WRITES = {
    "answers": lambda a, by: actions.save_answers(a, by=by, industry="x"),
    "sites": lambda a, by: actions.save_sites(a, [], by=by),
    "managers": lambda a, by: actions.save_managers(a, [], by=by),
    "exclusions": lambda a, by: actions.save_exclusions(a, {}, by=by),
}


@pytest.mark.parametrize("write", WRITES)
def test_others_write_no_answers(write, organisation, applicant, stranger, officer, manager):
    application = cases.returned(organisation)
    for person in (stranger, officer, manager):
        with prove_refused(f"You may not do this in {application}.", kind=NotAllowed):
            WRITES[write](application, person)


@pytest.mark.parametrize("write", WRITES)
def test_after_submitting_answers_stand(write, organisation, applicant):
    application = cases.submitted(organisation)
    sentence = (
        f"This cannot be changed any more: {application} is now “Submitted: the market department is reviewing it”. "
        "Someone may have acted before you; reload the page."
    )
    with prove_refused(sentence, kind=WrongState):
        WRITES[write](application, applicant)


def test_somebody_who_has_left_the_organisation_writes_nothing(organisation, applicant):
    application = cases.started(organisation)
    Membership.objects.create(user=PersonFactory(), organisation=organisation)
    applicant.memberships.update(left_at=clock.now())
    with prove_refused(kind=NotAllowed):
        actions.save_answers(application, by=applicant, industry="x")


def test_the_draft_of_one_organisation_is_not_that_of_another(applicant, organisation):
    other = OrganisationFactory(members=[applicant])
    cases.reference_data()
    first = actions.start_draft(organisation, by=applicant)
    second = actions.start_draft(other, by=applicant)
    assert [first.organisation, second.organisation] == [organisation, other]
    assert Application.objects.count() == 2


def test_withdrawing_a_draft_needs_a_reason(organisation, applicant):
    application = cases.started(organisation)
    with prove_refused("Why do you withdraw the application?"):
        perform(application, "withdraw", by=applicant, note=" ")
    perform(application, "withdraw", by=applicant, note="暂不申请。")
    assert application.state == "withdrawn"
