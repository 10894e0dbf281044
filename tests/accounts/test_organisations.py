"""Organisations: registered once, seen by their members and the staff, changed with a trace."""

import pytest
from django.urls import reverse

from accounts.actions import Refused, declare_interest, found_organisation
from accounts.models import Membership, Organisation
from tests.factories import OrganisationFactory, PersonFactory, made_up_uscc
from workflow.models import Event

pytestmark = pytest.mark.django_db
REGISTER = "/organisations/register/"
CODE = made_up_uscc(777)
FORM = {
    "name": "广州新家电有限公司",
    "name_en": "Guangzhou New Appliances Ltd.",
    "uscc": f" {CODE[:8].lower()} {CODE[8:].lower()} ",
    "address": "广州市天河区1号",
    "address_en": "",
    "legal_representative": "刘一",
    "phone": "020-88888888",
}


@pytest.fixture
def newcomer(db):
    return PersonFactory(name="新来者")


def deeds_of(case):
    return list(Event.objects.of(case).values_list("name", "actor_name"))


def test_a_newcomer_registers_an_organisation_and_is_its_first_member(newcomer, client_of):
    answer = client_of(newcomer).post(REGISTER, FORM)
    organisation = Organisation.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/organisations/{CODE}/")
    assert (organisation.uscc, organisation.name) == (CODE, "广州新家电有限公司")
    assert newcomer.belongs_to(organisation)
    assert deeds_of(organisation) == [("found_organisation", "新来者")]


BAD = [
    ("uscc", CODE[:-1] + "?"),
    ("uscc", CODE[:-1]),
    ("uscc", ""),
    ("name", ""),
    ("name", "x" * 201),
    ("name", "a\x00b"),
    ("address", " "),
    ("legal_representative", ""),
]


@pytest.mark.parametrize(("field", "value"), BAD)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(newcomer, client_of, field, value):
    answer = client_of(newcomer).post(REGISTER, FORM | {field: value})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"]["phone"].value() == "020-88888888"
    assert "020-88888888" in answer.content.decode()
    assert not Organisation.objects.exists()
    assert not Event.objects.exists()


def test_a_code_that_is_taken_tells_nothing_about_its_owner(newcomer, applicant, organisation, client_of):
    before = Event.objects.count()
    answer = client_of(newcomer).post(REGISTER, FORM | {"uscc": organisation.uscc})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert answer.context["form"].errors["uscc"] == ["该组织已经登记。请其成员邀请您，或与我们联系。"]
    assert "广州新家电有限公司" in page
    assert not [
        secret for secret in (organisation.name, applicant.name, applicant.email, organisation.phone) if secret in page
    ]
    assert Membership.objects.filter(user=newcomer).count() == 0
    assert Event.objects.count() == before


def test_the_action_refuses_it_as_well(newcomer, organisation):
    with pytest.raises(Refused):
        found_organisation(by=newcomer, name="x", uscc=organisation.uscc, address="x")
    assert Organisation.objects.count() == 1


def test_staff_do_not_register_organisations(officer, client_of):
    assert client_of(officer).get(REGISTER).status_code == 403
    assert client_of(officer).post(REGISTER, FORM).status_code == 403
    assert not Organisation.objects.exists()


def test_an_applicant_lists_the_own_ones_and_staff_all(applicant, organisation, stranger, officer, client_of):
    listed = lambda person: {one.name for one in client_of(person).get("/organisations/").context["page"]}  # noqa: E731
    assert listed(applicant) == {"北京诚信家电有限公司"}
    assert listed(stranger) == {"上海别家商贸有限公司"}
    assert listed(officer) == {"北京诚信家电有限公司", "上海别家商贸有限公司"}
    assert listed(PersonFactory()) == set()


@pytest.mark.parametrize(
    ("words", "found"), [("诚信", 1), ("CHENGXIN beijing", 1), ("911100", 2), ("诚信 上海", 0), ("%", 0)]
)
def test_staff_search_by_name_and_code(organisation, stranger, officer, client_of, words, found):
    assert len(client_of(officer).get("/organisations/", {"q": words}).context["page"].object_list) == found


