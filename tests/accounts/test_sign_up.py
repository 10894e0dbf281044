"""An applicant signs up, confirms the address, signs in, forgets the password."""

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import Letter, User
from tests.factories import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db
FORM = {"name": "王小明", "email": "New@Example.org", "password1": PASSWORD, "password2": PASSWORD}


def sign_up(client, **changes):
    return client.post(reverse("account_signup"), FORM | changes)


def test_sign_up_confirm_and_arrive_at_the_registration_of_an_organisation(client, letters, link_in):
    answer = sign_up(client)
    assert answer.status_code == 302
    assert answer["Location"] == reverse("account_email_verification_sent")

    [letter] = letters()
    assert letter.to == ["new@example.org"]
    assert letter.subject == "请确认您的电子邮件地址"
    path = link_in(letter, "/accounts/confirm-email/")
    assert client.get(path).status_code == 200
    assert User.objects.get().last_login is None

    answer = client.post(path)
    assert answer["Location"] == reverse("register_organisation")
    user = User.objects.get()
    assert (user.name, user.email, user.language, user.roles) == ("王小明", "new@example.org", "zh-hans", frozenset())
    assert client.get(reverse("account")).context["user"] == user


def test_who_signs_up_on_english_pages_gets_english_letters(client, letters):
    client.post(reverse("set_language"), {"language": "en"})
    sign_up(client)
    [letter] = letters()
    assert letter.subject == "Please confirm your e-mail address"
    assert "The link works for three days." in letter.body
    assert User.objects.get().language == "en"


def test_nobody_signs_in_before_the_address_is_confirmed(client):
    sign_up(client)
    client.cookies.clear()
    answer = client.post(reverse("account_login"), {"login": "new@example.org", "password": PASSWORD})
    assert answer["Location"] == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("email", "no address"), ("password1", "12345678"), ("password2", "other-than-that-one")],
)
def test_a_mistake_is_told_and_what_was_typed_stays(client, field, value):
    answer = sign_up(client, **{field: value})
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() & {field, "password2"}
    kept = {"name", "email"} - {field}
    assert all(FORM[name] in answer.content.decode() for name in kept)
    assert not User.objects.exists()
    assert not Letter.objects.exists()


def test_a_known_address_looks_the_same_to_the_person_who_tries_it(client, letters):
    PersonFactory(email="new@example.org", language="en")
    answer = sign_up(client)
    assert answer["Location"] == reverse("account_email_verification_sent")
    assert User.objects.count() == 1
    [letter] = letters()
    assert "http://127.0.0.1:8000/accounts/password/reset/" in letter.body


def test_a_new_password_by_letter_in_the_language_of_the_account(client, letters, link_in):
    user = PersonFactory(email="reader@example.org", language="en")
    client.post(reverse("account_reset_password"), {"email": "Reader@example.org"})
    [letter] = letters()
    assert letter.subject == "Set a new password"
    page = client.get(link_in(letter, "/accounts/password/reset/key/"), follow=True)
    assert page.status_code == 200
    client.post(page.request["PATH_INFO"], {"password1": "another-good-one-7", "password2": "another-good-one-7"})
    user.refresh_from_db()
    assert user.check_password("another-good-one-7")
    assert [m.subject for m in letters()] == ["Set a new password", "Your password was reset"]


def test_a_forged_host_does_not_reach_the_letter(client, letters, settings):
    settings.ALLOWED_HOSTS = ["testserver", "evil.example"]
    PersonFactory(email="reader@example.org")
    client.post(reverse("account_reset_password"), {"email": "reader@example.org"}, headers={"host": "evil.example"})
    [letter] = letters()
    assert "evil.example" not in letter.body
    assert "http://127.0.0.1:8000/accounts/password/reset/key/" in letter.body


def test_a_wrong_password_gets_a_sentence_and_too_many_another(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {}
    PersonFactory(email="reader@example.org")
    attempt = {"login": "reader@example.org", "password": "wrong"}
    answers = [client.post(reverse("account_login"), attempt) for _ in range(6)]
    sentences = [answer.context["form"].non_field_errors()[0] for answer in answers]
    wrong, too_many = (
        "电子邮件地址或密码不正确。请检查两项内容，或者重设密码。",
        "失败次数过多。请等待五分钟，或者重设密码。",
    )
    assert sentences == [wrong] * 5 + [too_many]
    answer = client.post(reverse("account_login"), attempt | {"password": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert answer.status_code == 200


def test_too_many_sign_ups_from_one_address_get_page_429(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "2/m/ip"}
    answers = [sign_up(client, email=f"n{i}@example.org") for i in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "429.html" in [template.name for template in answers[2].templates]
    assert User.objects.count() == 2


def test_whoever_has_work_goes_home_after_sign_in(client, organisation, applicant):
    answer = client.post(reverse("account_login"), {"login": applicant.email, "password": PASSWORD})
    assert answer["Location"] == reverse("home")


def test_a_closed_account_cannot_sign_in(client, applicant):
    applicant.is_active = False
    applicant.save()
    client.post(reverse("account_login"), {"login": applicant.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert mail.outbox == []
