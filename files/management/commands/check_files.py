from datetime import timedelta

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from files.models import StoredFile
from files.verification import faults, orphans

ORPHAN_AGE = timedelta(days=1)


class Command(BaseCommand):
    help = "Reads every stored file and compares its SHA-256 with the register; fails where one is missing or differs."

    def add_arguments(self, parser):
        parser.add_argument(
            "--remove-orphans",
            action="store_true",
            help="remove content older than a day that no row names (left by a process killed in the middle of an upload)",
        )

    def handle(self, *, remove_orphans, **options):
        # The age of a file on disk is real time, whatever the domain clock says.
        found = [*faults(), *orphans(timezone.now() - ORPHAN_AGE)]
        for fault in found:
            self.stdout.write(f"{fault.problem}\t{fault.place}\t{fault.name}")
            if remove_orphans and fault.problem == "orphan":
                default_storage.delete(fault.place)
        lost = sum(fault.problem != "orphan" for fault in found)
        total = StoredFile.objects.count()
        if lost:
            raise CommandError(f"{lost} of {total} files are missing or differ from what was handed in.")
        self.stdout.write(f"{total} files are as they were handed in.")
