"""The pages of docs/ that the code writes."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from certify.documents import PAGES


class Command(BaseCommand):
    help = "Write docs/lifecycles.md and docs/permissions.md from the machines; with --check only compare."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="exit with 1 where a page is out of step")

    def handle(self, *, check, **options):
        folder = settings.BASE_DIR / "docs"
        stale = []
        for name, page in PAGES.items():
            path, text = folder / name, page()
            if path.is_file() and path.read_text(encoding="utf-8") == text:
                continue
            stale.append(name)
            if not check:
                path.write_text(text, encoding="utf-8")
        if check and stale:
            raise CommandError(
                f"docs/ is out of step with the lifecycles: {', '.join(stale)}. Run: manage.py write_docs"
            )
        self.stdout.write(f"Written: {', '.join(stale)}." if stale else "docs/ is in step with the lifecycles.")
