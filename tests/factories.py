"""Makers of people and organisations, through the same actions that the pages use."""

import datetime

import factory
from allauth.account.models import EmailAddress
from stdnum.cn import uscc

from accounts.actions import grant_role, register_auditor
from accounts.models import Membership, Organisation, User
from accounts.roles import Grade

PASSWORD = "correct-horse-battery"


def made_up_uscc(n: int) -> str:
    """A code with a right check digit that belongs to nobody: the n-th of an invented series."""
    stem = f"91110000MA{n:07d}"
    return stem + uscc.calc_check_digit(stem)


class PersonFactory(factory.django.DjangoModelFactory):
    """A person with a confirmed address and PASSWORD; `roles` are granted, `grade` registers an auditor."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"人员{n}")

    @classmethod
    def _create(cls, model_class, *args, password=PASSWORD, roles=(), grade=None, **kwargs):
        user = model_class.objects.create_user(password=password, **kwargs)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        for role in roles:
            grant_role(user, role, by=None)
        if grade:
            register_auditor(
                user, by=None, grade=grade, number=f"SC-{user.pk:06d}", valid_until=datetime.date(2099, 12, 31)
            )
        return user


class AuditorFactory(PersonFactory):
    roles = ["auditor"]
    grade = Grade.AUDITOR


class OrganisationFactory(factory.django.DjangoModelFactory):
    """An organisation; `members` are people who belong to it."""

    class Meta:
        model = Organisation
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"第{n}商贸有限公司")
    name_en = factory.Sequence(lambda n: f"Trading Company No. {n} Ltd.")
    uscc = factory.Sequence(lambda n: made_up_uscc(n + 1))
    address = "北京市海淀区中关村大街1号"
    address_en = "1 Zhongguancun Street, Haidian District, Beijing"
    legal_representative = "李明"
    phone = "010-12345678"

    @factory.post_generation
    def members(self, create, people, **kwargs):
        for person in people or ():
            Membership.objects.create(user=person, organisation=self)
