"""The main pages of every role, looked at by axe in light and dark: nothing serious, nothing critical."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.demonstration.test_crawl import column
from tests.journeys.browsing import browser  # noqa: F401  (a fixture)
from workflow.registry import model_of

pytestmark = [pytest.mark.browser, pytest.mark.demonstration]
# Whose pages, and which; {audit:on_site} is the newest audit in that state, {audit:on_site@key} the newest of that applicant.
PAGES = {
    "": [
        "/",
        "/accounts/login/",
        "/accounts/signup/",
        "/verify/",
        "/verify/{certificate:valid}/",
        "/verify/00000SC00000R0/",
    ],
    "chunhui": [
        "/home/",
        "/applications/",
        "/applications/start/",
        "/organisations/",
        "/account/",
        "/applications/{application:draft}/",
        "/applications/{application:draft}/answers/contact/",
        "/applications/{application:draft}/answers/business/",
        "/applications/{application:draft}/answers/sites/",
        "/applications/{application:draft}/answers/exclusions/",
        "/applications/{application:draft}/papers/",
        "/applications/{application:draft}/check/",
    ],
    "tianyi": ["/home/", "/audits/{audit:rectifying@tianyi}/", "/nonconformities/{nonconformity:open@tianyi}/"],
    "mingtai": ["/home/", "/certificates/", "/certificates/{certificate:valid@mingtai}/"],
    "officer": [
        "/home/",
        "/applications/",
        "/applications/{application:submitted}/",
        "/applications/{application:submitted}/review/",
    ],
    "planner": [
        "/home/",
        "/audits/",
        "/applications/{application:evaluating}/evaluation/",
        "/audits/{audit:planning}/",
        "/audits/{audit:planning}/plan/",
        "/audits/{audit:planning}/team/",
        "/editions/",
    ],
    "leader": [
        "/home/",
        "/audits/{audit:on_site}/",
        "/audits/{audit:on_site}/scoring/",
        "/audits/{audit:on_site}/scoring/5.1.1/",
        "/audits/{audit:on_site}/scoring/specials/",
        "/audits/{audit:rectifying}/report/",
        "/nonconformities/{nonconformity:answered}/",
    ],
    "member3": ["/home/", "/dashboard/", "/dashboard/decisions/", "/dashboard/decisions/{decision:open}/"],
    "manager": [
        "/home/",
        "/dashboard/",
        "/dashboard/decisions/{decision:granted}/",
        "/certificates/",
        "/certificates/{certificate:suspended}/",
        "/staff/",
        "/staff/leader@demo.example/",
        "/organisations/",
        "/design/",
    ],
}
CASE = re.compile(r"{(\w+):(\w+)(?:@(\w+))?}")
OWNERS = {"nonconformity": "(select organisation_id from audits_audit where audits_audit.id = audit_id)"}


def filled(address, database):
    """The address with the references of its cases."""
    return CASE.sub(lambda found: newest(database, *found.groups()), address)


def newest(database, kind, state, applicant):
    model = model_of(kind)._meta.db_table
    owner = OWNERS.get(kind, "organisation_id")
    [reference] = column(
        database,
        f"select max(reference) from {model} where state = ? and (? is null or {owner} in "  # noqa: S608
        "(select organisation_id from accounts_membership where user_id = "
        "(select id from accounts_user where email = ? || '@demo.example')))",
        *(state, applicant, applicant),
    )
    return reference


@pytest.fixture(scope="module")
def window(browser, demonstration, password):  # noqa: F811
    """A window in which somebody is signed in, in one colour scheme; each opened once."""
    windows = {}

    def open_window(key, scheme):
        if (key, scheme) not in windows:
            context = browser.new_context(locale="zh-CN", color_scheme=scheme, base_url=demonstration.url)
            page = context.new_page()
            if key:
                page.goto("/accounts/login/")
                page.fill("input[name=login]", f"{key}@demo.example")
                page.fill("input[name=password]", password)
                page.locator("form[action='/accounts/login/'] button[type=submit]").click()
                page.wait_for_url("**/home/")
            windows[key, scheme] = page
        return windows[key, scheme]

    yield open_window
    for page in windows.values():
        page.context.close()


def grave(page):
    """(rule, first place, how many places) of each serious or critical violation."""
    found = Axe().run(page).response
    assert len(found["passes"]) > 10  # it did look
    return [
        (each["id"], each["nodes"][0]["html"][:200], len(each["nodes"]))
        for each in found["violations"]
        if each["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("key", PAGES)
def test_pages_can_be_used_by_everybody(window, demonstration, key, scheme):
    page = window(key, scheme)
    found = {}
    for address in PAGES[key]:
        answer = page.goto(filled(address, demonstration.database))
        assert answer.status == (404 if "SC00000R0" in address else 200), address
        assert page.locator("html").get_attribute("data-bs-theme") == scheme
        if violations := grave(page):
            found[address] = violations
    assert found == {}
