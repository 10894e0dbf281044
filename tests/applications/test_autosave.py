"""A page of questions that saves itself, as its script asks: what is valid is kept, colleagues do not write over each other."""

import datetime

import pytest
from django.urls import reverse

from accounts.models import Membership
from applications import actions
from applications.models import TopicSave
from tests.applications import cases
from tests.factories import PersonFactory
from workflow import clock
from workflow.models import Event

pytestmark = pytest.mark.django_db
BY_SCRIPT = {"accept": "application/json", "x-requested-with": "XMLHttpRequest"}
MORNING = datetime.datetime(2026, 3, 2, 6, 3, tzinfo=datetime.UTC)


@pytest.fixture
def web(browser_of, applicant):
    return browser_of(applicant)


@pytest.fixture
def colleague(organisation):
    person = PersonFactory(name="李同事")
    Membership.objects.create(user=person, organisation=organisation)
    return person


@pytest.fixture
def application(organisation):
    return cases.started(organisation)


def topic(application, slug):
    return reverse("application_topic", args=[application.reference, slug])


def text_of(answer):
    return " ".join(answer.content.decode().split())


def rows(*typed, **others):
    data = {"rows-TOTAL_FORMS": str(len(typed)), "rows-INITIAL_FORMS": "0", **others}
    for number, row in enumerate(typed):
        data |= {f"rows-{number}-{name}": value for name, value in row.items()}
    return data


def saved_by_script(web, application, slug, data, revision=0, window="one-window"):
    data = data | {"revision": str(revision), "window": window}
    return web.post(topic(application, slug), data, headers=BY_SCRIPT)


def test_every_topic_page_saves_itself_and_has_its_buttons_as_well(web, application):
    for slug in ("contact", "business", "scope", "size", "sites", "managers", "exclusions"):
        page = web.get(topic(application, slug)).content.decode()
        assert 'data-autosave="beside"' in page
        assert 'name="revision" value="0"' in page
        assert 'class="receipt"' in page
        assert 'name="continue"' in page


def test_what_is_typed_is_saved_and_the_revision_counts_changes(web, application, applicant):
    first = saved_by_script(web, application, "contact", {"contact_name": "李四"})
    assert (first.status_code, first.json()) == (
        200,
        {"ok": True, "revision": 1, "errors": {}, "fragments": {"#overtaken": ""}},
    )
    again = saved_by_script(web, application, "contact", {"contact_name": "李四"}, revision=1)
    assert again.json()["revision"] == 1
    application.refresh_from_db()
    assert application.contact_name == "李四"
    save = TopicSave.objects.get()
    assert (save.topic, save.by, save.window) == ("contact", applicant, "one-window")


def test_of_a_page_with_a_fault_the_rest_is_saved_and_the_fault_told_beside_its_field(web, application):
    typed = {"contact_name": "李四", "contact_phone": "call me", "contact_email": "a@example.org"}
    answer = saved_by_script(web, application, "contact", typed)
    reply = answer.json()
    assert (answer.status_code, reply["ok"], list(reply["errors"])) == (200, True, ["id_contact_phone"])
    assert "Write the telephone number in digits, for example 010-12345678." in reply["errors"]["id_contact_phone"]
    assert 'id="id_contact_phone_error"' in reply["errors"]["id_contact_phone"]
    application.refresh_from_db()
    assert (application.contact_name, application.contact_phone, application.contact_email) == (
        "李四",
        application.organisation.phone,
        "a@example.org",
    )


def test_numbers_that_contradict_each_other_leave_the_sound_one(web, application):
    typed = {"headcount": "10", "service_staff": "11", "service_management_staff": ""}
    assert list(saved_by_script(web, application, "size", typed).json()["errors"]) == ["id_service_staff"]
    application.refresh_from_db()
    assert (application.headcount, application.service_staff) == (10, None)


def test_the_figure_on_the_page_follows(web, application):
    typed = {"headcount": "100", "service_staff": "40", "service_management_staff": "21"}
    reply = saved_by_script(web, application, "size", typed).json()
    assert "asks for 3 certified" in reply["fragments"]["#figures"]


