"""Validation of identifiers."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum import exceptions
from stdnum.cn import uscc


def normalise_uscc(value: str) -> str:
    """The code in plain capitals and digits: no spaces, no hyphens, no full-width characters of a Chinese keyboard."""
    return "".join(unicodedata.normalize("NFKC", value or "").split()).replace("-", "").upper()


def validate_uscc(value: str) -> None:
    """Refuse anything but an 18-character unified social credit code with a right check digit (GB 32100)."""
    try:
        uscc.validate(value)
    except exceptions.InvalidLength:
        raise ValidationError(_("The code has 18 characters. Copy it from the business licence.")) from None
    except exceptions.InvalidFormat:
        raise ValidationError(
            _(
                "The code holds a character that never occurs in one: it has digits and capitals without I, O, S, V and Z."
            )
        ) from None
    except exceptions.InvalidChecksum:
        raise ValidationError(_("The check digit does not fit. Compare the code with the business licence.")) from None
    except exceptions.ValidationError:
        raise ValidationError(
            _("This is not a unified social credit code. Copy it from the business licence.")
        ) from None
