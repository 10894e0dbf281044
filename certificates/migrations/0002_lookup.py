"""The number as people type it, beside the number as it is printed."""

import re

from django.db import migrations, models

SEPARATORS = re.compile(r"[\s\-\u2010-\u2015_.·/\u200b-\u200d\u2060\ufeff\x00]")


def fill(apps, schema_editor):
    for certificate in apps.get_model("certificates", "Certificate").objects.all():
        certificate.lookup = SEPARATORS.sub("", certificate.reference).upper()[:40]
        certificate.save(update_fields=["lookup"])


class Migration(migrations.Migration):
    dependencies = [("certificates", "0001_initial")]
    operations = [
        migrations.AddField(
            "certificate", "lookup", models.CharField(default="", editable=False, max_length=40), preserve_default=False
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("certificate", "lookup", models.CharField(editable=False, max_length=40, unique=True)),
    ]
