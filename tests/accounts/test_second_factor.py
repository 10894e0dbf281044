"""Staff need a second factor outside demonstration mode."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse

from tests.factories import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def for_real(settings):
    settings.DEMONSTRATION = False


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_staff_without_one_are_led_to_set_it_up_before_anything_else(for_real, client_of, officer):
    client = client_of(officer)
    for name in ("home", "organisations", "account"):
        assert client.get(reverse(name))["Location"] == reverse("mfa_activate_totp")


def test_a_program_of_such_a_person_gets_403_and_a_sentence(for_real, client_of, officer):
    answer = client_of(officer).post("/api/v1/application/A-2026-0001/steps/submit/")
    assert answer.status_code == 403
    assert list(answer.json()) == ["detail"]


def test_applicants_need_none(for_real, client_of, applicant, organisation):
    assert client_of(applicant).get(reverse("account")).status_code == 200


def test_nobody_needs_one_in_a_demonstration(client_of, officer):
    assert client_of(officer).get(reverse("account")).status_code == 200


def test_set_up_then_work_then_sign_in_with_the_code(for_real, client, officer):
    client.post(reverse("account_login"), {"login": officer.email, "password": PASSWORD})
    activate = reverse("mfa_activate_totp")
    page = client.get(activate)
    if page.status_code == 302:
        client.post(page["Location"], {"password": PASSWORD})
        page = client.get(activate)
    secret = page.context["form"].secret
    assert client.post(activate, {"code": "000000"}).status_code == 200
    assert not Authenticator.objects.exists()
    client.post(activate, {"code": code_of(secret)})
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp", "recovery_codes"}
    assert client.get(reverse("account")).status_code == 200

    client.post(reverse("account_logout"))
    answer = client.post(reverse("account_login"), {"login": officer.email, "password": PASSWORD})
    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert "_auth_user_id" not in client.session
    recovery = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    client.post(reverse("mfa_authenticate"), {"code": recovery})
    assert client.session["_auth_user_id"] == str(officer.pk)


def test_the_admin_has_no_sign_in_of_its_own_that_would_skip_it(for_real, client_of, client, applicant, manager):
    TOTP.activate(manager, generate_totp_secret())
    attempt = {"username": manager.email, "password": PASSWORD, "next": "/admin/"}
    signed_in = client_of(applicant)
    assert signed_in.post("/admin/login/", attempt).status_code == 403
    assert signed_in.session["_auth_user_id"] == str(applicant.pk)
    assert client.post("/admin/login/", attempt)["Location"].startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session


def test_a_manager_resets_the_factor_of_somebody_else_only(for_real, client_of, manager):
    TOTP.activate(manager, generate_totp_secret())
    locked_out = PersonFactory(email="locked@example.org", roles=["officer"])
    TOTP.activate(locked_out, generate_totp_secret())
    client = client_of(manager)
    client.post(reverse("reset_second_factor", args=[locked_out.email]))
    client.post(reverse("reset_second_factor", args=[manager.email]))
    assert [a.user for a in Authenticator.objects.all()] == [manager]
