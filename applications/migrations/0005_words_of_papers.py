"""Lines of the checklist that were loaded before files were sorted by name get the words that ship, once."""

import tomllib
from pathlib import Path

from django.db import migrations

PAPERS = Path(__file__).parents[1] / "reference" / "papers.toml"


def fill(apps, schema_editor):
    kinds = apps.get_model("applications", "PaperKind").objects.using(schema_editor.connection.alias)
    for row in tomllib.loads(PAPERS.read_text("utf-8"))["papers"]:
        kinds.filter(code=row["code"], keywords=[]).update(keywords=row["keywords"])


class Migration(migrations.Migration):
    dependencies = [("applications", "0004_saving_and_sorting")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
