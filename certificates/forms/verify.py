"""What a stranger hands in to be checked."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates.genuineness import LARGEST_MB


class PdfForm(forms.Form):
    """A file of at most LARGEST_MB; it is read once and not kept."""

    pdf = forms.FileField(
        label=gettext_lazy("The PDF that was given to you"),
        error_messages={
            "required": gettext_lazy("Choose the PDF file first."),
            "empty": gettext_lazy("The file is empty. Choose the PDF of the certificate."),
        },
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )

    def clean_pdf(self):
        upload = self.cleaned_data["pdf"]
        if upload.size > LARGEST_MB * 1024 * 1024:
            raise ValidationError(
                _("The file is larger than %(limit)d MB; a certificate of ours is far smaller, so it is not one.")
                % {"limit": LARGEST_MB}
            )
        return upload
