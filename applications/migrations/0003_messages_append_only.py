"""Messages refuse UPDATE and DELETE in the database itself, as the journal does."""

from django.db import migrations

TABLE = "applications_message"
POSTGRESQL = [
    f"""
    CREATE FUNCTION {TABLE}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'messages are append-only';
    END $$;
    """,
    f"""
    CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION {TABLE}_is_append_only();
    """,
]
SQLITE = [
    f"""
    CREATE TRIGGER {TABLE}_no_{word.lower()} BEFORE {word} ON {TABLE}
    BEGIN SELECT RAISE(ABORT, 'messages are append-only'); END;
    """
    for word in ("UPDATE", "DELETE")
]


def lay(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def lift(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER {TABLE}_append_only ON {TABLE}")
        schema_editor.execute(f"DROP FUNCTION {TABLE}_is_append_only()")
        return
    for word in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER {TABLE}_no_{word}")


class Migration(migrations.Migration):
    dependencies = [("applications", "0002_messages")]
    operations = [migrations.RunPython(lay, lift)]
