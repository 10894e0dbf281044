"""Pages of an audit: who sees what, what a form answers, how many queries a list takes."""

import datetime

import pytest
from django.urls import reverse

from audits import actions
from audits.models import Audit, CorrectiveAction, Nonconformity
from tests.applications import cases as applications
from tests.applications.cases import pdf
from tests.audits import cases
from tests.factories import AuditorFactory, OrganisationFactory
from workflow import clock
from workflow.engine import perform

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
DAY = datetime.timedelta(days=1)
OF_THE_AUDIT = [
    "audit", "audit_plan", "audit_team", "declaration", "objection", "close_visit", "raise_nonconformity",
    "answer_plan_objection",
]  # fmt: skip


def page(browser, name, *arguments, status=200):
    response = browser.get(reverse(name, args=arguments))
    assert response.status_code == status
    return response.content.decode()


def warmed(client):
    """Ask for a small page first, so that what is read once per process is not counted."""
    client.get(reverse("audits"), {"q": "nothing fits this"})
    return client


# --- who sees what ----------------------------------------------------------------------------------------------------


def test_strangers_are_told_that_there_is_no_such_page(organisation, applicant, auditor, stranger, browse):
    audit = cases.rectifying(organisation, leader=auditor, nonconformities=["minor"])
    cases.answer(audit.nonconformities.get())
    file = CorrectiveAction.objects.get().files.get()
    for person in (stranger, AuditorFactory()):
        browser = browse(person)
        for name in OF_THE_AUDIT:
            page(browser, name, audit.reference, status=404)
        page(browser, "nonconformity", audit.nonconformities.get().reference, status=404)
        page(browser, "corrective_file", audit.nonconformities.get().reference, file.pk, status=404)
        assert audit.reference not in page(browser, "audits")
    assert b"%PDF" in b"".join(browse(applicant).get(file_url(file)).streaming_content)


def test_a_client_sees_nothing_while_the_audit_is_first_planned(prepared, applicant, browse):
    browser = browse(applicant)
    page(browser, "audit", prepared.reference, status=404)
    assert prepared.reference not in page(browser, "audits")


def test_a_client_reads_the_plan_and_the_team_once_they_are_sent(proposed, applicant, audit_manager, browse):
    browser = browse(applicant)
    text = page(browser, "audit", proposed.reference)
    for words in (
        "Agree to the plan or object",
        "总部",
        "朝阳服务站",
        "opening meeting",
        "吴审查",
        "郑审查",
        "team leader",
    ):
        assert words in text
    assert "周审核" not in text  # who planned is named by the role alone
    perform(proposed, "object", by=applicant, note="正值盘点。")
    cases.plan(proposed, by=audit_manager, days=4)
    text = page(browser, "audit", proposed.reference)
    assert "We are changing the plan" in text
    for words in ("总部", "吴审查", "Sites to be visited", "What the client"):
        assert words not in text


def test_explanations_of_an_interest_are_for_the_audit_department_alone(
    organisation, applicant, auditor, other_auditor, audit_manager, browse
):
    audit = cases.on_site(organisation, leader=auditor, members=[other_auditor], audit_manager=audit_manager)
    actions.declare(audit, by=other_auditor, kind="relative", explanation="妻子在该公司财务部。")
    assert "妻子在该公司财务部。" not in page(browse(applicant), "audit", audit.reference)
    assert "妻子在该公司财务部。" in page(browse(audit_manager), "audit_team", audit.reference)
    page(browse(other_auditor), "audit", audit.reference, status=404)


def test_a_client_sees_what_was_found_after_the_closing_meeting(on_site, applicant, auditor, browse):
    raised = actions.raise_nonconformity(on_site, by=auditor, kind="minor", clause="5.1.1.1", text="工单无签字。")
    cases.score(on_site, by=auditor)
    browser = browse(applicant)
    assert "工单无签字。" not in page(browser, "audit", on_site.reference)
    page(browser, "nonconformity", raised.reference, status=404)
    perform(on_site, "close_visit", by=auditor)
    assert "工单无签字。" in page(browser, "audit", on_site.reference)
    text = page(browser, "nonconformity", raised.reference)
    assert "30 days left" in text
    assert "Your corrective action" in text
    assert "吴审查" not in text