def test_of_a_list_the_sound_rows_are_saved(web, application):
    head = {"kind": "headquarters", "name": "总部", "address": "北京市", "headcount": "80", "activity": ""}
    odd = {"kind": "branch", "name": "分部", "address": "天津市", "headcount": "many", "activity": ""}
    nameless = {"kind": "branch", "name": "", "address": "上海市", "headcount": "", "activity": ""}
    answer = saved_by_script(web, application, "sites", rows(head, odd, nameless))
    assert list(answer.json()["errors"]) == ["id_rows-1-headcount", "id_rows-2-name"]
    assert list(application.sites.values_list("name", "address", "headcount")) == [
        ("总部", "北京市", 80),
        ("分部", "天津市", None),
    ]


def test_a_stored_row_is_not_lost_while_its_name_is_being_changed(web, application, applicant):
    actions.save_sites(application, cases.SITES[:2], by=applicant)
    first, second = application.sites.all()
    changed = {"pk": first.pk, "kind": "headquarters", "name": "", "address": "另一处", "headcount": "", "activity": ""}
    kept = {"pk": second.pk, **{k: str(v) for k, v in cases.SITES[1].items()}}
    assert list(saved_by_script(web, application, "sites", rows(changed, kept)).json()["errors"]) == ["id_rows-0-name"]
    assert list(application.sites.values_list("pk", "name", "address")) == [
        (first.pk, "总部", "北京市海淀区中关村大街1号"),
        (second.pk, "朝阳服务站", "北京市朝阳区建国路8号"),
    ]


SHOP = {"kind": "branch", "name": "门店", "address": "上海市", "headcount": "12", "activity": "维修"}
MANAGER = {"name": "李晓红", "certificate_number": "", "expires_on": "2099-01-01"}


def test_the_answer_names_the_keys_of_typed_rows_and_they_stay_the_same_rows(web, application):
    empty = {"kind": "own_outlet", "name": "", "address": "", "headcount": "", "activity": ""}
    nameless = SHOP | {"name": ""}
    answer = saved_by_script(web, application, "sites", rows(SHOP, empty, nameless, SHOP | {"name": "二店"})).json()
    first, second = application.sites.values_list("pk", flat=True)
    assert answer["values"] == {"rows-0-pk": str(first), "rows-3-pk": str(second)}
    typed = rows(SHOP | {"pk": first, "headcount": "13"}, empty, empty, SHOP | {"pk": second, "name": "三店"})
    assert saved_by_script(web, application, "sites", typed, revision=1).json()["values"] == answer["values"]
    assert list(application.sites.values_list("pk", "name", "headcount")) == [(first, "门店", 13), (second, "三店", 12)]


def test_a_page_that_is_no_list_has_no_keys(web, application):
    assert "values" not in saved_by_script(web, application, "contact", {"contact_name": "李四"}).json()


@pytest.mark.parametrize(("slug", "row"), [("sites", SHOP), ("managers", MANAGER)])
def test_a_row_typed_on_this_page_is_not_lost_while_its_name_is_being_changed(web, application, slug, row):
    stored = {"sites": application.sites, "managers": application.service_managers}[slug]
    keys = saved_by_script(web, application, slug, rows(row)).json()["values"]
    before = list(stored.values())
    answer = saved_by_script(web, application, slug, rows(row | {"name": ""}, **keys), revision=1).json()
    assert list(answer["errors"]) == ["id_rows-0-name"]
    assert answer["values"] == keys
    assert list(stored.values()) == before


@pytest.mark.parametrize(("slug", "row"), [("sites", SHOP), ("managers", MANAGER)])
def test_nor_where_the_answer_with_its_key_got_lost(web, application, slug, row):
    stored = {"sites": application.sites, "managers": application.service_managers}[slug]
    saved_by_script(web, application, slug, rows(row, row | {"name": "另一个"}))
    before = list(stored.values())
    saved_by_script(web, application, slug, rows(row, row | {"name": ""}))
    assert list(stored.values()) == before
    saved_by_script(web, application, slug, rows(row, row | {"name": "第三个"}), revision=1)
    assert list(stored.values_list("name", flat=True)) == [row["name"], "第三个"]


