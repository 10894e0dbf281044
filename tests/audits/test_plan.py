"""Opening the audit file, writing the plan, sending it, agreeing to it."""

import datetime
import threading
from decimal import Decimal

import pytest
from django.db import connections

from accounts.actions import declare_interest
from applications.models import Site
from audits import actions, obstacles
from audits.models import AgendaItem, Audit
from audits.queries.agenda import suggested_agenda
from audits.queries.plan import days_planned, outlets_planned, outlets_required
from audits.queries.worklists import applications_to_plan, audits_to_prepare
from tests.applications import cases as applications
from tests.audits import cases
from workflow import clock
from workflow.engine import perform
from workflow.machine import NotAllowed, NoteMissing, Obstructed, WrongState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
PLAN = {"starts_on": None, "ends_on": None, "fewer_sites_reason": "", "sites": {}, "agenda": []}


def save(audit, by, **parts):
    actions.save_plan(audit, by=by, **PLAN | parts)


# --- opening ----------------------------------------------------------------------------------------------------------


def test_an_audit_file_takes_client_edition_and_kind_from_the_application(organisation, audit_manager):
    application = applications.evaluated(organisation, audit_manager=audit_manager)
    assert list(applications_to_plan(audit_manager)) == [application]

    audit = actions.open_audit(application, by=audit_manager)

    assert audit.reference == f"U-{clock.today().year}-0001"
    assert (audit.state, audit.kind) == ("planning", "initial")
    assert (audit.application, audit.organisation, audit.edition) == (application, organisation, application.edition)
    event = audit.last_event()
    assert (event.name, event.actor, event.facts["application"]) == ("open_file", audit_manager, application.reference)
    assert list(applications_to_plan(audit_manager)) == []
    assert list(audits_to_prepare(audit_manager)) == [audit]


def test_an_application_has_one_audit_file_until_it_is_abandoned(organisation, audit_manager):
    audit = cases.planning(organisation, audit_manager=audit_manager)
    with pytest.raises(actions.AlreadyOpened) as refusal:
        actions.open_audit(audit.application, by=audit_manager)
    assert refusal.value.sentences == [f"The audit file is open already: {audit.reference}."]
    assert refusal.value.audit == audit

    perform(audit, "abandon", by=audit_manager, note="申请组织破产。")
    assert list(applications_to_plan()) == [audit.application]
    assert actions.open_audit(audit.application, by=audit_manager) != audit
    assert Audit.objects.count() == 2


def test_nobody_opens_an_audit_file_before_the_documents_are_accepted(organisation, audit_manager):
    application = applications.agreed(organisation)
    with pytest.raises(WrongState):
        actions.open_audit(application, by=audit_manager)
    assert list(applications_to_plan()) == []
    assert not Audit.objects.exists()


def test_only_an_audit_manager_without_an_interest_opens_an_audit_file(
    organisation, applicant, officer, auditor, manager, audit_manager
):
    application = applications.evaluated(organisation, officer=officer)
    declare_interest(audit_manager, organisation, kind="consulted", note="去年提供咨询。")
    for person in (applicant, officer, auditor, manager, audit_manager):
        with pytest.raises(NotAllowed):
            actions.open_audit(application, by=person)
    assert not Audit.objects.exists()
    assert list(applications_to_plan(audit_manager)) == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_four_who_press_at_once_one_opens_the_audit_file(organisation, audit_manager):
    application = applications.evaluated(organisation, audit_manager=audit_manager)
    answers, ready = [], threading.Barrier(4)

    def press():
        ready.wait(timeout=30)
        try:
            answers.append(actions.open_audit(application, by=audit_manager).reference)
        except actions.AlreadyOpened as refusal:
            answers.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    audit = Audit.objects.get()
    assert [answer for answer in answers if isinstance(answer, str)] == [audit.reference]
    assert [answer.audit for answer in answers if isinstance(answer, actions.AlreadyOpened)] == [audit] * 3


# --- writing ----------------------------------------------------------------------------------------------------------


def test_a_plan_is_kept_with_anything_missing_and_journalled_only_where_it_changes(organisation, audit_manager, deeds):
    audit = cases.planning(organisation, audit_manager=audit_manager)
    day = clock.today() + datetime.timedelta(days=7)
    site = audit.application.sites.first()
    unfinished = cases.line(day, 9, 10, topic="首次会议") | {"day": None, "starts_at": None, "ends_at": None}
    parts = {"starts_on": day, "sites": {site: day}, "agenda": [unfinished, cases.line(day, 10, 12, topic="文件")]}

    save(audit, audit_manager, **parts)
    save(audit, audit_manager, **parts)

    assert (audit.starts_on, audit.ends_on) == (day, None)
    assert list(audit.sites.values_list("site", "visit_on")) == [(site.pk, day)]
    assert [str(line) for line in audit.agenda.all()] == ["文件", "首次会议"]
    assert deeds(audit) == ["open_file", "plan"]
    assert audit.last_event("plan").facts["changed"] == ["starts_on", "sites", "agenda"]


