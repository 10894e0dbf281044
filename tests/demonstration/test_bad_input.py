"""Bad input in each form that anybody is shown, in both languages: refused in words that help, and nothing typed is lost."""

import re
import shutil
import sqlite3
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pytest
from django.urls import Resolver404, resolve

from tests.demonstration.bad_input import MARK, ROUNDS, faults_of_refusal, round_of, rows, shown_again
from tests.demonstration.conftest import CLIENTS, STAFF, pages_among
from tests.demonstration.forms import Form, Page
from tests.demonstration.situations import Visit
from tests.demonstration.visitor import Visitor
from tests.journeys.house import House

pytestmark = [pytest.mark.demonstration]
LANGUAGES = ("zh-hans", "en")
SEVERAL = "steps/<slug:machine>/"  # one step for the cases that were ticked
CASES = re.compile(r'class="reference keep" href="([^"]+)"')
TOKEN = "csrfmiddlewaretoken"
ANSWERED = {
    "verify/<str:number>/": "verdict-file"
}  # whatever file is sent is judged, in a part of the page of this class
ANSWER_200 = ("accounts/", "admin/")  # the forms of others answer so where they refuse
LEFT_OUT = {
    "/accounts/logout/": "signs out",
    "/admin/logout/": "signs out",
    "/i18n/setlang/": "a button",
    "/design/": "samples that are sent nowhere",
}
LEAST_FORMS, LEAST_ROUNDS = 100, 270


@dataclass(frozen=True)
class Found:
    """A form with the visit on which it was seen."""

    visit: Visit
    route: str
    form: Form

    @property
    def page(self):
        return self.visit.address

    @property
    def reader(self):
        return (self.visit.person, self.visit.before)


def forms_found(pages):
    """Each form with something to fill in once, of {visit: page}: the same fields at the same route are one form."""
    found = {}
    for visit, answer in pages.items():
        for form in Page(answer.text, visit.address).forms:
            route = route_of(form.path)
            names = frozenset(each.name.rpartition("-")[2] for each in form.open_fields)
            if form.open_fields and form.path not in LEFT_OUT and form.method in ("get", "post"):
                found.setdefault((step_of(form) or route, form.method, names), Found(visit, route, form))
    return list(found.values())


def step_of(form):
    """(machine, step) of a form that takes one: each step is a form of its own."""
    parts = form.path.strip("/").split("/")
    if parts[0] != "steps":
        return None
    return (parts[1], parts[3] if len(parts) > 2 else str(form.values("step")))


def route_of(path):
    try:
        return resolve(path).route
    except Resolver404:
        return path


@dataclass
class Report:
    """What came up, in order; `sentences` are all that were said."""

    rounds: int = 0
    statuses: Counter = field(default_factory=Counter)
    faults: list = field(default_factory=list)
    accepted: list = field(default_factory=list)
    sentences: Counter = field(default_factory=Counter)

    def fault(self, found, kind, words):
        self.faults.append((found.route, found.page, kind, words))

    def hear(self, sentences):
        self.sentences.update(sentences)


class Place:
    """The demonstration on a copy of its own, in one language, with everybody signed in; `undo` brings it back."""

    def __init__(self, demonstration, folder, language, password):
        self.folder, self.language, self.database = folder, language, folder / "db.sqlite3"
        leave = shutil.ignore_patterns("db.sqlite3*", "cache", "broker", "*.log")
        shutil.copytree(demonstration.folder, folder, ignore=leave, dirs_exist_ok=True)
        copy(demonstration.database, self.database)
        with sqlite3.connect(self.database) as connection:
            connection.execute("update accounts_user set language = ?", [language])
        self.house = House(
            folder,
            DATABASE_URL=f"sqlite:///{self.database}",
            REDIS_URL="",
            BROKER_URL="filesystem://localhost",
            PUBLIC_RATE="100000/min",
        )
        self.password, self.people = password, {}
        with sqlite3.connect(self.database) as connection:
            self.names = [name for (name,) in connection.execute("select name from applications_site")]

    def start(self, visits):
        """Let everybody in who makes one of the visits, up to the page that was seen."""
        self.house.start("web")
        for visit in visits:
            self.enter(visit)
        copy(self.database, self.folder / "before.sqlite3")

    def enter(self, visit):
        visitor = Visitor(self.house.url, f"{visit.person}@demo.example" if visit.person else "", self.language)
        if visit.person:
            visitor.sign_in(self.password)
        self.people[visit.person, visit.before] = visitor.prepare(visit)
        [visitor.token, *_others] = Page(visitor.get(visit.address).text).forms[0].values(TOKEN)

    def undo(self):
        copy(self.folder / "before.sqlite3", self.database)
        self.forget_rates()

    def forget_rates(self):
        shutil.rmtree(self.folder / "cache", ignore_errors=True)