def test_a_row_without_its_key_is_known_by_its_name(web, application):
    saved_by_script(web, application, "sites", rows(SHOP))
    before = application.sites.get()
    saved_by_script(web, application, "sites", rows(SHOP | {"address": "南京市", "headcount": "many"}))
    assert list(application.sites.values_list("pk", "address", "headcount")) == [(before.pk, "南京市", 12)]


def test_a_clause_is_not_lost_while_another_is_being_chosen(web, application):
    claim = {"clause": "5.2.3.3", "reason": "我们不销售需要安装的商品。"}
    saved_by_script(web, application, "exclusions", rows(claim))
    answer = saved_by_script(web, application, "exclusions", rows(claim | {"clause": ""}), revision=1).json()
    assert (list(answer["errors"]), answer["values"]) == (["id_rows-0-clause"], {})
    assert application.exclusion_claims.get().reason == claim["reason"]


def test_a_row_that_was_taken_out_is_gone(web, application):
    keys = saved_by_script(web, application, "sites", rows(SHOP, SHOP | {"name": "二店"})).json()["values"]
    saved_by_script(web, application, "sites", rows(SHOP | {"name": "二店", "pk": keys["rows-1-pk"]}), revision=1)
    assert application.sites.get().name == "二店"


def test_a_number_that_moves_to_another_manager_goes_with_the_row_that_has_it_now(web, application):
    one, two = (
        MANAGER | {"certificate_number": "ASM-1"},
        MANAGER | {"name": "赵建国", "certificate_number": "ASM-2"},
    )
    keys = saved_by_script(web, application, "managers", rows(one, two)).json()["values"]
    typed = rows(one | {"certificate_number": "ASM-2"}, two, **keys)
    answer = saved_by_script(web, application, "managers", typed, revision=1)
    assert list(answer.json()["errors"]) == ["id_rows-1-certificate_number"]
    assert list(application.service_managers.values_list("name", "certificate_number")) == [
        ("李晓红", "ASM-2"),
        ("赵建国", ""),
    ]
    typed = rows(
        one | {"certificate_number": "ASM-2"},
        two | {"certificate_number": "ASM-1"},
        **keys,
    )
    assert saved_by_script(web, application, "managers", typed, revision=2).json()["values"] == keys
    assert list(application.service_managers.values_list("name", "certificate_number")) == [
        ("李晓红", "ASM-2"),
        ("赵建国", "ASM-1"),
    ]


def test_one_certificate_in_two_rows_is_saved_once(web, application):
    row = {"name": "李晓红", "certificate_number": "ASM-1", "expires_on": "2099-01-01"}
    answer = saved_by_script(web, application, "managers", rows(row, row | {"name": "赵建国"}))
    assert list(answer.json()["errors"]) == ["id_rows-1-certificate_number"]
    assert list(application.service_managers.values_list("name", "certificate_number")) == [
        ("李晓红", "ASM-1"),
        ("赵建国", ""),
    ]


def test_a_contradiction_of_the_whole_page_saves_nothing(web, application):
    claim = {"clause": "5.2.3.3", "reason": "我们不销售需要安装的商品。"}
    answer = saved_by_script(web, application, "exclusions", rows(claim, all_apply="1"))
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("You say that all clauses apply and name one that does not.")
    assert not application.exclusion_claims.exists()


@pytest.mark.parametrize("data", [{}, {"rows-TOTAL_FORMS": "x"}, {"rows-TOTAL_FORMS": "9999"}])
def test_a_list_that_came_apart_deletes_nothing(web, application, applicant, data):
    actions.save_sites(application, cases.SITES, by=applicant)
    assert saved_by_script(web, application, "sites", data).status_code == 422
    assert application.sites.count() == 4


# --- colleagues -------------------------------------------------------------------------------------------------------


def test_the_later_of_two_colleagues_is_told_by_whom_and_when(web, browser_of, application, colleague):
    with clock.pretend(MORNING):
        saved_by_script(browser_of(colleague), application, "contact", {"contact_name": "李同事写的"}, window="theirs")
    answer = saved_by_script(web, application, "contact", {"contact_name": "我写的"})
    assert answer.status_code == 409
    assert answer.json()["error"] == (
        "李同事 changed this page after you opened it. What you typed here is not saved yet."
    )
    told = " ".join(answer.json()["fragments"]["#overtaken"].split())
    assert "李同事 changed this page" in told
    assert "14:03" in told
    application.refresh_from_db()
    assert application.contact_name == "李同事写的"


