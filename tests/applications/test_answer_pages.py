"""The applicant's pages: starting, answering topic by topic, checking, submitting."""

import pytest
from django.urls import reverse

from applications.models import Application
from tests.applications import cases
from tests.factories import OrganisationFactory, PersonFactory
from workflow.engine import perform

pytestmark = pytest.mark.django_db


def topic(application, slug):
    return reverse("application_topic", args=[application.reference, slug])


@pytest.fixture
def web(browser_of, applicant):
    return browser_of(applicant)


@pytest.fixture
def application(organisation):
    return cases.started(organisation)


def text_of(answer):
    return " ".join(answer.content.decode().split())


# --- starting ---------------------------------------------------------------------------------------------------------


def test_starting_leads_to_the_task_list(web, organisation):
    cases.reference_data()
    page = web.get("/applications/start/")
    assert f'value="{organisation.uscc}"' in page.content.decode()
    answer = web.post("/applications/start/", {"organisation": organisation.uscc}, follow=True)
    application = Application.objects.get()
    assert answer.redirect_chain == [(application.get_absolute_url(), 302)]
    assert "Not begun" in text_of(answer)


def test_of_several_organisations_one_is_chosen(web, applicant, organisation, stranger):
    other = OrganisationFactory(members=[applicant])
    cases.reference_data()
    assert web.post("/applications/start/", {}).status_code == 422
    foreign = web.post("/applications/start/", {"organisation": stranger.organisations.get().uscc})
    assert "Choose one of your organisations." in text_of(foreign)
    assert not Application.objects.exists()
    web.post("/applications/start/", {"organisation": other.uscc})
    assert Application.objects.get().organisation == other


def test_without_an_organisation_the_way_to_register_one_is_shown(browser_of):
    page = text_of(browser_of(PersonFactory()).get("/applications/start/"))
    assert "First register your organisation" in page
    assert reverse("register_organisation") in page


def test_staff_start_nothing(browser_of, officer):
    assert browser_of(officer).get("/applications/start/").status_code == 403


def test_without_an_edition_a_sentence_says_so(web, organisation):
    answer = web.post("/applications/start/", {"organisation": organisation.uscc}, follow=True)
    assert "No edition of the standard is loaded yet. Please write to us." in text_of(answer)


# --- answering --------------------------------------------------------------------------------------------------------


def test_saving_and_going_on_leads_to_the_next_topic(web, application):
    answer = web.post(topic(application, "contact"), {"contact_name": "李四", "continue": "1"})
    assert (answer.status_code, answer.url) == (302, topic(application, "business"))
    application.refresh_from_db()
    assert (application.contact_name, application.contact_phone) == ("李四", "")


def test_the_last_topic_leads_to_the_papers(web, application):
    data = {"rows-TOTAL_FORMS": "0", "rows-INITIAL_FORMS": "0", "all_apply": "1", "continue": "1"}
    answer = web.post(topic(application, "exclusions"), data)
    assert answer.url == reverse("application_papers", args=[application.reference])
    application.refresh_from_db()
    assert application.has_no_exclusions


def test_saving_alone_returns_to_the_list(web, application):
    answer = web.post(topic(application, "scope"), {"scope": "家电服务", "save": "1"}, follow=True)
    assert answer.redirect_chain == [(application.get_absolute_url(), 302)]
    assert "“Scope and level” is saved." in text_of(answer)


@pytest.mark.parametrize(
    ("slug", "data", "kept", "sentence"),
    [
        (
            "contact",
            {"contact_phone": "call me"},
            "call me",
            "Write the telephone number in digits, for example 010-12345678.",
        ),
        ("contact", {"contact_email": "nobody"}, "nobody", "Enter an e-mail address like name@example.com."),
        (
            "business",
            {"system_since": "2999-01-01", "industry": "零售业"},
            "零售业",
            "This day is still to come. Give the day on which the system began to operate.",
        ),
        (
            "scope",
            {"scope": "家电\u202e服务"},
            "家电",
            "Contains an invisible character (U+202E RIGHT-TO-LEFT OVERRIDE).",
        ),
        (
            "size",
            {"headcount": "10", "service_staff": "11"},
            "11",
            "There cannot be more service staff than employees.",
        ),
        ("size", {"headcount": "0"}, "0", "Enter a number of at least 1."),
        ("size", {"headcount": "-5"}, "-5", "greater than or equal to 0"),
        (
            "size",
            {"headcount": "10", "service_staff": "5", "service_management_staff": "6"},
            "6",
            "There cannot be more service-management staff than service staff: they are counted among them.",
        ),
    ],
)
def test_bad_input_stays_typed_with_a_sentence_and_saves_nothing(web, application, slug, data, kept, sentence):
    saved_at = application.saved_at
    answer = web.post(topic(application, slug), data | {"continue": "1"})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert kept in answer.content.decode()
    application.refresh_from_db()
    assert application.saved_at == saved_at


