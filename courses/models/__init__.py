"""What is taught, its dated rounds, places in them and attendance, one module per idea."""

from courses.models.attendance import Attendance
from courses.models.curriculum import CurriculumPage
from courses.models.curriculum_index import CurriculumIndexPage
from courses.models.edition import Edition
from courses.models.imported import ImportedList
from courses.models.invitation import Invitation
from courses.models.prerequisite import Prerequisite
from courses.models.programme import ProgrammePage
from courses.models.question import Question, QuestionAnswer
from courses.models.quota import Quota
from courses.models.registration import Registration, RegistrationGroup
from courses.models.review import ReviewTask
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
    "Edition",
    "HalfDay",
    "ImportedList",
    "Invitation",
    "Prerequisite",
    "ProgrammePage",
    "Question",
    "QuestionAnswer",
    "Quota",
    "Registration",
    "RegistrationGroup",
    "RegistrationStep",
    "ReviewTask",
    "ToTell",
    "TrainerProfile",
    "Venue",
    "Workshop",
]
