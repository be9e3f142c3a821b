"""The handouts of the demo open, print on A4, and their exercise comes out right."""

from io import BytesIO
from itertools import accumulate

import pytest
from openpyxl import load_workbook

from home.demo import curricula, programmes
from home.demo.handouts import BANK_BEFORE, CASH_BEFORE, HANDOUTS, SLIPS, balances, workbook


@pytest.mark.django_db
@pytest.mark.parametrize("name", HANDOUTS)
def test_every_page_has_a_head_and_lines_and_fits_its_width(name):
    for page in load_workbook(BytesIO(workbook(name))):
        assert page["A1"].value == page.title
        assert page["A2"].value
        assert page.max_row > 6
        assert (page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr.fitToPage) == (
            0,
            True,
        )


def test_every_handout_belongs_to_a_session():
    plans = [*curricula.ALL, *programmes.WITHIN, programmes.TALK]
    modules = [module for plan in plans for module in plan.get("modules", [])]
    sessions = [one for part in [*plans, *modules] for one in part.get("sessions", [])]
    used = {material[0] for one in sessions for material in one["materials"]}
    used |= {material[0] for part in [*plans, *modules] for material in part.get("materials", [])}
    assert used == set(HANDOUTS)


def test_nobody_pays_out_more_than_there_is():
    assert min(accumulate((slip.cash for slip in SLIPS), initial=CASH_BEFORE)) > 0
    assert min(accumulate((slip.bank for slip in SLIPS), initial=BANK_BEFORE)) > 0


def test_the_solution_follows_from_the_slips():
    assert balances() == (1065, 30996)
    assert len(SLIPS) == 15
