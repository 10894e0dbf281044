"""The staff: invited by a manager, with roles that act at once."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.actions import Refused, deactivate, invite, revoke_role, set_roles
from accounts.models import Invitation, Letter, RoleGrant, User
from tests.factories import PASSWORD, PersonFactory
from workflow.models import Event

pytestmark = pytest.mark.django_db
INVITATION = {
    "name": "钱新人",
    "email": "New@Example.org",
    "roles": ["auditor", "member"],
    "grade": "senior",
    "number": "2026-SC-1",
    "valid_until": "2029-06-30",
}


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def page_of(person, name="staff_person"):
    return reverse(name, args=[person.email])


def test_only_managers_enter(officer, audit_manager, auditor, member, applicant, organisation, manager, client_of):
    def codes(person):
        client = client_of(person)
        pages = ["/staff/", "/staff/invite/", page_of(officer)]
        posts = ["change_roles", "change_registration", "deactivate_person", "reactivate_person", "reset_second_factor"]
        got = [client.get(page).status_code for page in pages]
        return {*got, *(client.post(page_of(officer, name), {"roles": ["manager"]}).status_code for name in posts)}

    assert [codes(person) for person in (officer, audit_manager, auditor, member, applicant)] == [{403}] * 5
    assert officer.role_grants.filter(role="manager").count() == 0
    assert [client_of(manager).get(page).status_code for page in ("/staff/", "/staff/invite/", page_of(officer))] == [
        200
    ] * 3


def test_the_list_names_roles_grade_factor_and_last_sign_in(manager, auditor, client_of):
    invite(by=manager, email="waiting@example.org", name="等待者", roles=["officer"])
    page = client_of(manager).get("/staff/").content.decode()
    number = f"SC-{auditor.pk:06d}"
    for words in ("吴审查", "审查员", number, "waiting@example.org", "受理人员（市场部）", "从未", "未设置"):
        assert words in page, words


def test_the_list_costs_the_same_with_one_person_more_and_with_three(manager, client_of, django_assert_num_queries):
    client = client_of(manager)
    for rows in (1, 2):
        for _each in range(rows):
            PersonFactory(roles=["officer", "member"])
            invite(by=manager, email=f"n{_each}{rows}@example.org", roles=["officer"])
        with django_assert_num_queries(8):  # one of them counts the people found
            client.get("/staff/")


def test_an_invited_auditor_arrives_with_roles_and_grade(manager, client, client_of, letters, link_in):
    answer = client_of(manager).post("/staff/invite/", INVITATION)
    assert answer["Location"] == "/staff/"
    [letter] = letters()
    assert letter.subject == "邀请您成为示范认证有限公司的工作人员"
    assert "审查员 · 评审委员会委员" in letter.body
    path = link_in(letter, "/invitations/")
    answer = client.post(path, {"name": "钱新人", "password1": PASSWORD, "password2": PASSWORD})
    assert answer["Location"] == "/home/"
    user = User.objects.get(email="new@example.org")
    assert user.roles == {"auditor", "member"}
    registration = user.registration
    assert (registration.grade, registration.number) == ("senior", "2026-SC-1")
    assert registration.valid_until == datetime.date(2029, 6, 30)
    assert set(user.role_grants.values_list("granted_by", flat=True)) == {manager.pk}
    deeds = Event.objects.of(user).order_by("pk").values_list("name", "actor_name")
    assert list(deeds) == [("grant_role", "韩经理"), ("grant_role", "韩经理"), ("register_auditor", "韩经理")]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"roles": []}, "roles"),
        ({"roles": ["king"]}, "roles"),
        ({"email": "nobody"}, "email"),
        ({"name": ""}, "name"),
        ({"grade": ""}, "grade"),
        ({"grade": "emperor"}, "grade"),
        ({"valid_until": "2029-13-01"}, "valid_until"),
    ],
)
def test_a_bad_invitation_gets_a_sentence_and_keeps_what_was_typed(manager, client_of, change, field):
    answer = client_of(manager).post("/staff/invite/", INVITATION | change)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert answer.context["form"]["number"].value() == "2026-SC-1"
    assert not Invitation.objects.exists()
    assert not Letter.objects.exists()


def test_staff_are_not_invited_again_but_applicants_may_become_staff(
    manager, officer, applicant, organisation, client_of
):
    client = client_of(manager)
    answer = client.post("/staff/invite/", INVITATION | {"email": officer.email})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["email"]
    client.post("/staff/invite/", INVITATION | {"email": applicant.email, "roles": ["officer"], "grade": ""})
    invitation = Invitation.objects.get()
    client_of(applicant).post(invitation.get_absolute_url())
    assert User.objects.get(pk=applicant.pk).roles == {"officer"}
    assert User.objects.get(pk=applicant.pk).has_interest_in(organisation)


def test_withdraw_and_send_again(manager, client, client_of):
    invitation = invite(by=manager, email="new@example.org", roles=["officer"])
    browser = client_of(manager)
    browser.post("/staff/invite/again/", {"email": "new@example.org"})
    newest = Invitation.objects.waiting().get()
    assert newest.roles == ["officer"]
    assert [client.get(one.get_absolute_url()).status_code for one in (invitation, newest)] == [410, 200]
    browser.post("/staff/invite/withdraw/", {"email": "new@example.org"})
    assert client.get(newest.get_absolute_url()).status_code == 410
    assert browser.post("/staff/invite/withdraw/", {"email": "new@example.org"}).status_code == 404


def test_roles_are_given_and_taken_and_every_one_is_journalled(manager, officer, client_of):
    answer = client_of(manager).post(page_of(officer, "change_roles"), {"roles": ["auditor", "officer", "member"]})
    assert answer["Location"] == page_of(officer)
    client_of(manager).post(page_of(officer, "change_roles"), {"roles": ["member"]})
    assert User.objects.get(pk=officer.pk).roles == {"member"}
    deeds = [(event.name, event.facts["role"]) for event in Event.objects.of(officer).order_by("pk")]
    assert deeds == [
        ("grant_role", "officer"),
        ("grant_role", "auditor"),
        ("grant_role", "member"),
        ("revoke_role", "auditor"),
        ("revoke_role", "officer"),
    ]
    closed = RoleGrant.objects.get(user=officer, role="officer")
    assert (closed.revoked_by, closed.revoked_at is not None) == (manager, True)


def test_a_removed_role_acts_at_the_next_request(manager, officer, client_of):
    client = client_of(officer)
    assert client.get("/organisations/").context["user"].roles == {"officer"}
    set_roles(officer, [], by=manager)
    assert client.get("/organisations/").context["user"].roles == frozenset()
    assert client_of(manager).get("/staff/").status_code == 200


def test_the_last_manager_stays(manager, client_of):
    client = client_of(manager)
    answer = client.post(page_of(manager, "change_roles"), {"roles": ["officer"]})
    assert answer.status_code == 422
    assert answer.context["roles_form"].errors["roles"][0].startswith("韩经理 是最后一名管理者。")
    assert User.objects.get(pk=manager.pk).roles == {"manager"}
    assert [event.name for event in Event.objects.of(manager)] == ["grant_role"]


def test_a_closed_account_does_not_count_as_a_manager(manager):
    other = PersonFactory(roles=["manager"])
    deactivate(other, by=manager)
    with pytest.raises(Refused):
        revoke_role(manager, "manager", by=manager)
    with pytest.raises(Refused):
        deactivate(manager, by=other)
    assert User.objects.with_role("manager").get() == manager


def test_a_manager_may_step_down_when_there_is_another(manager, client_of):
    PersonFactory(roles=["manager"])
    client = client_of(manager)
    answer = client.post(page_of(manager, "change_roles"), {"roles": ["officer"]})
    assert answer["Location"] == "/home/"
    assert client.get("/staff/").status_code == 403


def test_the_registration_of_an_auditor_is_changed(manager, auditor, client_of):
    client = client_of(manager)
    client.post(page_of(auditor, "change_registration"), {"grade": "senior", "number": "X-9", "valid_until": ""})
    auditor.registration.refresh_from_db()
    assert (auditor.registration.grade, auditor.registration.number, auditor.registration.valid_until) == (
        "senior",
        "X-9",
        None,
    )
    answer = client.post(page_of(auditor, "change_registration"), {"grade": "", "number": "X-10"})
    assert answer.status_code == 422
    assert answer.context["registration_form"]["number"].value() == "X-10"
    auditor.registration.refresh_from_db()
    assert auditor.registration.number == "X-9"


def test_a_closed_account_is_signed_out_at_once_and_can_be_opened_again(manager, officer, client_of, client):
    theirs, mine = client_of(officer), client_of(manager)
    assert theirs.get("/account/").status_code == 200
    answer = mine.post(page_of(officer, "deactivate_person"))
    assert said(answer) == ["陈市场 的账户已停用，已登录的会话全部失效。"]
    assert theirs.get("/account/")["Location"].startswith("/accounts/login/")
    client.post("/accounts/login/", {"login": officer.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert User.objects.get(pk=officer.pk).roles == frozenset()

    mine.post(page_of(officer, "reactivate_person"))
    client.post("/accounts/login/", {"login": officer.email, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(officer.pk)
    assert User.objects.get(pk=officer.pk).roles == {"officer"}
    assert [event.name for event in Event.objects.of(officer)] == ["grant_role", "deactivate", "reactivate"]


def test_nobody_closes_the_own_account(manager, client_of):
    PersonFactory(roles=["manager"])
    answer = client_of(manager).post(page_of(manager, "deactivate_person"))
    assert said(answer) == ["不能停用自己的账户。请由其他管理者操作。"]
    assert User.objects.get(pk=manager.pk).is_active


def test_a_person_without_roles_has_no_staff_page(manager, applicant, client_of):
    assert client_of(manager).get(page_of(applicant)).status_code == 404
    assert client_of(manager).get("/staff/nobody@example.org/").status_code == 404


def test_an_address_with_odd_characters_has_a_page(manager, client_of):
    odd = PersonFactory(email="o'brien/+test@example.org", roles=["officer"])
    client = client_of(manager)
    assert client.get(page_of(odd)).status_code == 200
    client.post(page_of(odd, "change_roles"), {"roles": ["member"]})
    assert User.objects.get(pk=odd.pk).roles == {"member"}


def test_the_first_manager_is_invited_by_command(client, letters, capsys):
    call_command("invite_manager", "Boss@example.org", name="老板")
    link = capsys.readouterr().out.splitlines()[0]
    invitation = Invitation.objects.get()
    assert link == f"http://127.0.0.1:8000/invitations/{invitation.token}/"
    assert [letter.to for letter in letters()] == [["boss@example.org"]]
    client.post(invitation.get_absolute_url(), {"name": "老板", "password1": PASSWORD, "password2": PASSWORD})
    assert User.objects.get().roles == {"manager"}
    assert client.get("/staff/").status_code == 200


@pytest.mark.parametrize("address", ["boss", "", "officer@example.org"])
def test_the_command_refuses_what_is_no_new_address(officer, address):
    with pytest.raises(CommandError):
        call_command("invite_manager", address)
    assert not Invitation.objects.exists()


def test_the_person_s_page_tells_what_happened_in_words(manager, officer, organisation, client_of):
    from accounts.actions import change_organisation, declare_interest, register_auditor

    set_roles(officer, ["auditor"], by=manager)
    register_auditor(officer, by=manager, grade="senior", number="X-1", valid_until=datetime.date(2030, 1, 2))
    declare_interest(officer, organisation, kind="consulted", note="x")
    change_organisation(organisation, by=manager, phone="", name_en="New Ltd.")
    page = client_of(manager).get(page_of(officer)).content.decode()
    for words in ("受理人员（市场部）", "高级审查员 X-1 2030-01-02", f"{organisation.uscc} 为该组织提供过咨询"):
        assert f">{words}<" in page, words
    page = client_of(manager).get(organisation.get_absolute_url()).content.decode()
    assert ">联系电话: 010-12345678 → –; 英文名称: Beijing Chengxin Appliances Co., Ltd. → New Ltd.<" in page


def test_facts_that_nobody_understands_any_more_break_no_page(manager, officer, client_of):
    from workflow.journal import record

    record(officer, "grant_role", by=manager, role="emperor")
    record(officer, "register_auditor", by=manager)
    assert client_of(manager).get(page_of(officer)).status_code == 200


def test_a_registration_that_ran_out_is_marked(manager, auditor, client_of):
    auditor.registration.valid_until = datetime.date(2020, 1, 1)
    auditor.registration.save()
    assert "已过期" in client_of(manager).get("/staff/").content.decode()
