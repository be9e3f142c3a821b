"""The demonstration: the training of Mae Hong Son in B.E. 2566, built through the real rules.

What is known of it stands in `facts`; everything else is made up, recognisably, and
marked on the page as a demonstration figure. Words and plans stand in modules of their
own (`province`, `curricula`, `handouts`, `conversations`, `news`); `load` builds it all.
"""

from typing import NamedTuple

#: One for every sign-in. Settings decide whether accounts with it may exist (`DEMO`).
PASSWORD = "phuean-kongthun"


class SignIn(NamedTuple):
    """An account of the demonstration and what it may do, in words."""

    username: str
    role: str

    def __str__(self) -> str:
        return f"{self.username:<12} {PASSWORD}   {self.role}"


SIGN_INS = (
    SignIn("admin", "administrator"),
    SignIn("trainer", "trainer of the workshops"),
    SignIn("coordinator", "coordinator of Mae Hong Son"),
    SignIn("strong", "secretary of a strong fund (Pang Mu)"),
    SignIn("weak", "secretary of a fund that needs support (Huai Pha)"),
    SignIn("member", "member of a fund, without an office"),
)
