"""The home page: each role finds exactly its work, applicants their cases and nobody else's."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.actions import declare_interest
from certify.overview import Overview
from certify.worklists import number_waiting_for, worklists_of
from tests.applications import cases as applications
from tests.audits import cases as audits
from tests.certificates import cases as certificates
from tests.factories import AuditorFactory, OrganisationFactory, PersonFactory
from workflow import clock

pytestmark = pytest.mark.django_db


def company(number):
    """The n-th organisation of the scene, with a member of its own."""
    return OrganisationFactory(name=f"第{number}公司", members=[PersonFactory(email=f"client{number}@example.org")])


@pytest.fixture
def scene(officer, audit_manager, auditor, other_auditor, members, manager):
    """One organisation at each place where somebody has to act; the later, the more recently."""
    house = {"officer": officer, "audit_manager": audit_manager}
    team = house | {"leader": auditor, "members": [other_auditor]}
    led = house | {"leader": auditor, "members": members}  # of the committee
    makers = {
        "draft": lambda org: applications.draft(org),
        "submitted": lambda org: applications.submitted(org),
        "offered": lambda org: applications.offered(org, officer=officer),
        "agreed": lambda org: applications.agreed(org, officer=officer),
        "evaluating": lambda org: applications.evaluating(org, officer=officer, evaluator=audit_manager),
        "clarifying": lambda org: applications.clarifying(org, officer=officer, evaluator=audit_manager),
        "evaluated": lambda org: applications.evaluated(org, **house),
        "planning": lambda org: undeclared(org, auditor, house),
        "proposed": lambda org: audits.proposed(org, **team),
        "on_site": lambda org: audits.on_site(org, **team),
        "rectifying": lambda org: audits.rectifying(org, specials=["own_rules"], **team),
        "answered": lambda org: answered(org, team),
        "reported": lambda org: audits.reported(org, **team),
        "voted": lambda org: certificates.voted(org, **led),
        "voting": lambda org: certificates.voted(org, positions=["grant", "refuse"], **led),
        "granted": lambda org: certificates.granted(org, manager=manager, **led),
    }
    begin = timezone.now() - datetime.timedelta(days=len(makers))
    found = {}
    for number, (place, make) in enumerate(makers.items(), start=1):
        with clock.pretend(begin + datetime.timedelta(days=number)):
            found[place] = make(company(number))
    return found


def undeclared(organisation, auditor, house):
    """A plan is being made; the leader has been appointed and has not declared."""
    audit = audits.planning(organisation, **house)
    audits.gather_team(audit, by=house["audit_manager"], leader=auditor, members=[], declared=False)
    return audit


def answered(organisation, team):
    audit = audits.rectifying(organisation, nonconformities=["minor"], **team)
    audits.answer(audit.nonconformities.get())
    return audit


def work(person):
    """{key of the worklist: [reference of each line]}, empty lists left out."""
    found = {each.key: [item.reference for item in each.items] for each in worklists_of(person) if each.items}
    assert number_waiting_for(person) == sum(map(len, found.values()))
    return found


def test_everybody_finds_exactly_their_own_work(
    scene, officer, audit_manager, auditor, other_auditor, members, manager
):
    """The scene is dear to make: one test asks it everything, one chapter after the other."""
    at = {place: case.reference for place, case in scene.items()}
    evaluation = {"evaluate": [at["agreed"]], "evaluating": [at["evaluating"]]}
    on_site = {"score": [at["on_site"]], "visits": [at["rectifying"], at["answered"]]}
    to_verify = [scene["answered"].nonconformities.get().reference]

    assert work(officer) == {"review": [at["submitted"]]}
    assert work(audit_manager) == evaluation | {"plan": [at["evaluated"]], "prepare": [at["planning"]]}
    assert work(auditor) == evaluation | on_site | {"declare": [at["planning"]], "verify": to_verify}
    assert work(other_auditor) == evaluation | on_site | {"verify": to_verify}
    assert work(AuditorFactory()) == evaluation
    assert work(members[0]) == {"take_up": [at["reported"]]}
    assert work(members[2]) == {"take_up": [at["reported"]], "vote": [at["voting"]]}
    assert work(manager) == {"take_up": [at["reported"]], "grant": [at["voted"]]}

    lists = {each.key: each.items for each in worklists_of(auditor)}
    [to_score] = lists["score"]
    assert to_score.url == reverse("scoring", args=[at["on_site"]])
    days = {item.reference: item.due for item in [to_score, *lists["visits"]]}
    begun = [at["on_site"], at["rectifying"], at["answered"]]
    assert days == dict.fromkeys(begun)  # the visit has begun: its first day is no deadline any more

    assert work(scene["offered"].organisation.people.get()) == {}  # clients have their cases instead
    the_overview_counts_what_there_is(scene, manager)


def the_overview_counts_what_there_is(scene, manager):
    """Each case once, at the place where it stands now."""
    with override("en"):
        overview = Overview(manager)
        counted = {(stage.machine, stage.state): stage.count for stage in overview.stages if stage.count}
        urls = {stage.state: stage.url for stage in overview.stages if stage.machine == "Application"}
    assert counted == {
        ("Application", "draft"): 1,
        ("Application", "submitted"): 1,
        ("Application", "offered"): 1,
        ("Application", "agreed"): 1,
        ("Application", "evaluating"): 1,
        ("Application", "clarifying"): 1,
        ("Application", "evaluated"): 1,
        ("Audit", "planning"): 1,
        ("Audit", "proposed"): 1,
        ("Audit", "on_site"): 1,
        ("Audit", "rectifying"): 2,
        ("Audit", "reported"): 1,
        ("Certification decision", "open"): 2,
        ("Certificate", "sealing"): 1,
    }
    assert (urls["draft"], urls["submitted"]) == ("", "/applications/?state=submitted")
    assert (overview.unsealed, overview.due_soon) == (1, 0)
    assert {each.level: (each.valid, each.suspended) for each in overview.in_force} == {
        "five_star": (1, 0),
        "four_star": (0, 0),
        "three_star": (0, 0),
        "qualified": (0, 0),
    }
    assert {each.measure for each in overview.late} <= {"aim", "visit"}  # the scene is older than some of our aims
    assert "vote" not in {event.name for event in overview.latest}
    assert overview.latest[0].reference == scene["granted"].decision.reference


def test_a_line_shows_whose_case_it_is_and_leads_there(officer, client_of, organisation, stranger):
    mine = applications.submitted(organisation)
    applications.draft(stranger.organisations.get())
    officer.language = "en"
    officer.save(update_fields=["language"])
    page = client_of(officer).get("/home/").content.decode()
    assert "1 case waits for you; the oldest has waited since " in page
    assert f'href="{mine.get_absolute_url()}"' in page
    assert organisation.name in page
    assert "上海别家商贸有限公司" not in page


def test_work_for_a_client_one_has_an_interest_in_is_not_offered(officer, organisation):
    applications.submitted(organisation)
    assert [*work(officer)] == ["review"]
    declare_interest(officer, organisation, by=officer, kind="employment", note="前雇主", until=None)
    assert work(officer) == {}


def test_an_applicant_sees_own_cases_with_deadlines_and_nothing_of_others(
    organisation, applicant, stranger, auditor, client_of
):
    audit = audits.rectifying(organisation, specials=["own_rules"], leader=auditor)
    other = applications.submitted(stranger.organisations.get())
    nonconformity = audit.nonconformities.get()
    page = client_of(applicant).get("/home/").content.decode()
    assert audit.get_absolute_url() in page
    assert nonconformity.get_absolute_url() in page
    assert organisation.name in page
    assert other.reference not in page
    assert other.organisation.name not in page
    assert auditor.name not in page


def test_the_overview_is_for_managers_and_the_committee(
    client_of, manager, member, officer, audit_manager, auditor, applicant, organisation
):
    statuses = {
        person.email: client_of(person).get("/dashboard/").status_code
        for person in (manager, member, officer, audit_manager, auditor, applicant)
    }
    allowed = {manager.email, member.email}
    assert statuses == {email: 200 if email in allowed else 403 for email in statuses}


def test_a_person_without_role_and_organisation_is_led_to_register_one(client_of):
    answer = client_of(PersonFactory()).get("/home/")
    assert (answer.status_code, answer["Location"]) == (302, "/organisations/register/")


def test_an_applicant_without_a_case_is_shown_where_to_begin(client_of, applicant, organisation):
    assert 'href="/applications/start/"' in client_of(applicant).get("/home/").content.decode()


def test_the_front_page_is_for_strangers(client, client_of, applicant):
    assert "GB/T 27922-2011" in client.get("/").content.decode()
    assert client_of(applicant).get("/")["Location"] == "/home/"