@pytest.mark.postgres
def test_a_character_that_cannot_be_stored_is_a_bad_request_and_narrows_no_list(organisation, officer, client_of):
    client = client_of(officer)
    found = client.get("/organisations/", {"q": "\x00"})
    assert (found.status_code, [str(each) for each in found.context["page"]]) == (200, [organisation.name])
    assert client.get("/organisations/%00/").status_code == 400
    assert client.post(f"/organisations/{organisation.uscc}/members/remove/", {"email": "\x00"}).status_code == 400


def test_the_list_is_paged_and_sorted(officer, client_of):
    for number in range(27):
        OrganisationFactory(name=f"公司{number:02d}")
    client = client_of(officer)
    names = lambda **query: [one.name for one in client.get("/organisations/", query).context["page"]]  # noqa: E731
    assert names(sort="name") == [f"公司{number:02d}" for number in range(25)]
    assert names(sort="name", page=2) == ["公司25", "公司26"]
    assert names(sort="-name", page="nonsense")[0] == "公司26"
    assert names(sort="password")[0] == names()[0] == "公司26"


def test_the_list_costs_the_same_with_one_row_and_with_three(officer, client_of, django_assert_num_queries):
    client = client_of(officer)
    for rows in (1, 2):
        for _each in range(rows):
            OrganisationFactory(members=[PersonFactory(), PersonFactory()])
        with django_assert_num_queries(5):
            assert client.get("/organisations/").status_code == 200


def test_a_stranger_does_not_learn_that_an_organisation_exists(organisation, stranger, client_of):
    client = client_of(stranger)
    for name in ("organisation", "edit_organisation"):
        assert client.get(reverse(name, args=[organisation.uscc])).status_code == 404
    for name in (
        "edit_organisation",
        "invite_member",
        "invite_member_again",
        "withdraw_invited_member",
        "remove_member",
    ):
        assert client.post(reverse(name, args=[organisation.uscc]), {"email": "x@example.org"}).status_code == 404


def test_members_see_their_page_without_what_is_for_staff(applicant, organisation, auditor, officer, client_of):
    declare_interest(auditor, organisation, kind="consulted", note="两年前的咨询")
    mine = client_of(applicant).get(organisation.get_absolute_url()).content.decode()
    theirs = client_of(officer).get(organisation.get_absolute_url()).content.decode()
    assert "王小明" in mine
    assert ("两年前的咨询" in mine, "两年前的咨询" in theirs) == (False, True)
    assert (auditor.name in mine, auditor.name in theirs) == (False, True)


def test_who_may_change_the_data(organisation, applicant, officer, manager, auditor, audit_manager, member, client_of):
    edit = reverse("edit_organisation", args=[organisation.uscc])
    allowed = {
        p.name: client_of(p).get(edit).status_code
        for p in (applicant, officer, manager, auditor, audit_manager, member)
    }
    assert allowed == {"王小明": 200, "陈市场": 200, "韩经理": 200, "吴审查": 403, "周审核": 403, "冯评审": 403}


def test_a_change_keeps_before_and_after_in_the_journal(organisation, applicant, client_of):
    data = {
        k: getattr(organisation, k)
        for k in ("name", "name_en", "address", "address_en", "legal_representative", "phone")
    }
    edit = reverse("edit_organisation", args=[organisation.uscc])
    client = client_of(applicant)
    client.post(edit, data)
    assert not Event.objects.of(organisation).exists()
    client.post(edit, data | {"phone": "010-1", "uscc": CODE})
    organisation.refresh_from_db()
    assert organisation.phone == "010-1"
    assert organisation.uscc != CODE
    event = Event.objects.of(organisation).get()
    assert (event.name, event.facts) == ("change_organisation", {"changed": {"phone": ["010-12345678", "010-1"]}})


def test_a_bad_change_changes_nothing_and_the_page_keeps_the_true_name(organisation, applicant, client_of):
    edit = reverse("edit_organisation", args=[organisation.uscc])
    answer = client_of(applicant).post(edit, {"name": "", "address": "y", "legal_representative": "z", "phone": "1"})
    assert answer.status_code == 422
    assert answer.context["organisation"].name == "北京诚信家电有限公司"
    organisation.refresh_from_db()
    assert organisation.phone == "010-12345678"


def test_a_code_in_small_letters_in_the_address_is_found(organisation, applicant, client_of):
    assert client_of(applicant).get(f"/organisations/{organisation.uscc.lower()}/").status_code == 200
