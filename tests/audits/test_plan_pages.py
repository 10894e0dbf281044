"""Pages on which an audit is opened, planned, staffed and agreed."""

import datetime

import pytest
from django.urls import reverse

from audits import actions
from audits.models import Audit
from tests.applications import cases as applications
from tests.audits import cases
from tests.audits.pages import page
from tests.factories import AuditorFactory
from workflow import clock
from workflow.engine import perform

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
DAY = datetime.timedelta(days=1)


# --- opening and planning ---------------------------------------------------------------------------------------------


def test_the_audit_manager_opens_the_file_from_the_list_and_the_second_press_leads_to_it(
    organisation, audit_manager, officer, browse
):
    application = applications.evaluated(organisation, audit_manager=audit_manager, officer=officer)
    url = reverse("open_audit", args=[application.reference])
    assert browse(officer).post(url).status_code == 302
    assert not Audit.objects.exists()

    browser = browse(audit_manager)
    assert url in page(browser, "audits")
    assert "Wishes of the applicant" in page(browser, "open_audit", application.reference)
    page(browse(officer), "open_audit", application.reference, status=403)
    assert not Audit.objects.exists()
    first, second = browser.post(url), browser.post(url)
    audit = Audit.objects.get()
    assert (first.url, second.url) == (audit.get_absolute_url(),) * 2
    text = page(browser, "audit", audit.reference)
    assert "Appoint a team leader." in text
    assert f"The audit file is open already: {audit.reference}." in text


def plan_data(audit, **changes):
    """What the plan page sends: two days from tomorrow, headquarters ticked, an agenda of two meetings."""
    first, last = clock.today() + DAY, clock.today() + 2 * DAY
    site = audit.application.sites.first()
    rows = [(first, "09:00", "10:00", "opening", ""), (last, "16:00", "17:00", "closing", "")]
    data = {
        "starts_on": first,
        "ends_on": last,
        f"site-{site.pk}": "on",
        "agenda-TOTAL_FORMS": len(rows),
        "agenda-INITIAL_FORMS": 0,
    }
    for number, row in enumerate(rows):
        names = ("day", "starts_at", "ends_at", "kind", "topic")
        data |= {f"agenda-{number}-{name}": value for name, value in zip(names, row, strict=True)}
    return data | changes


def test_the_plan_page_saves_and_says_what_is_still_missing(organisation, audit_manager, browse):
    audit = cases.planning(organisation, audit_manager=audit_manager)
    browser, url = browse(audit_manager), reverse("audit_plan", args=[audit.reference])
    assert browser.post(url, plan_data(audit)).status_code == 302
    audit.refresh_from_db()
    assert (audit.starts_on, audit.ends_on) == (clock.today() + DAY, clock.today() + 2 * DAY)
    assert [line.kind for line in audit.agenda.all()] == ["opening", "closing"]
    text = page(browser, "audit_plan", audit.reference)
    assert "The sample has 0 of the 2 outlets to be visited." in text
    assert browser.post(url, {"agenda-TOTAL_FORMS": 0, "agenda-INITIAL_FORMS": 0}).status_code == 302
    audit.refresh_from_db()
    assert (audit.starts_on, audit.agenda.count(), audit.sites.count()) == (None, 0, 0)
    assert browser.post(url, {}).status_code == 422


CONTRADICTIONS = (
    ({"starts_on": "2020-01-01"}, "This day has passed. Choose today or a later day."),
    ({"ends_on": "2020-01-01"}, "The last day lies before the first."),
    ({"ends_on": "2099-01-01"}, "A visit of more than 30 days? Check the dates."),
    ({"starts_on": "31.12."}, "Enter a date like 2026-05-31."),
    ({"agenda-0-ends_at": "08:00"}, "The end lies before the beginning."),
    ({"agenda-1-starts_at": "noon"}, "Enter a time like 09:30."),
    ({"agenda-0-topic": "长" * 201}, "Shorten this to at most 200 characters; it has 201."),
)