def test_bad_input_in_chinese(client_of, applicant, application):
    answer = client_of(applicant).post(topic(application, "size"), {"headcount": "10", "service_staff": "11"})
    assert "服务人员不能多于员工人数。" in text_of(answer)


def test_an_unknown_topic_is_not_found(web, application):
    assert web.get(topic(application, "nonsense")).status_code == 404


def test_after_submitting_the_topics_lead_back(web, organisation, applicant):
    application = cases.submitted(organisation)
    answer = web.post(topic(application, "contact"), {"contact_name": "X"}, follow=True)
    assert answer.redirect_chain == [(application.get_absolute_url(), 302)]
    assert "The answers can no longer be changed." in text_of(answer)
    application.refresh_from_db()
    assert application.contact_name == "王小明"


# --- lists ------------------------------------------------------------------------------------------------------------


def rows(*typed, **others):
    data = {"rows-TOTAL_FORMS": str(len(typed)), "rows-INITIAL_FORMS": "0", **others}
    for number, row in enumerate(typed):
        data |= {f"rows-{number}-{name}": value for name, value in row.items()}
    return data


HEAD = {"kind": "headquarters", "name": "总部", "address": "北京市", "headcount": "80", "activity": ""}
HALF = {"kind": "own_outlet", "name": "", "address": "天津市", "headcount": "many", "activity": ""}