def test_pages_of_work_are_closed_to_those_who_may_only_look(
    on_site, applicant, officer, auditor, audit_manager, browse
):
    for person, closed in (
        (officer, ["audit_plan", "audit_team", "objection", "close_visit", "raise_nonconformity"]),
        (applicant, ["audit_plan", "audit_team", "close_visit", "raise_nonconformity", "answer_plan_objection"]),
        (auditor, ["audit_plan", "audit_team", "objection"]),
        (audit_manager, ["objection", "close_visit", "raise_nonconformity"]),
    ):
        for name in closed:
            page(browse(person), name, on_site.reference, status=403)
    page(browse(officer), "declaration", on_site.reference, status=404)


def test_every_role_can_read_a_finished_case_in_both_languages(
    organisation, applicant, auditor, audit_manager, officer, member, manager, browse
):
    audit = cases.reported(
        organisation, leader=auditor, audit_manager=audit_manager, nonconformities=["minor"], specials=["law"]
    )
    references = [nonconformity.reference for nonconformity in audit.nonconformities.all()]
    for person in (applicant, auditor, audit_manager, officer, member, manager):
        for language in ("zh-hans", "en"):
            browser = browse(person, language)
            assert audit.reference in page(browser, "audits")
            page(browser, "audit", audit.reference)
            for reference in references:
                page(browser, "nonconformity", reference)


# --- lists ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["applicant", "audit_manager"])
def test_the_list_takes_as_many_queries_for_three_as_for_one(
    request, person, applicant, audit_manager, auditor, other_auditor, browse, django_assert_num_queries
):
    team = {"leader": auditor, "members": [other_auditor], "audit_manager": audit_manager}
    organisations = [OrganisationFactory(members=[applicant]) for _each in range(6)]
    reader = request.getfixturevalue(person)
    browser = warmed(browse(reader))
    expected = {"applicant": 6, "audit_manager": 7}[person]
    for number in (1, 3):
        while Audit.objects.count() < number:
            cases.proposed(organisations.pop(), **team)
            applications.evaluated(organisations.pop(), audit_manager=audit_manager)
        with django_assert_num_queries(expected):
            text = page(browser, "audits")
        assert sum(audit.reference in text for audit in Audit.objects.all()) == number
        assert text.count("Open the audit file") == (number if person == "audit_manager" else 0)


def test_a_case_takes_as_many_queries_with_three_nonconformities_as_with_one(
    organisation, auditor, audit_manager, browse, django_assert_num_queries
):
    audit = cases.rectifying(organisation, leader=auditor, audit_manager=audit_manager, nonconformities=["minor"])
    browser = warmed(browse(audit_manager))
    with django_assert_num_queries(22):
        page(browser, "audit", audit.reference)
    for _each in range(2):
        actions.raise_nonconformity(audit, by=auditor, kind="minor", clause="5.1.1.1", text="又一处。")
    with django_assert_num_queries(22):
        page(browser, "audit", audit.reference)


def test_the_team_page_takes_as_many_queries_for_three_candidates_as_for_one(
    organisation, audit_manager, browse, django_assert_num_queries
):
    audit = cases.planning(organisation, audit_manager=audit_manager)
    browser = warmed(browse(audit_manager))
    for number in (1, 3):
        people = [AuditorFactory(name=f"候选人{number}{each}") for each in range(number)]
        with django_assert_num_queries(10):
            text = page(browser, "audit_team", audit.reference)
        assert all(person.name in text for person in people)


