"""Validation of identifiers."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, InvalidFormat, InvalidLength


def normalise_uscc(value: str) -> str:
    """The code without spaces, in capitals."""
    return "".join((value or "").split()).replace("-", "").upper()


def validate_uscc(value: str) -> None:
    """Refuse anything but an 18-character unified social credit code with a right check digit (GB 32100)."""
    try:
        uscc.validate(value)
    except InvalidLength:
        raise ValidationError(_("The code has 18 characters. Copy it from the business licence.")) from None
    except InvalidFormat:
        raise ValidationError(
            _("The code holds a character that does not occur in such codes. Digits and capitals without I, O, S, V and Z.")
        ) from None
    except InvalidChecksum:
        raise ValidationError(_("The check digit does not fit. Compare the code with the business licence.")) from None
    except Exception:
        raise ValidationError(_("This is not a unified social credit code. Copy it from the business licence.")) from None
