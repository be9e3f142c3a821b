"""Decides which user names an account may have.

Django's own rule takes letters only, and Thai vowel and tone marks are none to it: it
refuses สมหญิง. A sign @ is not taken, so that a user name is never read as an e-mail.
"""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

SHORTEST, LONGEST = 3, 60

validate_username = RegexValidator(
    rf"^[\w\u0e00-\u0e7f.+-]{{{SHORTEST},{LONGEST}}}\Z",
    _(
        "Please choose a user name of 3 to 60 Thai or English letters, digits, full stops or "
        "dashes, without spaces."
    ),
    code="username",
)