def copy(source, target):
    with sqlite3.connect(source) as here, sqlite3.connect(target) as there:
        here.backup(there)


def try_form(place, found, report):
    """All rounds of one form, each beginning from the form as it was shown."""
    for kind in ROUNDS:
        sent = round_of(found.form, kind)
        if sent is None:
            continue
        report.rounds += 1
        visitor = place.people[found.reader]
        before = rows(place.database)
        pairs = [(name, visitor.token if name == TOKEN else value) for name, value in sent.pairs]
        answer = visitor.post(found.form.action_path, pairs, sent.files)
        judge(place, found, kind, sent, before, answer, report)


def judge(place, found, kind, sent, before, answer, report):
    """What is wrong with the answer goes to the report."""
    report.statuses[answer.status] += 1
    if answer.status == 429:
        place.forget_rates()
    elif answer.status in (301, 302, 303):
        judge_going_on(place, found, kind, sent, answer, report)
    elif (answer.status, found.route) == (200, SEVERAL):
        judge_done(place, found, kind, sent, answer, report)
    elif (answer.status, found.route in ANSWERED) == (200, True):
        if f'class="verdict {ANSWERED[found.route]}"' not in answer.text:
            report.fault(found, kind, "not judged")
    elif answer.status in (422, 409) or (answer.status == 200 and found.route.startswith(ANSWER_200)):
        judge_refusal(place, found, kind, sent, before, answer, report)
    else:
        report.fault(found, kind, f"status {answer.status}")


def judge_refusal(place, found, kind, sent, before, answer, report):
    page = Page(answer.text, found.page)
    report.hear(page.sentences)
    for fault in faults_of_refusal(found.form, sent, page, place.language, place.names):
        report.fault(found, kind, fault)
    if f"<b>{MARK}" in answer.text:
        report.fault(found, kind, "shown as markup")
    after = rows(place.database)
    if after != before:
        report.fault(found, kind, f"something happened: {sorted(set(after.items()) ^ set(before.items()))}")
        place.undo()


def judge_going_on(place, found, kind, sent, answer, report):
    for fault in faults_of_going_on(place, found, kind, sent, answer, report):
        report.fault(found, kind, fault)
    place.undo()
    if not found.visit.person:
        place.enter(found.visit)  # who was let in has another session now


def judge_done(place, found, kind, sent, answer, report):
    """A step was taken for several cases: what was typed stands in the journal of those in which it went."""
    visitor = place.people[found.reader]
    if sent.bad:
        report.fault(found, kind, f"accepted: {sent.bad}")
    if kind == "wrong":
        report.accepted.append(found)
        texts = (visitor.get(address).text for address in CASES.findall(answer.text))
        if not any(f"&lt;b&gt;{MARK}" in text for text in texts):
            report.fault(found, kind, "accepted and not shown in any of the cases")
    if f"<b>{MARK}" in answer.text:
        report.fault(found, kind, "shown as markup")
    place.undo()


def faults_of_going_on(place, found, kind, sent, answer, report):
    """Of an answer that leads elsewhere: it was either accepted, and what was typed is shown, or refused in a sentence."""
    visitor = place.people[found.reader]
    there = visitor.get(answer.location.removeprefix(place.house.url))
    page = Page(there.text, found.page)
    if page.sentences:
        report.hear(page.sentences)
        yield from faults_of_refusal(found.form, sent, page, place.language, place.names)
    elif sent.bad:
        yield f"accepted: {sent.bad}, on to {answer.location}"
    elif kind == "wrong":
        report.accepted.append(found)
        texts = [there.text, visitor.get(found.page).text]
        if any(f"<b>{MARK}" in text for text in texts):
            yield "shown as markup"
        if sent.typed and not any(f"&lt;b&gt;{MARK}" in text for text in texts):
            yield f"accepted and not shown, on to {answer.location}"


