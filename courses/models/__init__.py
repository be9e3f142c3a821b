"""What is taught, its dated rounds, places in them and attendance, one module per idea."""

from courses.models.attendance import Attendance
from courses.models.curriculum import CurriculumIndexPage, CurriculumPage
from courses.models.registration import Registration
from courses.models.venue import Venue
from courses.models.workshop import HalfDay, Workshop

__all__ = [
    "Attendance",
    "CurriculumIndexPage",
    "CurriculumPage",
    "HalfDay",
    "Registration",
    "Venue",
    "Workshop",
]
