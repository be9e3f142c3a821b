"""What is taught, its dated rounds, places in them and attendance, one module per idea."""

from courses.models.attendance import Attendance
from courses.models.curriculum import CurriculumIndexPage, CurriculumPage
from courses.models.invitation import Invitation
from courses.models.question import Question, QuestionAnswer
from courses.models.quota import Quota
from courses.models.registration import Registration, RegistrationGroup
from courses.models.step import RegistrationStep
from courses.models.telling import ToTell
from courses.models.trainer import CalendarAddress, TrainerProfile
from courses.models.venue import Venue
from courses.models.workshop import HalfDay, Workshop

__all__ = [
    "Attendance",
    "CalendarAddress",
    "CurriculumIndexPage",
    "CurriculumPage",
    "HalfDay",
    "Invitation",
    "Question",
    "QuestionAnswer",
    "Quota",
    "Registration",
    "RegistrationGroup",
    "RegistrationStep",
    "ToTell",
    "TrainerProfile",
    "Venue",
    "Workshop",
]