def test_the_list_is_searched_filtered_sorted_and_paged(applicant, audit_manager, auditor, other_auditor, browse):
    team = {"leader": auditor, "members": [other_auditor], "audit_manager": audit_manager}
    first = cases.planning(OrganisationFactory(name="甲电器公司", members=[applicant]), audit_manager=audit_manager)
    second = cases.proposed(OrganisationFactory(name="乙电梯公司", members=[applicant]), **team)
    browser = browse(audit_manager)

    def found(**query):
        text = browser.get(reverse("audits"), query).content.decode()
        places = {audit.reference: text.find(f">{audit.reference}<") for audit in (first, second)}
        return [reference for reference, place in sorted(places.items(), key=lambda each: each[1]) if place >= 0]

    assert found() == [second.reference, first.reference]
    assert found(sort="reference") == [first.reference, second.reference]
    assert found(sort="-reference") == [second.reference, first.reference]
    assert found(sort="nonsense; drop") == [second.reference, first.reference]
    assert found(q="乙电梯") == [second.reference]
    assert found(q=first.application.reference) == [first.reference]
    assert found(state="planning") == [first.reference]
    assert found(state="nonsense") == [second.reference, first.reference]
    assert found(q="丙", page="99") == []
    assert found(page="nonsense") == [second.reference, first.reference]


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


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"starts_on": "2020-01-01"}, "This day has passed. Choose today or a later day."),
        ({"ends_on": "2020-01-01"}, "The last day lies before the first."),
        ({"ends_on": "2099-01-01"}, "A visit of more than 30 days? Check the dates."),
        ({"starts_on": "31.12."}, "Enter a date like 2026-05-31."),
        ({"agenda-0-ends_at": "08:00"}, "The end lies before the beginning."),
        ({"agenda-1-starts_at": "noon"}, "Enter a time like 09:30."),
        ({"agenda-0-topic": "长" * 201}, "Ensure this value has at most 200 characters (it has 201)."),
    ],
)
def test_a_plan_that_contradicts_itself_gets_a_sentence_and_keeps_what_was_typed(
    organisation, audit_manager, browse, changes, sentence
):
    audit = cases.planning(organisation, audit_manager=audit_manager)
    data = plan_data(audit, **{"agenda-1-topic": "总结会"}) | changes
    response = browse(audit_manager).post(reverse("audit_plan", args=[audit.reference]), data)
    assert response.status_code == 422
    text = response.content.decode()
    assert sentence in text
    assert 'value="总结会"' in text
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


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
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
    ],
)
def test_an_unclear_declaration_gets_a_sentence(organisation, audit_manager, auditor, browse, data, sentence):
    audit = cases.planning(organisation, audit_manager=audit_manager)
    actions.appoint(audit, auditor, by=audit_manager, duty="leader")
    response = browse(auditor).post(reverse("declaration", args=[audit.reference]), data)
    assert response.status_code == 422
    assert sentence in response.content.decode()
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


# --- visit and nonconformities ----------------------------------------------------------------------------------------


def test_the_closing_meeting_has_a_page(on_site, auditor, browse):
    browser, url = browse(auditor), reverse("close_visit", args=[on_site.reference])
    text = page(browser, "close_visit", on_site.reference)
    assert "47 clauses have no finding yet" in text
    cases.score(on_site, by=auditor)
    for day, sentence in (
        ("", "Enter the date of the closing meeting."),
        (clock.today() + DAY, "The closing meeting cannot be in the future."),
    ):
        response = browser.post(url, {"closing_meeting_on": day})
        assert (response.status_code, sentence in response.content.decode()) == (422, True)
    assert browser.post(url, {"closing_meeting_on": clock.today()}).status_code == 302
    on_site.refresh_from_db()
    assert on_site.state == "rectifying"
    assert browser.get(url).status_code == 302


def test_a_nonconformity_is_raised_on_a_page(on_site, auditor, browse):
    browser, url = browse(auditor), reverse("raise_nonconformity", args=[on_site.reference])
    assert 'value="5.1.2.2" selected' in browser.get(url, {"clause": "5.1.2.2"}).content.decode()
    response = browser.post(url, {"clause": "", "kind": "special", "text": "工单无签字。"})
    assert response.status_code == 422
    assert "工单无签字。" in response.content.decode()
    assert browser.post(url, {"clause": "5.1.2.2", "kind": "major", "text": "工单无签字。"}).status_code == 302
    raised = Nonconformity.objects.get()
    assert (raised.kind, raised.clause) == ("major", "5.1.2.2")
    assert raised.reference in page(browser, "audit", on_site.reference)


