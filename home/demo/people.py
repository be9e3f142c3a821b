"""Decides who plays a part: accounts to sign in with, and officers of each fund.

Everybody carries the surname สมมติ ("made up") and a number. Officers without a sign-in
of their own have an account with no usable password, so that they can write and answer.
"""

from datetime import date

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from home.demo import PASSWORD, SIGN_INS, facts
from portal.funds.models import Area, Fund, Mandate, Office
from portal.funds.offices import appoint, ask_for_office, end_office
from portal.people.models import Person, User

SURNAME = "สมมติ"
TERM_BEGINS = date(2023, 1, 1)
NAMES = {
    Office.Role.CHAIR: "ประธาน",
    Office.Role.SECRETARY: "เลขานุการ",
    Office.Role.TREASURER: "เหรัญญิก",
}
NAMES_OF_SIGN_INS = {
    "admin": "ผู้ดูแลระบบ",
    "trainer": "วิทยากร",
    "coordinator": "ผู้ประสานงาน",
    "member": "ผู้เข้าอบรม 01",
}


def make_staff() -> dict[str, User]:
    """The accounts of the sign-ins by user name; those of the network with their mandates.

    Who acts for a fund becomes its officer in `make_officers`.
    """
    password = make_password(PASSWORD)  # worked out once: it is slow on purpose
    people = {}
    for username, _role in SIGN_INS:
        administrator = username == "admin"
        user = User.objects.create(
            username=username,
            password=password,
            is_staff=administrator,
            is_superuser=administrator,
        )
        if username in NAMES_OF_SIGN_INS:
            make_person(NAMES_OF_SIGN_INS[username], user=user)
        people[username] = user
    Mandate.objects.create(
        user=people["trainer"], role=Mandate.Role.TRAINER, nation=True, starts_on=TERM_BEGINS
    )
    Mandate.objects.create(
        user=people["coordinator"],
        role=Mandate.Role.COORDINATOR,
        province=Area.objects.get(pk=facts.PROVINCE),
        starts_on=TERM_BEGINS,
    )
    return people


def make_officers(funds: list[Fund], staff: dict[str, User], sign_ins: dict[str, Fund]) -> None:
    """Chair, secretary and treasurer for each active fund, the first two for a forming one.

    `sign_ins` says for which fund the accounts "strong" and "weak" are the secretary.
    """
    secretaries = {fund.pk: staff[username] for username, fund in sign_ins.items()}
    ends_on = date(timezone.localdate().year + 1, 12, 31)
    for number, fund in enumerate(funds, 1):
        roles = list(NAMES) if fund.stage == Fund.Stage.ACTIVE else list(NAMES)[:2]
        for role in roles:
            user = None
            if role == Office.Role.SECRETARY:
                user = secretaries.get(fund.pk) or _silent_account(
                    f"secretary-{fund.subdistrict_id}"
                )
            appoint(
                person=make_person(f"{NAMES[role]} {number:02}", user=user),
                fund=fund,
                role=role,
                starts_on=TERM_BEGINS,
                ends_on=ends_on,
                by=staff["coordinator"],
            )


def make_changes_of_office(fund: Fund, other: Fund, staff: dict[str, User]) -> None:
    """A request that waits in `fund` (of the account "member"), and in `other` an office ended."""
    ask_for_office(
        person=staff["member"].person,
        fund=fund,
        role=Office.Role.COMMITTEE,
        starts_on=timezone.localdate().replace(day=1),
    )
    office = appoint(
        person=make_person("กรรมการ 01"),
        fund=other,
        role=Office.Role.COMMITTEE,
        starts_on=TERM_BEGINS,
        by=staff["coordinator"],
    )
    end_office(office=office, by=staff["coordinator"], reason="ย้ายไปอยู่ต่างจังหวัด")


def secretary_of(fund: Fund) -> User:
    """The account that writes and answers for a fund of the demonstration."""
    offices = Office.objects.in_force().filter(fund=fund, role=Office.Role.SECRETARY)
    return User.objects.get(person__offices__in=offices)


def make_person(first_name: str, *, user: User | None = None) -> Person:
    """Somebody made up. Nobody gets a telephone number: it could be a real person's."""
    return Person.objects.create(first_name=first_name, last_name=SURNAME, user=user)


def _silent_account(username: str) -> User:
    return User.objects.create(username=username, password=make_password(None))
