"""Every letter there is, filled with invented facts: what the preview shows and the tests read."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import translation

from accounts.models import Invitation, Organisation, User
from accounts.roles import Role
from applications.models import Application
from audits.models import Audit, Nonconformity
from certificates.models import Certificate, Decision, Surveillance
from workflow import clock
from workflow.letters import Composed, composed, notice_facts, standing_words, words_of

FOLDER = Path(settings.BASE_DIR) / "templates"
FOLDERS = ("emails/*", "account/email", "mfa/email")
NOTED_DEEDS = {"replace", "object_to_member", "answer_objection"}
REASON = "第5.1.1.1条：缺少服务组织任命文件。\nPlease add the appointment & its date."


@dataclass(frozen=True)
class SampleReader:
    name: str
    language: str
    roles: frozenset = frozenset()


@dataclass(frozen=True)
class SampleEvent:
    """A row of the journal that nobody wrote."""

    case: object
    note: str = ""
    actor_name: str = "王小明"
    state_before: str = ""
    state_after: str = ""
    at: object = field(default_factory=clock.now)
    facts: dict = field(default_factory=dict)


def names() -> list[str]:
    """Every letter there is, by the path of its template without ending, in the order of the folders."""
    found = (path for folder in FOLDERS for path in sorted(FOLDER.glob(f"{folder}/*.txt")))
    return [path.relative_to(FOLDER).with_suffix("").as_posix() for path in found]


def sample(name: str, *, language: str, reader: str = "client") -> Composed:
    """The letter of that name to an invented reader."""
    return composed(f"{name}.txt", sample_facts(name, language, reader), language=language)


def subject(name: str, language: str) -> str:
    with translation.override(language):
        return words_of(f"{name}.txt", standing_words(language) | sample_facts(name, language, "client")).subject


def sample_facts(name, language, reader) -> dict:
    folder, kind, step = name.split("/")
    person = "Li Lei" if language == "en" else "李雷"
    if folder == "emails" and kind in sample_cases():
        roles = frozenset(Role) if reader == "staff" else frozenset()
        return notice_facts(sample_event(kind, step), SampleReader(person, language, roles))
    return ACCOUNT_FACTS | {"name": person, "invitation": sample_invitation(), "timestamp": clock.now()}


ACCOUNT_FACTS = {
    "activate_url": f"{settings.SITE_URL}/accounts/confirm-email/sample/",
    "password_reset_url": f"{settings.SITE_URL}/accounts/password/reset/key/sample/",
    "from_email": "old@example.org",
    "to_email": "new@example.org",
    "deleted_email": "old@example.org",
    "ip": "192.0.2.7",
    "user_agent": "Firefox 140 (Windows)",
}


def sample_event(machine_name, step) -> SampleEvent:
    """The step of that name on an invented case; a deed that is no step changes no state."""
    case, today = sample_cases()[machine_name], clock.today()
    moves = {each.name: each for each in case.machine.transitions}
    move = moves.get(step)
    facts = {
        "starts_on": (today + timedelta(days=14)).isoformat(),
        "ends_on": (today + timedelta(days=16)).isoformat(),
        "closing_meeting_on": today.isoformat(),
        "deadlines": {f"U-{today:%Y}-0017-{number}": str(today + timedelta(days=30 * number)) for number in (1, 2)},
        "person": "张审查",
        "member": "张审查",
        "days_before": 30,
    }
    return SampleEvent(
        case,
        facts=facts,
        note=REASON if step in NOTED_DEEDS or (move and move.note) else "",
        state_before=move.sources[0] if move else "",
        state_after=move.target if move else "",
    )


def sample_cases() -> dict:
    """One case of each kind, joined as real ones are; none is in the database."""
    today = clock.today()
    client = Organisation(
        name="北京诚信家电有限公司", name_en="Beijing Chengxin Appliances Co., Ltd.", uscc="91110105MA00000000"
    )
    application = Application(reference=f"A-{today:%Y}-0042", organisation=client)
    audit = Audit(
        reference=f"U-{today:%Y}-0017",
        organisation=client,
        application=application,
        starts_on=today + timedelta(days=14),
        ends_on=today + timedelta(days=16),
    )
    decision = Decision(reference=f"D-{today:%Y}-0009", organisation=client, audit=audit)
    certificate = Certificate(
        reference=f"999{today:%y}SC00017R0",
        organisation=client,
        decision=decision,
        holder=client.name,
        level="four_star",
        issued_on=today,
        expires_on=today + timedelta(days=3 * 365),
    )
    return {
        "application": application,
        "audit": audit,
        "nonconformity": Nonconformity(
            reference=f"U-{today:%Y}-0017-1", audit=audit, deadline=today + timedelta(days=30)
        ),
        "decision": decision,
        "certificate": certificate,
        "surveillance": Surveillance(certificate=certificate, due_on=today + timedelta(days=60)),
    }


def sample_invitation() -> Invitation:
    return Invitation(email="reader@example.org", roles=[Role.AUDITOR.value], invited_by=User(name="赵经理"))
