"""Records about people: accounts, persons, what they agreed to, and who may be the same."""

from portal.people.models.consent import Consent, ConsentText
from portal.people.models.people import Person, PersonQuerySet, User
from portal.people.models.sameness import Merge, MovedRow, SimilarPair

__all__ = [
    "Consent",
    "ConsentText",
    "Merge",
    "MovedRow",
    "Person",
    "PersonQuerySet",
    "SimilarPair",
    "User",
]