def test_a_plan_that_contradicts_itself_gets_a_sentence_and_keeps_what_was_typed(organisation, audit_manager, browse):
    audit = cases.planning(organisation, audit_manager=audit_manager)
    browser, url = browse(audit_manager), reverse("audit_plan", args=[audit.reference])
    for changes, sentence in CONTRADICTIONS:
        response = browser.post(url, plan_data(audit, **{"agenda-1-topic": "总结会"}) | changes)
        text = response.content.decode()
        assert (response.status_code, sentence in text, 'value="总结会"' in text) == (422, True, True), sentence
    audit.refresh_from_db()
    assert (audit.starts_on, audit.agenda.count()) == (None, 0)


def test_lines_of_the_agenda_are_added_removed_and_suggested_without_losing_anything(
    organisation, audit_manager, browse
):
    audit = cases.planning(organisation, audit_manager=audit_manager)
    browser, url = browse(audit_manager), reverse("audit_plan", args=[audit.reference])
    data = plan_data(audit, **{"agenda-1-topic": "总结会", "fewer_sites_reason": "网点装修。"})

    text = browser.post(url, data | {"add": "1"}).content.decode()
    assert 'name="agenda-2-starts_at" value="17:00"' in text  # goes on where the last line ends
    assert 'value="总结会"' in text
    assert "网点装修。" in text
    text = browser.post(url, data | {"remove": "0"}).content.decode()
    assert 'name="agenda-0-topic" value="总结会"' in text
    assert "agenda-1-topic" not in text
    for odd in ({"remove": "77"}, {"remove": "9" * 5000}, {"remove": "-1"}, {"add": "1", "agenda-TOTAL_FORMS": "many"}):
        assert browser.post(url, data | odd).status_code == 200
    assert not audit.agenda.exists()

    empty = {name: value for name, value in data.items() if not name.startswith("agenda")}
    text = browser.post(
        url, empty | {"agenda-TOTAL_FORMS": 0, "agenda-INITIAL_FORMS": 0, "suggest": "1"}
    ).content.decode()
    assert "售后服务体系" in text
    audit.refresh_from_db()
    assert (audit.starts_on, audit.agenda.count()) == (clock.today() + DAY, 0)


def test_the_agenda_moves_with_the_dates(prepared, audit_manager, browse):
    first, last = prepared.starts_on + 7 * DAY, prepared.ends_on + 7 * DAY
    data = plan_data(prepared, starts_on=first, ends_on=last)
    data |= {"agenda-0-day": prepared.starts_on, "agenda-1-day": prepared.ends_on}
    site = prepared.application.sites.first()
    data[f"day-{site.pk}"] = prepared.ends_on
    assert browse(audit_manager).post(reverse("audit_plan", args=[prepared.reference]), data).status_code == 302
    assert [line.day for line in prepared.agenda.all()] == [first, last]
    assert prepared.sites.get().visit_on == last


def test_the_plan_is_sent_and_agreed_by_the_buttons(prepared, audit_manager, applicant, browse):
    propose = reverse("step", args=["audit", prepared.reference, "propose"])
    assert propose in page(browse(audit_manager), "audit", prepared.reference)
    browse(audit_manager).post(propose)
    agree = reverse("step", args=["audit", prepared.reference, "agree"])
    assert agree in page(browse(applicant), "audit", prepared.reference)
    browse(applicant).post(agree)
    prepared.refresh_from_db()
    assert prepared.state == "planned"
    response = browse(audit_manager).get(reverse("audit_plan", args=[prepared.reference]))
    assert response.url == prepared.get_absolute_url()


# --- team -------------------------------------------------------------------------------------------------------------


def test_the_team_page_appoints_and_replaces(organisation, audit_manager, auditor, other_auditor, browse):
    audit = cases.planning(organisation, audit_manager=audit_manager)
    browser, url = browse(audit_manager), reverse("audit_team", args=[audit.reference])
    response = browser.post(url, {"person": "", "duty": "leader"})
    assert (response.status_code, "Choose a person." in response.content.decode()) == (422, True)
    trainee = AuditorFactory(name="实习生", grade="trainee")
    response = browser.post(url, {"person": trainee.pk, "duty": "leader"})
    assert "With the grade “Trainee auditor” 实习生 can only be: team member." in response.content.decode()
    assert browser.post(url, {"person": auditor.pk, "duty": "leader"}).status_code == 302
    member = audit.current_team.get()

    replace = reverse("replace_member", args=[audit.reference, member.pk])
    response = browser.post(replace, {"reason": "", "successor": other_auditor.pk})
    assert (response.status_code, audit.current_team.get().user) == (422, auditor)
    assert browser.post(replace, {"reason": "另有任务。", "successor": other_auditor.pk}).status_code == 302
    assert [(m.user, m.duty) for m in audit.current_team.all()] == [(other_auditor, "leader")]
    assert "另有任务。" in page(browser, "audit_team", audit.reference)
    assert browser.get(replace).status_code == 404


