"""Makes a database ready to serve: tables, the edition, reference data, and in demonstration mode the demonstration."""

from django.conf import settings
from django.core.management import BaseCommand, call_command
from django.db import transaction

from applications.actions import load_reference
from certify.demonstration.load import is_empty, load_demonstration
from scoring.actions import load_edition
from scoring.catalogue import shipped


class Command(BaseCommand):
    help = (
        "Migrates, loads the edition and the reference data, and fills an empty demonstration system. Safe to repeat."
    )

    def handle(self, *args, **options):
        call_command("migrate", verbosity=0, interactive=False)
        with transaction.atomic():
            for folder in shipped():
                load_edition(folder)
            load_reference()
        if settings.DEMONSTRATION and is_empty():
            self.stdout.write("Making the demonstration data, once; this takes a while.")
            text = load_demonstration(self.stdout.write)
            (settings.VAR_DIR / "demo-sign-ins.txt").write_text(text, encoding="utf-8")
