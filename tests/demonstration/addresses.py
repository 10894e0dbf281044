"""Every address of the product, filled in with cases of the demonstration: one case for each state of each lifecycle."""

import re
import sqlite3
from collections import defaultdict

from django.urls import URLResolver, get_resolver

from applications.topics import TOPICS
from workflow.registry import machines

GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
VARIABLE = re.compile(r"<(?:\w+:)?(\w+)>")
ADMIN_SAMPLES = {"object_id": "1", "url": "no-such-page", "app_label": "scoring", "content_type_id": "1"}
EVERYWHERE = {
    "token": "no-such-token",
    "key": "no-such-key",
    "uidb36": "1",
    "pk": "1",
    "paper": "1",
    "number": "1",
    "question": "1",
    "message": "1",
    "kind": "legal-status",
    "condition": "legal_person",
    "clause": "5.1.1.1",
    "code": "5.1.1",
    "email": "leader@demo.example",
    "figure": "pipeline",
    "filetype": "csv",
    "name": "emails/application/accept",
    "machine": "application",
    "slug": "applicant",
    **ADMIN_SAMPLES,
}
OWNERS = {
    "nonconformity": "(select organisation_id from audits_audit where audits_audit.id = audit_id)",
    "surveillance": "(select organisation_id from certificates_certificate c where c.id = certificate_id)",
}
OF_AN_APPLICATION = {
    "paper": "applications_paper",
    "question": "applications_question",
    "message": "applications_message",
}
OF_AN_AUDIT = {"pk": "audits_teammember"}


def routes(patterns=None, before=""):
    """Every route of the project as text with `<name>` for its variables."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        here = before + GROUP.sub(r"<\1>", str(pattern.pattern)).replace("^", "").replace("$", "").replace("\\Z", "")
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, here)
        else:
            yield "/" + here


class Samples:
    """What stands in for the variables of a route, read from the file of the demonstration: the newest case of each state,
    or every case of the organisations of `owner` (an e-mail address)."""

    def __init__(self, database, owner=None):
        self.database, self.owner = database, owner
        self.cases = {
            machine.name: self._of_the_owner(machine.name, model) if owner else self._one_of_each_state(model)
            for machine, model in machines()
        }
        self.steps = {machine.name: {t.name: t.sources for t in machine.transitions} for machine, _model in machines()}

    def rows(self, query, *values):
        with sqlite3.connect(self.database) as connection:
            return connection.execute(query, values).fetchall()

    def _one_of_each_state(self, model):
        """[(state, pk, reference)], the newest case of each state."""
        table = model._meta.db_table
        return self.rows(f"select state, max(id), reference from {table} group by state order by state")  # noqa: S608

    def _of_the_owner(self, name, model):
        """[(state, pk, reference)], every case of the owner's organisations."""
        whose = OWNERS.get(name, "organisation_id")
        query = (
            f"select state, id, reference from {model._meta.db_table} where {whose} in "  # noqa: S608
            "(select m.organisation_id from accounts_membership m join accounts_user u on u.id = m.user_id "
            "where u.email = ?) order by reference"
        )
        return self.rows(query, self.owner)

    def fill(self, route):
        """The addresses of a route: one, or one for each case."""
        names = VARIABLE.findall(route)
        if not names:
            return [route]
        return [put_in(route, values) for values in self._values(route, names)]

    def _values(self, route, names):
        if "step" in names:
            return list(self._step_values())
        if route.startswith(("/applications/", "/cases/")) or "/audits/open/" in route:
            return list(self._case_values("application", OF_AN_APPLICATION, "application_id", names))
        if route.startswith("/audits/") or "/take-up/" in route:
            return list(self._case_values("audit", OF_AN_AUDIT, "audit_id", names))
        for prefix, machine in (("/nonconformities/", "nonconformity"), ("/dashboard/decisions/", "decision")):
            if route.startswith(prefix):
                return [EVERYWHERE | {"reference": reference} for _state, _pk, reference in self.cases[machine]]
        if route.startswith(("/certificates/", "/verify/", "/api/v1/certificates/")):
            numbers = [reference for _state, _pk, reference in self.cases["certificate"]] + ["00000SC00000R0"]
            return [EVERYWHERE | {"reference": number, "number": number} for number in numbers]
        if "uscc" in names:
            codes = [code for (code,) in self.rows("select uscc from accounts_organisation order by id limit 2")]
            return [{"uscc": code} for code in codes]
        return [EVERYWHERE]

    def _case_values(self, machine, belongings, column, names):
        """Each case with rows of its own where the route names one; each topic where it names a slug."""
        for _state, pk, reference in self.cases[machine]:
            values = EVERYWHERE | {"reference": reference}
            for name, table in belongings.items():
                query = f"select min(id) from {table} where {column} = ?"  # noqa: S608
                if table == "applications_question":
                    query = (
                        "select min(q.id) from applications_question q "
                        "join applications_documentevaluation e on e.id = q.evaluation_id where e.application_id = ?"
                    )
                values[name] = self.rows(query, pk)[0][0] or 1
            if "slug" in names:
                yield from (values | {"slug": topic.slug} for topic in TOPICS)
            else:
                yield values

    def references(self):
        return [reference for cases in self.cases.values() for _state, _pk, reference in cases]

    def _step_values(self):
        for machine, cases in self.cases.items():
            by_state = defaultdict(list)
            for state, _pk, reference in cases:
                by_state[state].append(reference)
            for step, sources in self.steps[machine].items():
                for reference in by_state[sources[0]][:3]:
                    yield {"machine": machine, "reference": reference, "step": step}


def put_in(route, values):
    return VARIABLE.sub(lambda found: str(values[found.group(1)]), route)


def addresses(database, owner=None):
    """Every address once, in order."""
    samples = Samples(database, owner)
    found = {address for route in routes() for address in samples.fill(route)}
    return sorted(address for address in found if "logout" not in address)


def own_addresses(database, owner):
    """Every address that names a case of the organisations of `owner` (an e-mail address)."""
    samples = Samples(database, owner)
    found = {address for route in routes() for address in samples.fill(route)}
    return sorted(address for address in found if any(reference in address for reference in samples.references()))
