"""One's own account: name, language, interests."""

import datetime

import pytest
from django.urls import reverse

from accounts.models import Interest, User
from tests.factories import PASSWORD
from workflow import clock
from workflow.models import Event

pytestmark = pytest.mark.django_db
DECLARE = "/account/interests/"


def test_name_and_language_are_changed_and_the_old_name_stays_in_the_journal(applicant, organisation, client_of):
    client = client_of(applicant)
    assert client.post("/account/", {"name": "王大明", "language": "en"})["Location"] == "/account/"
    applicant.refresh_from_db()
    assert (applicant.name, applicant.language) == ("王大明", "en")
    event = Event.objects.of(applicant).get()
    assert (event.name, event.facts) == ("change_account", {"changed": {"name": ["王小明", "王大明"]}})
    assert "My account" in client.get("/account/").content.decode()


@pytest.mark.parametrize(("name", "language"), [("", "en"), ("王大明", "tlh"), ("x" * 81, "en")])
def test_bad_input_changes_nothing(applicant, client_of, name, language):
    answer = client_of(applicant).post("/account/", {"name": name, "language": language})
    assert answer.status_code == 422
    assert answer.context["user"].name == "王小明"
    applicant.refresh_from_db()
    assert (applicant.name, applicant.language) == ("王小明", "zh-hans")
    assert not Event.objects.exists()


def test_the_language_switch_is_remembered_by_the_account_on_every_machine(applicant, client_of):
    here, there = client_of(applicant), client_of(applicant)
    answer = here.post(reverse("set_language"), {"language": "en", "next": "/account/"})
    assert answer["Location"] == "/account/"
    applicant.refresh_from_db()
    assert applicant.language == "en"
    page = there.get("/account/", headers={"accept-language": "zh-CN"})
    assert '<html lang="en"' in page.content.decode()
    assert page["Content-Language"] == "en"


@pytest.mark.parametrize("language", ["tlh", "", "../../etc"])
def test_a_language_that_does_not_exist_is_not_remembered(applicant, client_of, language):
    client_of(applicant).post(reverse("set_language"), {"language": language})
    applicant.refresh_from_db()
    assert applicant.language == "zh-hans"


def test_strangers_switch_by_cookie(client):
    client.post(reverse("set_language"), {"language": "en"})
    assert '<html lang="en"' in client.get("/accounts/login/").content.decode()


def test_the_switch_does_not_lead_astray(applicant, client_of):
    answer = client_of(applicant).post(reverse("set_language"), {"language": "en", "next": "https://evil.example/"})
    assert answer["Location"] == "/"


def test_staff_declare_an_interest_and_are_kept_out(auditor, organisation, client_of):
    client = client_of(auditor)
    data = {"uscc": organisation.uscc.lower(), "kind": "consulted", "until": "", "note": "去年做过咨询"}
    assert client.post(DECLARE, data)["Location"] == "/account/"
    interest = Interest.objects.get()
    assert (interest.user, interest.organisation, interest.kind, interest.until) == (
        auditor,
        organisation,
        "consulted",
        None,
    )
    assert auditor.has_interest_in(organisation)
    event = Event.objects.of(auditor).get(name="declare_interest")
    assert event.facts == {"organisation": organisation.uscc, "kind": "consulted", "until": None}
    assert "去年做过咨询" in client.get("/account/").content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"uscc": "91110108MA01C8JU3Y"}, "uscc"),
        ({"uscc": "123"}, "uscc"),
        ({"kind": "love"}, "kind"),
        ({"note": ""}, "note"),
        ({"until": "tomorrow"}, "until"),
        ({"until": "2999-01-01"}, "until"),
    ],
)
def test_a_bad_declaration_gets_a_sentence_and_keeps_what_was_typed(auditor, organisation, client_of, change, field):
    data = {"uscc": organisation.uscc, "kind": "consulted", "until": "2025-01-01", "note": "说明"} | change
    answer = client_of(auditor).post(DECLARE, data)
    assert answer.status_code == 422
    form = answer.context["interest_form"]
    assert list(form.errors) == [field]
    assert {name: form[name].value() for name in data} == data
    assert not Interest.objects.exists()


def test_applicants_declare_none_so_that_nobody_can_probe_for_codes(stranger, organisation, client_of):
    client = client_of(stranger)
    assert client.post(DECLARE, {"uscc": organisation.uscc, "kind": "other", "note": "x"}).status_code == 403
    assert DECLARE not in client.get("/account/").content.decode()
    assert not Interest.objects.exists()


def test_an_interest_ends_two_years_after_it_ended(auditor, organisation):
    today = clock.today()
    for days, stands in ((0, True), (730, True), (731, False)):
        Interest.objects.all().delete()
        Interest.objects.create(
            user=auditor,
            organisation=organisation,
            kind="employed",
            note="x",
            until=today - datetime.timedelta(days=days),
        )
        assert auditor.has_interest_in(organisation) is stands, days
    assert User.objects.get(pk=auditor.pk).has_interest_in(organisation) is False


def test_a_new_address_counts_once_it_is_confirmed(applicant, client_of, client, letters, link_in):
    mine = client_of(applicant)
    mine.post("/accounts/email/", {"email": "New@Example.org", "action_add": ""})
    applicant.refresh_from_db()
    assert applicant.email == "applicant@example.org"
    [letter] = letters()
    assert letter.to == ["new@example.org"]
    mine.post(link_in(letter, "/accounts/confirm-email/"))
    applicant.refresh_from_db()
    assert applicant.email == "new@example.org"
    assert list(applicant.emailaddress_set.values_list("email", "verified", "primary")) == [
        ("new@example.org", True, True)
    ]
    event = Event.objects.of(applicant).get()
    assert (event.name, event.facts["changed"]) == (
        "change_address",
        {"email": ["applicant@example.org", "new@example.org"]},
    )
    client.post("/accounts/login/", {"login": "new@example.org", "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(applicant.pk)
    assert [letter.to for letter in letters()[1:]] == [["applicant@example.org"]]


def test_an_address_of_somebody_else_is_not_taken(applicant, stranger, client_of, letters):
    client_of(applicant).post("/accounts/email/", {"email": stranger.email, "action_add": ""})
    letters()
    assert set(User.objects.values_list("email", flat=True)) == {"applicant@example.org", "stranger@example.org"}
    assert applicant.emailaddress_set.filter(email=stranger.email, verified=True).count() == 0


def test_a_new_password_is_announced_to_the_old_address(applicant, client_of, letters):
    new = "another-good-one-7"
    answer = client_of(applicant).post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert answer["Location"] == "/account/"
    [letter] = letters()
    assert (letter.to, letter.subject) == (["applicant@example.org"], "您的密码已修改")
    assert "127.0.0.1" in letter.body