def test_a_site_of_another_application_is_refused(organisation, audit_manager):
    audit = cases.planning(organisation, audit_manager=audit_manager)
    elsewhere = applications.draft(organisation).sites.first()
    with pytest.raises(Obstructed):
        save(audit, audit_manager, sites={elsewhere: None})
    assert not audit.sites.exists()


def test_the_plan_is_written_by_a_free_audit_manager_and_only_while_planning(proposed, audit_manager, officer, auditor):
    with pytest.raises(WrongState, match="Plan with the client"):
        save(proposed, audit_manager)
    perform(proposed, "replan", by=audit_manager, note="改期。")
    for person in (officer, auditor):
        with pytest.raises(NotAllowed):
            save(proposed, person)
    proposed.refresh_from_db()
    assert proposed.starts_on == clock.today()
    assert proposed.agenda.count() == 4


def test_the_suggested_agenda_spreads_sections_and_sites_over_the_working_days(organisation, audit_manager):
    audit = cases.planning(organisation, audit_manager=audit_manager)
    assert suggested_agenda(audit) == []
    friday = next_weekday(4)
    outlet = audit.application.sites.filter(kind__in=Site.OUTLETS).first()
    save(audit, audit_manager, starts_on=friday, ends_on=friday + datetime.timedelta(days=3), sites={outlet: None})

    lines = suggested_agenda(audit)

    monday = friday + datetime.timedelta(days=3)
    assert [(x["day"], f"{x['starts_at']:%H:%M}", f"{x['ends_at']:%H:%M}", x["topic"], x["place"]) for x in lines] == [
        (friday, "09:00", "09:30", "", ""),
        (friday, "09:30", "12:00", "售后服务体系", ""),
        (friday, "13:30", "17:00", "商品服务", ""),
        (monday, "09:00", "12:00", "顾客服务", ""),
        (monday, "13:30", "16:00", "现场查看：朝阳服务站", "朝阳服务站"),
        (monday, "16:00", "17:00", "", ""),
    ]
    save(audit, audit_manager, starts_on=friday, ends_on=monday, sites={outlet: None}, agenda=lines)
    assert obstacles.agenda_missing(audit, None) is None


def test_days_planned_stand_beside_days_agreed(organisation, audit_manager):
    audit = cases.planning(organisation, audit_manager=audit_manager)
    assert days_planned(audit).on_site == 0
    friday = next_weekday(4)
    save(audit, audit_manager, starts_on=friday, ends_on=friday + datetime.timedelta(days=2))
    cases.gather_team(audit, by=audit_manager)
    days = days_planned(audit)
    assert (days.on_site, days.at_weekends, days.auditors, days.auditor_days) == (3, 2, 2, 6)
    assert (days.agreed, days.is_below_agreed) == (Decimal("4.0"), False)
    save(audit, audit_manager, starts_on=friday, ends_on=friday)
    assert days_planned(audit).is_below_agreed is True


def test_a_surveillance_audit_samples_by_its_own_formula(organisation, audit_manager):
    application = applications.evaluated(organisation, audit_manager=audit_manager)
    initial = actions.open_audit(application, by=audit_manager)
    surveillance = actions.open_audit(application, by=audit_manager, kind="surveillance")
    assert (outlets_required(initial), outlets_required(surveillance)) == (2, 2)
    Site.objects.filter(application=application, kind=Site.Kind.COMMISSIONED).delete()
    Site.objects.filter(application=application, name="通州服务站").delete()
    assert (outlets_required(initial), outlets_required(surveillance)) == (2, 1)
    with pytest.raises(actions.AlreadyOpened):
        actions.open_audit(application, by=audit_manager, kind="surveillance")


# --- what keeps a plan from being sent --------------------------------------------------------------------------------


def test_each_obstacle_of_a_plan_has_its_sentence(prepared, audit_manager):
    today, day = clock.today(), datetime.timedelta(days=1)

    def dates(first, last):
        Audit.objects.filter(pk=prepared.pk).update(starts_on=first, ends_on=last)
        prepared.refresh_from_db()
        return obstacles.dates_missing(prepared, audit_manager)

    assert dates(None, None) == "Enter the first and the last day of the visit."
    assert dates(today, None) == "Enter the first and the last day of the visit."
    assert dates(today, today - day) == "The last day of the visit lies before the first. Correct the dates."
    assert dates(today - day, today) == "The first day of the visit has passed. Choose a later date."
    assert dates(today, today) is None


def test_the_sample_needs_enough_outlets_or_a_reason(prepared, audit_manager):
    assert (outlets_planned(prepared), outlets_required(prepared)) == (2, 2)
    assert obstacles.too_few_sites(prepared, None) is None
    prepared.sites.filter(site__kind__in=Site.OUTLETS).first().delete()
    assert obstacles.too_few_sites(prepared, None) == (
        "The sample has 1 of the 2 outlets to be visited. Choose more, or give the reason for fewer."
    )
    prepared.fewer_sites_reason = "一个网点停业装修。"
    assert obstacles.too_few_sites(prepared, None) is None
    prepared.sites.all().delete()
    assert obstacles.too_few_sites(prepared, None) == "Choose the sites to be visited."


