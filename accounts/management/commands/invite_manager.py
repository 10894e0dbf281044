"""The way in for the first manager of an installation."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from accounts.actions import Refused, invite
from accounts.roles import Role


class Command(BaseCommand):
    help = "Invite a manager by e-mail and print the link. A manager invites everybody else in the pages."

    def add_arguments(self, parser):
        parser.add_argument("email", help="the address the manager will sign in with")
        parser.add_argument("--name", default="", help="the manager's name; it can be changed on acceptance")

    def handle(self, *, email, name, **options):
        try:
            validate_email(email)
            invitation = invite(by=None, email=email, name=name, roles=[Role.MANAGER])
        except ValidationError:
            raise CommandError(f"{email!r} is not an e-mail address.") from None
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{settings.SITE_URL}{invitation.get_absolute_url()}")
        self.stdout.write(
            f"The link works until {invitation.expires_at:%Y-%m-%d %H:%M} UTC and goes to {invitation.email} too."
        )