def test_without_script_the_words_stay_typed_and_can_be_saved_in_place(web, browser_of, application, colleague):
    opened = {"revision": "0", "window": "mine"}
    saved_by_script(browser_of(colleague), application, "contact", {"contact_name": "李同事写的"}, window="theirs")
    typed = {"contact_name": "我写的", **opened}
    answer = web.post(topic(application, "contact"), typed | {"continue": "1"})
    page = text_of(answer)
    assert answer.status_code == 409
    assert 'value="我写的"' in page
    assert 'name="revision" value="0"' in page
    assert "Save mine in its place" in page
    application.refresh_from_db()
    assert application.contact_name == "李同事写的"
    answer = web.post(topic(application, "contact"), typed | {"overwrite": "1"})
    assert (answer.status_code, answer.url) == (302, topic(application, "contact"))
    application.refresh_from_db()
    assert application.contact_name == "我写的"


def test_a_list_is_guarded_too(web, browser_of, application, colleague):
    row = {"name": "李晓红", "certificate_number": "ASM-1", "expires_on": ""}
    saved_by_script(browser_of(colleague), application, "managers", rows(row), window="theirs")
    data = rows(row | {"name": "赵建国"}, revision="0", window="mine", save="1")
    answer = web.post(topic(application, "managers"), data)
    assert answer.status_code == 409
    assert "赵建国" in answer.content.decode()
    assert application.service_managers.get().name == "李晓红"


def test_another_window_of_ones_own_is_told_too(web, application):
    saved_by_script(web, application, "contact", {"contact_name": "一"}, window="first")
    answer = saved_by_script(web, application, "contact", {"contact_name": "二"}, window="second")
    assert answer.json()["error"].startswith("You changed this page in another window")


def test_an_answer_that_got_lost_does_not_make_a_stranger_of_the_page(web, application):
    saved_by_script(web, application, "contact", {"contact_name": "一"})
    answer = saved_by_script(web, application, "contact", {"contact_name": "二"})
    assert (answer.status_code, answer.json()["revision"]) == (200, 2)


def test_different_topics_do_not_disturb_each_other(web, browser_of, application, colleague):
    saved_by_script(browser_of(colleague), application, "scope", {"scope": "家电服务"}, window="theirs")
    assert saved_by_script(web, application, "contact", {"contact_name": "我"}).status_code == 200


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 30])
def test_a_nonsensical_revision_counts_as_a_page_opened_now(web, application, revision):
    assert saved_by_script(web, application, "contact", {"contact_name": "我"}, revision=revision).status_code == 200


def test_after_submitting_nothing_is_saved(web, organisation):
    application = cases.submitted(organisation)
    answer = saved_by_script(web, application, "contact", {"contact_name": "X"})
    assert answer.status_code == 409
    assert answer.json() == {"ok": False, "error": "The answers can no longer be changed."}
    application.refresh_from_db()
    assert application.contact_name == "王小明"


def test_a_stranger_saves_nothing(browser_of, stranger, application):
    assert saved_by_script(browser_of(stranger), application, "contact", {"contact_name": "X"}).status_code == 404
    assert not TopicSave.objects.exists()


# --- the journal ------------------------------------------------------------------------------------------------------


def test_a_sitting_of_many_savings_names_each_answer_once(web, application):
    typed = {}
    for word in ("李", "李四", "李四光"):
        for field in ("contact_name", "wishes"):
            typed[field] = word
            saved_by_script(web, application, "contact", typed)
    events = Event.objects.of(application).filter(name="save_answers")
    assert [event.facts["fields"] for event in events] == [
        ["contact_email", "contact_name", "contact_phone"],
        ["wishes"],
    ]


def test_after_a_return_a_page_waits_longer_before_it_saves_itself(web, organisation):
    application = cases.returned(organisation)
    assert 'data-pause="20000"' in web.get(topic(application, "contact")).content.decode()
