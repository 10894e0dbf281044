"""Makes a database ready to serve: tables, the edition, reference data, and in demonstration mode the demonstration."""

from contextlib import nullcontext

from django.conf import settings
from django.core.management import BaseCommand, call_command
from django.db import transaction

from applications.actions import load_reference
from certify.demonstration.load import BEFORE_ALL, is_empty, load_demonstration
from certify.demonstration.stories import days_ago
from scoring.actions import load_edition
from scoring.catalogue import shipped


class Command(BaseCommand):
    help = (
        "Migrates, loads the edition and the reference data, and fills an empty demonstration system. Safe to repeat."
    )

    def handle(self, *args, **options):
        call_command("migrate", verbosity=0, interactive=False)
        makes_demonstration = settings.DEMONSTRATION and is_empty()
        with transaction.atomic(), days_ago(BEFORE_ALL) if makes_demonstration else nullcontext():
            for folder in shipped():
                load_edition(folder)
            load_reference()
        if makes_demonstration:
            self.stdout.write("Making the demonstration data, once; this takes a while.")
            text = load_demonstration(self.stdout.write)
            (settings.VAR_DIR / "demo-sign-ins.txt").write_text(text, encoding="utf-8")
