from django.apps import AppConfig
from django.core.checks import Warning as CheckWarning
from django.core.checks import register


class PrintingConfig(AppConfig):
    name = "printing"

    def ready(self):
        register(fonts_are_staged)


def fonts_are_staged(app_configs, **kwargs):
    """Warn before the first PDF is asked for, not then; `render_pdf` itself refuses."""
    from printing.fonts import missing_files

    absent = missing_files()
    if not absent:
        return []
    message = f"Fonts for PDFs are missing: {', '.join(absent)}."
    return [CheckWarning(message, hint="Run `make setup` or set FONT_DIR.", id="printing.fonts")]
