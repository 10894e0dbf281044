"""Members of an organisation: invited by e-mail, removed, gone."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from accounts.actions import Refused, accept_invitation, invite, withdraw_invitation
from accounts.models import Invitation, Letter, Membership, User
from tests.factories import PASSWORD, PersonFactory
from workflow import clock
from workflow.models import Event

pytestmark = pytest.mark.django_db


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def post(client, organisation, name, email):
    return client.post(reverse(name, args=[organisation.uscc]), {"email": email})


@pytest.fixture
def invitation(organisation, applicant):
    return invite(by=applicant, organisation=organisation, email="Colleague@Example.org", name="同事")


def test_a_member_invites_by_letter_and_the_colleague_joins_with_a_new_account(
    organisation, applicant, client, client_of, letters, link_in
):
    answer = client_of(applicant).post(
        reverse("invite_member", args=[organisation.uscc]), {"email": "Colleague@Example.org", "name": "同事"}
    )
    assert said(answer) == ["邀请将发送至 colleague@example.org。"]
    [letter] = letters()
    assert (letter.to, letter.subject) == (["colleague@example.org"], "邀请您加入北京诚信家电有限公司")
    path = link_in(letter, "/invitations/")

    page = client.get(path)
    assert "北京诚信家电有限公司" in page.content.decode()
    assert page.context["form"]["name"].value() == "同事"
    answer = client.post(path, {"name": "孙同事", "password1": PASSWORD, "password2": PASSWORD})
    assert answer["Location"] == organisation.get_absolute_url()
    user = User.objects.get(email="colleague@example.org")
    assert user.name == "孙同事"
    assert user.belongs_to(organisation)
    assert user.emailaddress_set.values_list("email", "verified", "primary").get() == (user.email, True, True)
    assert client.session["_auth_user_id"] == str(user.pk)
    deeds = Event.objects.of(organisation).values_list("name", "actor_name")
    assert list(deeds) == [("invite", "王小明"), ("accept_invitation", "孙同事")]
    assert letters() == [letter]


def test_bad_passwords_get_sentences_and_no_account(invitation, client):
    path = invitation.get_absolute_url()
    for first, second in (
        ("short1", "short1"),
        ("12345678901", "12345678901"),
        (PASSWORD, "other-than-that"),
        ("", ""),
    ):
        answer = client.post(path, {"name": "孙同事", "password1": first, "password2": second})
        assert answer.status_code == 422
        assert "孙同事" in answer.content.decode()
    assert client.post(path, {"name": "", "password1": PASSWORD, "password2": PASSWORD}).status_code == 422
    assert not User.objects.filter(email="colleague@example.org").exists()
    assert Invitation.objects.get().is_open


def test_somebody_with_an_account_signs_in_and_accepts_by_a_button(invitation, organisation, client, client_of):
    colleague = PersonFactory(email="colleague@example.org")
    path = invitation.get_absolute_url()
    page = client.get(path)
    assert f"/accounts/login/?next={path}" in page.content.decode()
    assert client.post(path, {"name": "x", "password1": PASSWORD, "password2": PASSWORD}).status_code == 200
    assert not colleague.belongs_to(organisation)

    signed_in = client_of(colleague)
    assert signed_in.get(path).status_code == 200
    assert not colleague.belongs_to(organisation)
    answer = signed_in.post(path)
    assert answer["Location"] == organisation.get_absolute_url()
    assert colleague.belongs_to(organisation)
    assert signed_in.get(path)["Location"] == organisation.get_absolute_url()


def test_the_invitation_waits_on_the_page_of_whoever_signs_up_with_the_address(invitation, client_of):
    newcomer = PersonFactory(email="colleague@example.org")
    page = client_of(newcomer).get("/organisations/register/").content.decode()
    assert invitation.get_absolute_url() in page
    assert (
        invitation.get_absolute_url() not in client_of(PersonFactory()).get("/organisations/register/").content.decode()
    )


def test_another_address_is_told_so(invitation, organisation, stranger, client_of):
    client = client_of(stranger)
    for answer in (client.get(invitation.get_absolute_url()), client.post(invitation.get_absolute_url())):
        assert answer.status_code == 403
        assert "colleague@example.org" in answer.content.decode()
        assert "stranger@example.org" in answer.content.decode()
    with pytest.raises(Refused, match=r"colleague@example\.org"):
        accept_invitation(invitation, by=stranger)
    assert not stranger.belongs_to(organisation)


def test_an_expired_invitation_says_so(invitation, client, client_of):
    colleague = PersonFactory(email="colleague@example.org")
    with clock.pretend(clock.now() + datetime.timedelta(days=14, seconds=1)):
        for browser in (client, client_of(colleague)):
            for answer in (browser.get(invitation.get_absolute_url()), browser.post(invitation.get_absolute_url())):
                assert answer.status_code == 410
                assert "此邀请已过期。" in answer.content.decode()
        with pytest.raises(Refused):
            accept_invitation(invitation, by=colleague)
    assert Membership.objects.filter(user=colleague).count() == 0


def test_a_withdrawn_and_a_used_one_say_so(invitation, applicant, organisation, client):
    used = invite(by=applicant, organisation=organisation, email="second@example.org")
    accept_invitation(used, by=PersonFactory(email="second@example.org"))
    withdraw_invitation(invitation, by=applicant)
    assert "此邀请已撤回或已被新邀请取代。" in client.get(invitation.get_absolute_url()).content.decode()
    answer = client.get(used.get_absolute_url())
    assert (answer.status_code, "此邀请已被接受。" in answer.content.decode()) == (410, True)


@pytest.mark.parametrize("token", ["nonsense", "%00", "a" * 500])
def test_no_such_invitation(client, token):
    assert client.get(f"/invitations/{token}/").status_code in {400, 404}


def test_inviting_again_replaces_the_link(invitation, organisation, applicant, client, client_of, letters):
    answer = post(client_of(applicant), organisation, "invite_member_again", "colleague@example.org")
    assert answer["Location"] == organisation.get_absolute_url()
    newest = Invitation.objects.waiting().get()
    assert newest.token != invitation.token
    assert newest.name == "同事"
    assert client.get(invitation.get_absolute_url()).status_code == 410
    assert client.get(newest.get_absolute_url()).status_code == 200
    assert len(letters()) == 2


def test_a_withdrawn_invitation_leaves_the_page(invitation, organisation, applicant, client_of):
    client = client_of(applicant)
    assert "colleague@example.org" in client.get(organisation.get_absolute_url()).content.decode()
    post(client, organisation, "withdraw_invited_member", "colleague@example.org")
    client.get(organisation.get_absolute_url())  # says that it was withdrawn
    assert "colleague@example.org" not in client.get(organisation.get_absolute_url()).content.decode()
    assert post(client, organisation, "withdraw_invited_member", "colleague@example.org").status_code == 404


def test_members_are_not_invited_again(organisation, applicant, client_of):
    answer = post(client_of(applicant), organisation, "invite_member", applicant.email)
    assert answer.status_code == 422
    assert answer.context["form"].errors["email"] == ["applicant@example.org 已是该组织的成员。"]
    assert not Letter.objects.exists()


def test_a_wrong_address_is_kept_and_explained(organisation, applicant, client_of):
    answer = post(client_of(applicant), organisation, "invite_member", "not an address")
    assert answer.status_code == 422
    assert 'value="not an address"' in answer.content.decode()
    assert not Invitation.objects.exists()


def test_removing_a_member_acts_at_once(organisation, applicant, client_of):
    colleague = PersonFactory(name="孙同事", email="colleague@example.org")
    Membership.objects.create(user=colleague, organisation=organisation)
    theirs = client_of(colleague)
    assert theirs.get(organisation.get_absolute_url()).status_code == 200
    post(client_of(applicant), organisation, "remove_member", colleague.email)
    assert theirs.get(organisation.get_absolute_url()).status_code == 404
    event = Event.objects.of(organisation).get()
    assert (event.name, event.actor_name, event.facts) == ("remove_member", "王小明", {"person": "孙同事"})


def test_leaving(organisation, applicant, client_of):
    Membership.objects.create(user=PersonFactory(), organisation=organisation)
    answer = post(client_of(applicant), organisation, "remove_member", applicant.email)
    assert answer["Location"] == "/organisations/"
    assert not applicant.belongs_to(organisation)


def test_the_last_member_stays(organisation, applicant, officer, client_of):
    for person in (applicant, officer):
        answer = post(client_of(person), organisation, "remove_member", applicant.email)
        assert said(answer) == ["组织至少须保留一名成员。请先邀请其他人。"]
    assert applicant.belongs_to(organisation)
    assert not Event.objects.of(organisation).exists()


def test_an_auditor_does_not_handle_members(organisation, applicant, auditor, client_of):
    client = client_of(auditor)
    assert post(client, organisation, "invite_member", "x@example.org").status_code == 403
    assert post(client, organisation, "remove_member", applicant.email).status_code == 403
    assert applicant.belongs_to(organisation)
    assert not Invitation.objects.exists()
