"""The people of the demonstration and their one password. They exist only where demonstration mode is on."""

import functools
from dataclasses import dataclass
from datetime import date

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts.actions import grant_role, register_auditor
from accounts.models import User
from accounts.roles import Grade, Role

PASSWORD = "certify-demonstration"  # noqa: S105  (printed at every start of a demonstration; no other system has it)
DOMAIN = "demo.example"


@dataclass(frozen=True)
class Person:
    key: str
    name: str
    roles: tuple[Role, ...] = ()
    grade: Grade | None = None
    words: str = ""

    @property
    def email(self):
        return f"{self.key}@{DOMAIN}"


STAFF = (
    Person("manager", "周明远", (Role.MANAGER,), words="manager 管理者"),
    Person("manager2", "许静怡", (Role.MANAGER,), words="second manager 管理者"),
    Person("officer", "陈思远", (Role.OFFICER,), words="market department 市场部"),
    Person("planner", "林若兰", (Role.AUDIT_MANAGER,), words="audit department 审核部"),
    Person("leader", "赵立新", (Role.AUDITOR,), Grade.SENIOR, words="auditor, team leader 审查组长"),
    Person("auditor", "孙晓雯", (Role.AUDITOR,), Grade.AUDITOR, words="auditor 审查员"),
    Person("auditor2", "马国栋", (Role.AUDITOR,), Grade.AUDITOR, words="auditor 审查员"),
    Person("trainee", "何佳佳", (Role.AUDITOR,), Grade.TRAINEE, words="trainee auditor 实习审查员"),
    Person("expert", "郑伯言", (Role.AUDITOR,), Grade.EXPERT, words="technical expert 技术专家"),
    Person("member1", "吴敏", (Role.MEMBER,), words="committee 评审委员会"),
    Person("member2", "冯志强", (Role.MEMBER,), words="committee 评审委员会"),
    Person("member3", "韩雪梅", (Role.MEMBER,), words="committee 评审委员会"),
    Person("member4", "高建平", (Role.MEMBER,), words="committee 评审委员会"),
)


def hire() -> dict[str, User]:
    """Create the staff and return them by key."""
    return {person.key: _staff(person) for person in STAFF}


def person(email: str, name: str) -> User:
    """Somebody who can sign in with the demonstration password."""
    user = User.objects.create(email=email, password=_hashed(), name=name)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


@functools.cache
def _hashed():
    """Hashed once: the hash is slow by design, and the password is the same for all."""
    return make_password(PASSWORD)


def _staff(entry):
    user = person(entry.email, entry.name)
    for role in entry.roles:
        grant_role(user, role, by=None)
    if entry.grade:
        number = "" if entry.grade == Grade.EXPERT else f"2026-SC-{user.pk:05d}"
        register_auditor(user, by=None, grade=entry.grade, number=number, valid_until=date(2035, 12, 31))
    return user


def sign_ins(applicants) -> str:
    """The list that `make run` prints: address and what the person does; the password once."""
    lines = [f"  {person.email:<28}{person.words}" for person in STAFF]
    lines += [f"  {user.email:<28}{words}" for user, words in applicants]
    return "\n".join([f"password 密码: {PASSWORD}", *lines]) + "\n"