def test_a_row_is_added_without_checking_or_losing_what_was_typed(web, application):
    answer = web.post(topic(application, "sites"), rows(HEAD, HALF, add="1"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="rows-TOTAL_FORMS" value="3"' in page
    assert 'value="天津市"' in page
    assert 'value="many"' in page
    assert "form-error" not in page
    assert not application.sites.exists()


def test_a_row_is_removed_and_the_others_stay_as_typed(web, application):
    page = web.post(topic(application, "sites"), rows(HEAD, HALF, remove="0")).content.decode()
    assert 'name="rows-TOTAL_FORMS" value="1"' in page
    assert 'value="天津市"' in page
    assert "总部" not in page


def test_rearranging_survives_nonsense(web, application):
    for data in (
        {"add": "1"},
        {"rows-TOTAL_FORMS": "x", "add": "1"},
        {"rows-TOTAL_FORMS": "-3", "remove": "7"},
        rows(HEAD, remove="99"),
        rows(HEAD, remove="x"),
        {"rows-TOTAL_FORMS": "99999999", "add": "1"},
    ):
        assert web.post(topic(application, "sites"), data).status_code == 200


def test_sites_are_saved_and_empty_rows_left_out(web, application):
    empty = {"kind": "own_outlet", "name": "", "address": "", "headcount": "", "activity": ""}
    answer = web.post(topic(application, "sites"), rows(HEAD, empty, {**HEAD, "name": "分部"}, save="1"))
    assert answer.status_code == 302
    assert list(application.sites.values_list("name", flat=True)) == ["总部", "分部"]


def test_a_site_without_a_name_is_asked_for_and_kept(web, application):
    answer = web.post(topic(application, "sites"), rows(HEAD, HALF, save="1"))
    assert answer.status_code == 422
    page = text_of(answer)
    assert "Row 2 · Name of the site: Give the site a name, or remove the row." in page
    assert "Row 2 · Employees there: Enter a whole number in digits, for example 12." in page
    assert 'value="天津市"' in page
    assert not application.sites.exists()


def test_more_rows_than_a_list_takes_are_refused(web, application):
    answer = web.post(topic(application, "sites"), {"rows-TOTAL_FORMS": "5000", "rows-INITIAL_FORMS": "0"})
    assert answer.status_code == 422
    assert not application.sites.exists()


def test_a_list_without_its_count_is_refused_and_deletes_nothing(web, application, applicant):
    from applications.actions import save_sites

    save_sites(application, cases.SITES, by=applicant)
    assert web.post(topic(application, "sites"), {"save": "1"}).status_code == 422
    assert application.sites.count() == 4


def test_one_certificate_in_two_rows_is_told_at_the_row(web, application):
    row = {"name": "李晓红", "certificate_number": "ASM-1", "expires_on": "2099-01-01"}
    answer = web.post(topic(application, "managers"), rows(row, row | {"name": "赵建国"}, save="1"))
    assert answer.status_code == 422
    assert "Row 2 · Certificate number: This certificate number stands in another row already." in text_of(answer)
    assert not application.service_managers.exists()


def test_managers_are_saved_and_the_number_needed_is_shown(web, organisation):
    application = cases.draft(organisation)
    row = {"name": "李晓红", "certificate_number": "ASM-1", "expires_on": "2099-01-01"}
    web.post(topic(application, "managers"), rows(row, save="1"))
    assert application.service_managers.get().certificate_number == "ASM-1"
    page = text_of(web.get(topic(application, "managers")))
    assert "Listed: 1. Needed for your service-management staff: 2." in page
    assert "1 of 2 needed" in text_of(web.get(application.get_absolute_url()))


def test_exclusions_are_chosen_among_the_clauses(web, application):
    claim = {"clause": "5.2.3.3", "reason": "我们不销售需要安装的商品。"}
    page = web.get(topic(application, "exclusions")).content.decode()
    assert "All clauses apply to us" in page
    answer = web.post(topic(application, "exclusions"), rows(claim, save="1"))
    assert answer.status_code == 302
    assert application.exclusion_claims.get().reason == claim["reason"]
    both = web.post(topic(application, "exclusions"), rows(claim, all_apply="1", save="1"))
    assert "You say that all clauses apply and name one that does not." in text_of(both)
    unknown = web.post(topic(application, "exclusions"), rows({"clause": "9.9", "reason": "x"}, save="1"))
    assert unknown.status_code == 422
    twice = web.post(topic(application, "exclusions"), rows(claim, claim, save="1"))
    assert "Row 2 · Clause: This clause stands in another row already." in text_of(twice)
    unsaid = web.post(topic(application, "exclusions"), rows({"clause": "5.2.3.3", "reason": ""}, save="1"))
    assert "Say why this clause does not apply, or remove the row." in text_of(unsaid)
    assert application.exclusion_claims.get().reason == claim["reason"]


def test_adding_a_clause_keeps_the_tick(web, application):
    page = web.post(topic(application, "exclusions"), rows(all_apply="1", add="1")).content.decode()
    assert 'id="all_apply" value="1" checked' in page
    assert 'name="rows-0-clause"' in page


# --- checking and submitting ------------------------------------------------------------------------------------------


def test_the_check_page_names_what_is_missing_with_the_way_there(web, organisation):
    application = cases.draft(organisation, without_papers=("records",), level_aimed="")
    page = text_of(web.get(reverse("check_application", args=[application.reference])))
    assert "Before you can submit" in page
    assert f'<a href="{topic(application, "scope")}?from=check">Scope and level</a>: level aimed at' in page
    assert f"{reverse('application_papers', args=[application.reference])}#records" in page
    assert "Still to be answered: level aimed at." in page
    assert "家用电器零售" in page


def test_changing_from_the_check_page_leads_back_there(web, organisation):
    application = cases.draft(organisation)
    check = reverse("check_application", args=[application.reference])
    page = text_of(web.get(check))
    for slug in ("contact", "business", "scope", "size", "sites", "managers", "exclusions"):
        assert f'<a href="{topic(application, slug)}?from=check">Change' in page
        assert f'id="topic-{slug}"' in page
    opened = text_of(web.get(f"{topic(application, 'scope')}?from=check"))
    assert "Save and return to the check" in opened
    assert "Save and continue" not in opened
    answer = web.post(f"{topic(application, 'scope')}?from=check", {"scope": "家电服务", "save": "1"})
    assert (answer.status_code, answer.url) == (302, f"{check}#topic-scope")
    application.refresh_from_db()
    assert application.scope == "家电服务"


def test_submitting_from_the_check_page(web, organisation):
    application = cases.draft(organisation)
    page = text_of(web.get(reverse("check_application", args=[application.reference])))
    step = reverse("step", args=["application", application.reference, "submit"])
    assert f'action="{step}"' in page
    answer = web.post(step, {"next": application.get_absolute_url()}, follow=True)
    assert "We are reviewing the application" in text_of(answer)
    application.refresh_from_db()
    assert application.state == "submitted"


def test_a_returned_application_shows_what_to_mend_and_is_submitted_again(web, organisation, applicant):
    application = cases.returned(organisation, note="请补充各网点的电话。")
    page = text_of(web.get(application.get_absolute_url()))
    assert "What has to be corrected" in page
    assert "请补充各网点的电话。" in page
    web.post(topic(application, "contact"), {**{k: cases.ANSWERS[k] for k in CONTACT}, "save": "1"})
    perform(application, "submit", by=applicant)
    assert application.state == "submitted"


CONTACT = ("contact_name", "contact_phone", "contact_email")


def test_a_refused_application_says_why(web, organisation, officer):
    application = cases.submitted(organisation)
    perform(application, "refuse", by=officer, note="近12个月内发生重大质量事故。")
    page = text_of(web.get(application.get_absolute_url()))
    assert "The application is refused" in page
    assert "近12个月内发生重大质量事故。" in page
