"""`manage.py load_reference`: the checklist of papers, the audit-day table and the tariff, where they are not there yet."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from applications.actions import load_reference


class Command(BaseCommand):
    help = "Load the reference data of applications; what is there already, edited or not, stays as it is."

    def handle(self, **options):
        added = load_reference()
        self.stdout.write(
            _("Added: %(papers)d kinds of paper, %(audit_days)d rows of the audit-day table, %(fees)d fees.") % added
        )
