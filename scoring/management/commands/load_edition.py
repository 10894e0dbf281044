"""`manage.py load_edition [FOLDER …]`: loads editions; without a folder, those that come with the product."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from scoring.actions import EditionRefused, load_edition
from scoring.catalogue import CatalogueError, shipped


class Command(BaseCommand):
    help = "Load editions of the standard from their folders; loading the same one again changes nothing."

    def add_arguments(self, parser):
        parser.add_argument(
            "folders", nargs="*", type=Path, metavar="FOLDER", help="holds edition.toml and indicators.csv"
        )

    def handle(self, *, folders, **options):
        for folder in folders or shipped():
            try:
                edition, is_new = load_edition(folder)
            except (CatalogueError, EditionRefused) as refusal:
                raise CommandError(f"{folder}: {refusal}") from None
            sentence = (
                _("%(edition)s is loaded.") if is_new else _("%(edition)s was loaded before; nothing has changed.")
            )
            self.stdout.write(sentence % {"edition": edition})