UNCLEAR = (
    ({}, "Choose one of the two declarations."),
    ({"interest": "interest", "explanation": "亲属。"}, "Choose the kind of interest."),
    ({"interest": "interest", "kind": "relative"}, "Explain the interest."),
    (
        {"interest": "interest", "kind": "employed", "explanation": "曾任职。", "until": "2099-01-01"},
        "This day lies in the future. Leave it empty where the interest lasts.",
    ),
    (
        {"interest": "none", "kind": "relative", "explanation": "亲属。"},
        "You declare to have no interest and describe one. Empty the description, or declare it.",
    ),
)


def test_an_unclear_declaration_gets_a_sentence(organisation, audit_manager, auditor, browse):
    audit = cases.planning(organisation, audit_manager=audit_manager)
    actions.appoint(audit, auditor, by=audit_manager, duty="leader")
    browser, url = browse(auditor), reverse("declaration", args=[audit.reference])
    for data, sentence in UNCLEAR:
        response = browser.post(url, data)
        assert (response.status_code, sentence in response.content.decode()) == (422, True), sentence
    assert audit.current_team.get().declaration == "pending"


def test_the_declaration_page_records_either_declaration(organisation, audit_manager, auditor, other_auditor, browse):
    audit = cases.planning(organisation, audit_manager=audit_manager)
    cases.gather_team(audit, by=audit_manager, leader=auditor, members=[other_auditor], declared=False)
    url = reverse("declaration", args=[audit.reference])
    assert url in page(browse(auditor), "audit", audit.reference)
    assert browse(auditor).post(url, {"interest": "none"}).url == audit.get_absolute_url()
    data = {"interest": "interest", "kind": "relative", "explanation": "亲属。"}
    assert browse(other_auditor).post(url, data).url == reverse("home")
    assert list(audit.current_team.values_list("declaration", flat=True)) == ["none", "interest"]
    assert browse(other_auditor).get(url).status_code == 404


def test_the_client_objects_on_a_page_and_reads_the_answer(proposed, applicant, audit_manager, other_auditor, browse):
    url = reverse("objection", args=[proposed.reference])
    member = proposed.current_team.get(user=other_auditor)
    client, office = browse(applicant), browse(audit_manager)
    response = client.post(url, {"about": member.pk, "reason": ""})
    assert response.status_code == 422
    assert "Give the reason; without one we cannot judge the objection." in response.content.decode()
    assert client.post(url, {"about": member.pk, "reason": "利益冲突。"}).status_code == 302

    assert "利益冲突。" in page(office, "audit_team", proposed.reference)
    answer = reverse("answer_objection", args=[proposed.reference, member.pk])
    assert office.post(answer, {"answer": ""}).status_code == 422
    assert office.post(answer, {"answer": "经核实无利益冲突。"}).status_code == 302
    assert office.get(answer).status_code == 302
    proposed.refresh_from_db()
    perform(proposed, "propose", by=audit_manager)
    assert "经核实无利益冲突。" in page(client, "audit", proposed.reference)
    assert f'value="{member.pk}"' not in page(client, "objection", proposed.reference)

    assert client.post(url, {"about": "plan", "reason": "正值盘点。"}).status_code == 302
    assert "正值盘点。" in page(office, "audit", proposed.reference)
    answer = reverse("answer_plan_objection", args=[proposed.reference])
    assert office.post(answer, {"answer": "日期已定。"}).status_code == 302
    assert "日期已定。" in page(client, "audit", proposed.reference)
    assert client.get(url).status_code == 302  # no plan to object to at present
