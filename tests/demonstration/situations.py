"""Situations that last a moment and that the demonstration therefore does not hold: made on a copy of it by the actions of
the floors, so that the pages and forms of those moments are met as well.

`make()` runs inside the product (`manage.py shell`) and prints each visit as a line of JSON.
"""

import json
from dataclasses import asdict, dataclass
from functools import partial
from urllib.parse import urlencode

SIGN_IN, SURE = "/accounts/login/", "/accounts/reauthenticate/"


@dataclass(frozen=True)
class Visit:
    """`person` (the part of the sign-in before the @; "" is a stranger) asks for `address`, having done `before`: a list of
    (address, fields) that are sent first, each a form, or only asked for where `fields` is empty."""

    person: str
    address: str
    before: tuple = ()


def read(output):
    """The visits among the lines that `make` printed."""
    rows = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    return [
        Visit(row["person"], row["address"], tuple((where, tuple(map(tuple, sent))) for where, sent in row["before"]))
        for row in rows
    ]


def make():
    for situation in (
        invitations,
        account_letters,
        second_factor,
        unsent_question,
        half_a_draft,
        objections,
        deduction_on_site,
        sealed_certificate,
        several_at_once,
    ):
        for visit in situation():
            print(json.dumps(asdict(visit)))


def invitations():
    """One for a newcomer, one for somebody who has an account already."""
    from accounts.actions import invite
    from accounts.models import Organisation

    ask = partial(
        invite, by=_person("mingtai"), organisation=Organisation.objects.get(memberships__user=_person("mingtai"))
    )
    newcomer, known = ask(email="newcomer@demo.example", name="新同事"), ask(email="guanlan@demo.example")
    yield Visit("", f"/invitations/{newcomer.token}/")
    yield Visit("", f"/invitations/{known.token}/")
    yield Visit("guanlan", f"/invitations/{known.token}/")


def account_letters():
    """The pages behind the links of letters about an account."""
    from allauth.account.forms import default_token_generator
    from allauth.account.models import EmailAddress, EmailConfirmationHMAC
    from allauth.account.utils import user_pk_to_url_str

    reader = _person("member3")
    start = f"/accounts/password/reset/key/{user_pk_to_url_str(reader)}-"
    yield Visit("", f"{start}set-password/", ((start + default_token_generator.make_token(reader) + "/", ()),))
    unconfirmed = EmailAddress.objects.create(user=_person("member2"), email="feng@demo.example", verified=False)
    yield Visit("", f"/accounts/confirm-email/{EmailConfirmationHMAC(unconfirmed).key}/")


def second_factor():
    """Setting one up, having given the password again; and being asked for it."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from certify.demonstration.cast import PASSWORD

    sure = ((SURE, (("password", PASSWORD),)),)
    yield Visit("planner", "/accounts/2fa/totp/activate/", sure)
    guarded = _person("expert")
    TOTP.activate(guarded, generate_totp_secret())
    RecoveryCodes.activate(guarded)
    yield Visit("", "/accounts/2fa/authenticate/", ((SIGN_IN, (("login", guarded.email), ("password", PASSWORD))),))


def unsent_question():
    from applications.actions import ask_question
    from applications.models import Application

    application = Application.objects.get(state="evaluating")
    ask_question(application, "5.1.1.1", "请说明售后服务部门的隶属关系。", by=_person("planner"))
    yield Visit("planner", f"/applications/{application.reference}/evaluation/")


def half_a_draft():
    """Rows of every list, and papers at two lines."""
    from applications import actions
    from applications.models import Application, PaperKind, Site
    from certify.demonstration.papers import paper
    from workflow import clock

    by = _person("chunhui")
    draft = Application.objects.get(state="draft", organisation__memberships__user=by)
    row = {"kind": Site.Kind.HEADQUARTERS, "name": "总部", "address": "南昌路1号", "headcount": 9, "activity": "维修"}
    actions.save_sites(draft, [row], by=by)
    listed = {"name": "管理师甲", "certificate_number": "ASM-1", "expires_on": clock.today()}
    actions.save_managers(draft, [listed], by=by)
    actions.save_exclusions(draft, {"5.2.3.3": "只提供到店服务。"}, by=by)
    for kind in PaperKind.objects.filter(is_active=True).order_by("order")[:2]:
        actions.attach_paper(draft, kind, paper(kind.title_zh), by=by)
    for slug in ("sites", "managers", "exclusions"):
        yield Visit("chunhui", f"/applications/{draft.reference}/answers/{slug}/")
    yield Visit("chunhui", f"/applications/{draft.reference}/papers/")
    yield Visit("chunhui", f"/applications/{draft.reference}/check/")


def objections():
    """To a member of the team, which the demonstration holds, and to a plan as such."""
    from accounts.models import User
    from audits.models import Audit
    from certify.demonstration import steps
    from workflow.engine import perform

    [objected] = [
        member for audit in Audit.objects.all() for member in audit.current_team.all() if member.has_open_objection
    ]
    yield Visit("planner", f"/audits/{objected.audit.reference}/team/{objected.pk}/answer/")
    given_up = Audit.objects.filter(state="abandoned").latest("pk")
    audit = steps.plan(given_up.application, {user.email.partition("@")[0]: user for user in User.objects.all()})
    perform(audit, "propose", by=_person("planner"))
    client = audit.organisation.people.first()
    perform(audit, "object", by=client, note="审核日期与年度盘点冲突。")
    yield Visit("planner", f"/audits/{audit.reference}/plan/answer/")
    yield Visit("planner", f"/audits/{audit.reference}/team/")


def deduction_on_site():
    from audits.actions.deductions import deduct, give_bonus
    from audits.models import Audit

    audit, by = Audit.objects.get(state="on_site"), _person("leader")
    deduction = deduct(audit, by=by, ground="own_rules", text="未按公示时限上门。")
    give_bonus(audit, by=by, text="公开全部配件价格。")
    for page in ("", f"{deduction.pk}/withdraw/"):
        yield Visit("leader", f"/audits/{audit.reference}/scoring/specials/{page}")
    yield Visit("leader", f"/audits/{audit.reference}/scoring/bonus/withdraw/")


def sealed_certificate():
    """Here no worker seals; so that the form is met with which a file is compared."""
    from certificates.actions import seal_certificate
    from certificates.models import Seal

    seal = Seal.objects.filter(certificate__state="valid").order_by("certificate__reference").first()
    seal_certificate(seal)
    yield Visit("", f"/verify/{seal.certificate.reference}/")
    yield Visit("manager", f"/certificates/{seal.certificate.reference}/")


def several_at_once():
    """Each step that is taken for several cases and asks for a reason, by the first who can take it: in all cases of the
    kind that the person may see, so that it goes in some of them and not in others."""
    from workflow.registry import machines
    from workflow.several import MOST, choices, ticked

    known = set()
    for machine, model in machines():
        references = list(model.objects.order_by("reference").values_list("reference", flat=True))[:MOST]
        for key in ("officer", "planner", "leader", "member4", "manager", "mingtai", "chunhui"):
            cases = ticked(model, references, _person(key))
            chosen = urlencode([("case", case.reference) for case in cases])
            for choice in choices(machine, cases, _person(key)):
                step = choice.transition
                if step.note and choice.number and (machine.name, step.name) not in known:
                    known.add((machine.name, step.name))
                    yield Visit(key, f"/steps/{machine.name}/?step={step.name}&{chosen}")


def _person(key):
    from accounts.models import User

    return User.objects.get(email=f"{key}@demo.example")