def try_filter(place, found, report):
    """A form that asks only: whatever is put in, there is a page with what was typed, and nothing of it is markup."""
    for kind in ("wrong", "unknown", "long"):
        sent = round_of(found.form, kind)
        if sent is None:
            continue
        report.rounds += 1
        visitor = place.people[found.reader]
        answer = visitor.get(f"{found.form.path}?{urlencode(sent.pairs)}")
        report.statuses[answer.status] += 1
        nobodys = (answer.status, found.route) == (
            404,
            SEVERAL,
        )  # cases that are none of the reader's, as if there were none
        if answer.status in (301, 302) or nobodys:
            continue
        if answer.status not in (200, 422):
            report.fault(found, kind, f"status {answer.status}")
        page = Page(answer.text, found.page)
        if f"<b>{MARK}" in answer.text:
            report.fault(found, kind, "shown as markup")
        if page.language != place.language:
            report.fault(found, kind, f"language is {page.language!r}")
        kept = shown_again(found.form, page)
        lost = [pair for pair in sent.typed if pair[1] and pair not in kept]
        if lost:
            report.fault(found, kind, f"lost: {lost}")


@pytest.fixture(scope="session")
def forms(crawl, visited):
    pages = {Visit(who, page.address): page for who in ("", *STAFF, *CLIENTS) for page in pages_among(crawl(who))}
    return forms_found(pages | {visit: page for visit, page in visited.items() if pages_among([page])})


@pytest.fixture(scope="session")
def reports(demonstration, password, forms, tmp_path_factory):
    """{language: Report}: both languages at the same time, each on a copy of its own."""

    def ask(language):
        place, report = Place(demonstration, tmp_path_factory.mktemp("place"), language, password), Report()
        try:
            place.start({found.reader: found.visit for found in forms}.values())
            for found in forms:
                (try_form if found.form.method == "post" else try_filter)(place, found, report)
        finally:
            place.house.stop()
        return report

    with ThreadPoolExecutor(len(LANGUAGES)) as pool:
        return dict(zip(LANGUAGES, pool.map(ask, LANGUAGES), strict=True))


def test_the_forms_are_found(forms):
    """So that the tests below cannot silently try nothing."""
    assert len(forms) >= LEAST_FORMS
    routes = {found.route for found in forms if found.form.method == "post"}
    assert routes >= {
        "accounts/2fa/authenticate/",
        "accounts/2fa/totp/activate/",
        "accounts/login/",
        "accounts/signup/",
        "admin/applications/feeitem/add/",
        "applications/<str:reference>/agreement/",
        "applications/<str:reference>/evaluation/questions/<int:question>/edit/",
        "applications/<str:reference>/messages/",
        "audits/<str:reference>/plan/",
        "audits/<str:reference>/plan/answer/",
        "audits/<str:reference>/team/<int:pk>/answer/",
        "invitations/<str:token>/",
        "dashboard/decisions/<str:reference>/vote/",
        "nonconformities/<str:reference>/",
        SEVERAL,
        "steps/<slug:machine>/<str:reference>/<slug:step>/",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_bad_input_is_refused_in_words_that_help_and_nothing_typed_is_lost(reports, language):
    report = reports[language]
    assert report.faults == []
    assert report.rounds >= LEAST_ROUNDS
    assert report.statuses[422] > 100


def test_both_languages_meet_the_same_answers(reports):
    chinese, english = (reports[language].statuses for language in LANGUAGES)
    assert chinese == english


def test_no_sentence_only_says_that_something_is_invalid(reports):
    """Django's own sentences, which say what is wrong and not what to do (certify.complaints)."""
    said = {language: " ".join(report.sentences) for language, report in reports.items()}
    assert [words for words in ("valid", "This field is required", "Ensure this") if words in said["en"]] == []
    assert [words for words in ("有效的", "无效") if words in said["zh-hans"]] == []