def test_each_fault_of_an_agenda_has_its_sentence(prepared, audit_manager):
    today = clock.today()
    opening = cases.line(today, 9, 10, AgendaItem.Kind.OPENING)
    closing = cases.line(today, 16, 17, AgendaItem.Kind.CLOSING)

    def agenda(*lines):
        prepared.agenda.all().delete()
        for line in lines:
            AgendaItem.objects.create(audit=prepared, **line)
        return obstacles.agenda_missing(prepared, None)

    assert agenda() == "Write the agenda of the visit."
    assert agenda(closing) == "The agenda has no opening meeting."
    assert agenda(opening) == "The agenda has no closing meeting."
    timeless = cases.line(today, 10, 12, topic="文件") | {"ends_at": None}
    assert agenda(opening, closing, timeless) == "“文件” in the agenda has no day or time yet."
    nameless = cases.line(today, 10, 12)
    assert agenda(opening, closing, nameless) == f"A line of the agenda at {today} 10:00 has no topic yet."
    early = cases.line(today - datetime.timedelta(days=1), 10, 12, topic="文件")
    assert agenda(opening, closing, early) == "“文件” in the agenda lies outside the dates of the visit."
    assert agenda(opening, closing) is None


def test_a_plan_with_gaps_is_not_sent_and_nothing_happens(organisation, audit_manager, deeds):
    audit = cases.planning(organisation, audit_manager=audit_manager)
    with pytest.raises(Obstructed) as refusal:
        perform(audit, "propose", by=audit_manager)
    assert refusal.value.sentences == [
        "Appoint a team leader.",
        "Enter the first and the last day of the visit.",
        "Choose the sites to be visited.",
        "Write the agenda of the visit.",
    ]
    audit.refresh_from_db()
    assert (audit.state, audit.proposed_at, deeds(audit)) == ("planning", None, ["open_file"])


# --- the client -------------------------------------------------------------------------------------------------------


def test_the_plan_is_sent_and_the_journal_keeps_what_was_sent(prepared, audit_manager, applicant, auditor, letters_of):
    assert list(Audit.objects.visible_to(applicant)) == []
    perform(prepared, "propose", by=audit_manager)

    assert prepared.proposed_at is not None
    facts = prepared.last_event("propose").facts
    assert facts["starts_on"] == clock.today().isoformat()
    assert facts["sites"] == ["总部", "朝阳服务站", "通州服务站"]
    assert len(facts["agenda"]) == 4
    assert facts["agenda"][0].startswith(clock.today().isoformat())
    assert len(facts["team"]) == 2
    assert facts["team"][0].startswith("吴审查")
    assert list(Audit.objects.visible_to(applicant)) == [prepared]
    assert (prepared.state, list(audits_to_prepare(audit_manager))) == ("proposed", [])

    applicant.language = auditor.language = "en"
    applicant.save()
    auditor.save()
    letters = letters_of(prepared, "propose")
    assert set(letters) == {applicant.email, auditor.email, "other-auditor@example.org"}
    assert letters[applicant.email][0] == f"Please agree to the audit plan {prepared.reference}"
    assert letters[auditor.email][0] == f"The plan of audit {prepared.reference} is with the client"


def test_the_client_agrees_and_nobody_else_can(proposed, applicant, audit_manager, auditor, stranger, letters_of):
    for person in (audit_manager, auditor, stranger):
        with pytest.raises(NotAllowed):
            perform(proposed, "agree", by=person)
    perform(proposed, "agree", by=applicant)
    assert proposed.state == "planned"
    assert set(letters_of(proposed, "agree")) == {audit_manager.email, auditor.email, "other-auditor@example.org"}


def test_a_plan_taken_back_is_hidden_until_it_is_sent_again(proposed, applicant, audit_manager):
    perform(proposed, "agree", by=applicant)
    with pytest.raises(NoteMissing):
        perform(proposed, "replan", by=audit_manager)
    perform(proposed, "replan", by=audit_manager, note="组长生病。")
    assert (proposed.state, proposed.plan_is_sent) == ("planning", False)
    assert list(Audit.objects.visible_to(applicant)) == [proposed]
    perform(proposed, "propose", by=audit_manager)
    assert proposed.plan_is_sent is True


def test_an_abandoned_audit_tells_everybody_and_ends(officer, proposed, applicant, audit_manager, auditor, letters_of):
    perform(proposed, "abandon", by=audit_manager, note="申请组织撤回。")
    assert proposed.is_closed
    assert set(letters_of(proposed, "abandon")) == {
        applicant.email, auditor.email, officer.email, "other-auditor@example.org"
    }  # fmt: skip
    with pytest.raises(WrongState):
        perform(proposed, "agree", by=applicant)


def next_weekday(weekday):
    """The next day that is that weekday (Monday 0), at least tomorrow."""
    tomorrow = clock.today() + datetime.timedelta(days=1)
    return tomorrow + datetime.timedelta(days=(weekday - tomorrow.weekday()) % 7)
