"""The 45 funds of the demonstration, one for each subdistrict: a plan made up for it.

Which subdistricts have a strong or a weak fund is invented; that 33 work, 12 are being
founded, 4 of these are counted already, and that 12,038 people are members is known
(`home.demo.facts`).
"""

from typing import NamedTuple


class ActivePlan(NamedTuple):
    """A fund at work: `members` in the report's year, `points` of its self-assessment of 60.

    `offers` and `needs` are subjects, `tags` languages and kind of land, by their slugs.
    """

    code: str
    founded: int
    members: int
    points: int
    tags: str
    offers: str = ""
    needs: str = ""
    mentees: int = 1


class FormingPlan(NamedTuple):
    """A fund being founded: `steps` of the checklist done, members where it has some.

    Those with members are the four that the report counts among its 37.
    """

    code: str
    steps: int
    tags: str
    needs: str
    members: int | None = None


STRONG_FROM = 42
DEVELOPING_FROM = 24

#: Code, year of founding, members, points, tags, offers, needs, funds it can mentor.
ACTIVE = (
    ActivePlan(
        "580104",
        2009,
        968,
        52,
        "tai-yai kham-mueang lowland",
        "accounts founding members governance",
        "youth",
        3,
    ),
    ActivePlan(
        "580401",
        2009,
        887,
        51,
        "kham-mueang karen lowland",
        "accounts rules governance founding",
        "carbon",
        4,
    ),
    ActivePlan(
        "580301",
        2010,
        742,
        48,
        "tai-yai kham-mueang town",
        "welfare-design communication members local-government",
        "mso-logbook",
        2,
    ),
    ActivePlan(
        "580201",
        2010,
        668,
        47,
        "tai-yai karen lowland",
        "arrears members local-government founding",
        "data-protection",
        4,
    ),
    ActivePlan(
        "580701", 2011, 521, 45, "tai-yai lahu highland", "founding rules members", "youth", 2
    ),
    ActivePlan(
        "580501",
        2010,
        583,
        46,
        "kham-mueang karen lowland",
        "founding accounts projects members",
        "communication",
        5,
    ),
    ActivePlan(
        "580103", 2011, 456, 43, "tai-yai karen lowland", "governance accounts disaster", "", 2
    ),
    ActivePlan(
        "580402",
        2009,
        811,
        49,
        "kham-mueang karen town",
        "local-government projects rules founding accounts",
        "carbon",
        5,
    ),
    ActivePlan(
        "580304",
        2011,
        412,
        42,
        "tai-yai lisu lowland",
        "members arrears accounts rules",
        "youth",
        2,
    ),
    ActivePlan("580305", 2012, 388, 39, "tai-yai kham-mueang lowland", "communication"),
    ActivePlan("580101", 2010, 402, 40, "tai-yai kham-mueang town", "local-government"),
    ActivePlan("580302", 2012, 367, 37, "tai-yai lisu lowland", "welfare-design"),
    ActivePlan("580203", 2011, 341, 34, "tai-yai lowland", "welfare-design", "arrears rules"),
    ActivePlan("580405", 2012, 376, 38, "kham-mueang karen lowland", "arrears"),
    ActivePlan("580303", 2012, 352, 36, "tai-yai lahu lowland", "communication"),
    ActivePlan("580702", 2013, 296, 33, "tai-yai lahu highland", "disaster", "accounts members"),
    ActivePlan("580102", 2012, 304, 31, "tai-yai karen lowland", "rules", "members welfare-design"),
    ActivePlan("580408", 2014, 262, 30, "lawa karen highland", "youth", "rules local-government"),
    ActivePlan("580502", 2013, 287, 29, "karen kham-mueang highland", "", "accounts arrears"),
    ActivePlan("580503", 2013, 271, 33, "karen lawa highland", "members", "projects members"),
    ActivePlan("580105", 2014, 258, 27, "tai-yai hmong highland", "", "accounts governance"),
    ActivePlan(
        "580505", 2014, 246, 28, "lawa karen highland", "communication", "local-government projects"
    ),
    ActivePlan("580602", 2015, 233, 26, "karen highland", "", "software accounts"),
    ActivePlan(
        "580106", 2015, 187, 20, "tai-yai karen highland", "", "accounts members governance"
    ),
    ActivePlan("580703", 2015, 168, 22, "tai-yai lahu highland", "", "members accounts rules"),
    ActivePlan("580202", 2014, 174, 18, "tai-yai karen lowland", "", "members arrears accounts"),
    ActivePlan("580204", 2016, 142, 17, "karen highland", "", "arrears members rules"),
    ActivePlan("580306", 2015, 159, 23, "karen tai-yai highland", "", "accounts members rules"),
    ActivePlan("580404", 2016, 136, 21, "karen highland", "", "accounts rules governance"),
    ActivePlan("580504", 2016, 128, 19, "karen highland", "", "members accounts projects"),
    ActivePlan("580506", 2017, 97, 16, "karen highland", "", "accounts members"),
    ActivePlan("580601", 2015, 151, 23, "karen highland", "", "local-government accounts rules"),
    ActivePlan("580604", 2017, 83, 14, "karen highland", "", "accounts rules members"),
)

#: Code, steps done, tags, needs, members.
FORMING = (
    FormingPlan("580109", 2, "karen highland", "founding members accounts"),
    FormingPlan("580704", 8, "lahu tai-yai highland", "rules accounts", 46),
    FormingPlan("580205", 9, "karen highland", "projects local-government", 58),
    FormingPlan("580206", 1, "karen hmong highland", "founding rules"),
    FormingPlan("580307", 6, "karen highland", "rules governance"),
    FormingPlan("580403", 8, "karen highland", "accounts rules", 41),
    FormingPlan("580406", 3, "karen highland", "founding members"),
    FormingPlan("580507", 2, "karen lawa highland", "founding rules"),
    FormingPlan("580508", 4, "karen highland", "founding members"),
    FormingPlan("580603", 5, "karen highland", "founding rules accounts"),
    FormingPlan("580605", 3, "karen highland", "founding members"),
    FormingPlan("580606", 7, "karen highland", "accounts local-government", 37),
)


def level_of(plan: ActivePlan) -> str:
    """Which level the points of a plan make: "strong", "developing" or "needs_support"."""
    if plan.points >= STRONG_FROM:
        return "strong"
    return "developing" if plan.points >= DEVELOPING_FROM else "needs_support"