class TestAnswering:
    @pytest.fixture
    def minor(self, organisation, auditor, other_auditor, audit_manager):
        team = {"leader": auditor, "members": [other_auditor], "audit_manager": audit_manager}
        return cases.rectifying(organisation, nonconformities=["minor"], **team).nonconformities.get()

    def test_drafts_are_saved_and_files_stay_when_the_form_fails(self, minor, applicant, auditor, browse):
        browser, url = browse(applicant), minor.get_absolute_url()
        add = reverse("add_corrective_file", args=[minor.reference])
        response = browser.post(add, {"file": [pdf("一.pdf", "1"), pdf("二.pdf", "2")]})
        assert response.url == f"{url}#files"
        assert browser.post(url, {"cause": "培训不足。"}).status_code == 302
        response = browser.post(url, {"cause": "培训仍不足。", "send": "1"})
        text = response.content.decode()
        assert response.status_code == 409
        assert "Still to be filled in: what was put right at once, what prevents a repeat, done on." in text
        assert "培训仍不足。" in text
        for name in ("一.pdf", "二.pdf"):
            assert name in text
        response = browser.post(url, {"cause": "原因", "done_on": clock.today() + DAY})
        assert response.status_code == 422
        assert "This day lies in the future. Send the answer once it is done." in response.content.decode()

        draft = CorrectiveAction.objects.get()
        assert (draft.cause, draft.files.count(), draft.sent_at) == ("培训仍不足。", 2, None)
        file = draft.files.first()
        assert browse(auditor).get(file_url(file)).status_code == 404  # a draft is the client's own
        text = page(browse(auditor), "nonconformity", minor.reference)
        assert "培训仍不足。" not in text
        assert "一.pdf" not in text
        remove = reverse("remove_corrective_file", args=[minor.reference, file.pk])
        assert browser.post(remove).url == f"{url}#files"

        data = cases.CORRECTIVE_ACTION | {"done_on": clock.today(), "send": "1"}
        assert browser.post(url, data).status_code == 302
        minor.refresh_from_db()
        assert minor.state == "answered"
        text = page(browse(auditor), "nonconformity", minor.reference)
        assert "员工培训不足。" in text
        assert "二.pdf" in text
        assert browse(auditor).get(file_url(draft.files.get())).status_code == 200

    def test_the_upload_answers_a_script_with_the_list_or_a_sentence(self, minor, applicant, auditor, browse):
        from django.core.files.uploadedfile import SimpleUploadedFile

        browser, url = browse(applicant), reverse("add_corrective_file", args=[minor.reference])
        script = {"headers": {"accept": "application/json"}}
        response = browser.post(url, {"file": pdf("一.pdf")}, **script)
        assert response.json()["ok"] is True
        assert "一.pdf" in response.json()["html"]
        response = browser.post(url, {"file": SimpleUploadedFile("二.pdf", b"MZ no PDF")}, **script)
        assert (response.status_code, response.json()["ok"]) == (422, False)
        assert "“二.pdf” was not taken." in response.json()["error"]
        assert browse(auditor).post(url, {"file": pdf("三.pdf")}, **script).status_code == 403
        assert CorrectiveAction.objects.get().files.count() == 1

    def test_a_rejected_answer_comes_back_filled_in_and_the_history_is_shown(self, minor, applicant, auditor, browse):
        cases.answer(minor)
        reject = reverse("step", args=["nonconformity", minor.reference, "reject"])
        text = page(browse(auditor), "nonconformity", minor.reference)
        assert reject in text
        browse(auditor).post(reject, {"note": "原因不充分。"})
        minor.refresh_from_db()
        assert minor.state == "open"
        text = page(browse(applicant), "nonconformity", minor.reference)
        assert "原因不充分。" in text
        assert f">\n{cases.CORRECTIVE_ACTION['cause']}</textarea>" in text
        assert reject not in text
        assert "吴审查" not in text

    def test_one_page_more_for_three_answers_takes_no_more_queries(
        self, minor, auditor, browse, django_assert_num_queries
    ):
        browser = warmed(browse(auditor))
        for number in (1, 3):
            while minor.actions.count() < number:
                cases.answer(minor)
                perform(minor, "reject", by=auditor, note="原因不充分。")
            with django_assert_num_queries(15):
                page(browser, "nonconformity", minor.reference)


def file_url(file):
    return reverse("corrective_file", args=[file.action.nonconformity.reference, file.pk])
