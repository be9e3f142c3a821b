"""Filling in the form of a group as a browser does, for the tests of its pages."""

from django.urls import reverse


def address(workshop):
    return reverse("workshop_group", args=[workshop.pk])


def sent(page, *people, **kwargs):
    """What a browser sends for these people, each a dict, with the form's hidden fields."""
    form = page.context["form"]
    data = {
        "token": form["token"].value(),
        "fund": form["fund"].value() or "",
        "texts": form.versions,
        "rows": str(max(len(people), 1)),
        "all_or_none": "0",
    }
    for number, person in enumerate(people):
        data |= {f"p{number}-{name}": value for name, value in person.items()}
    return data | kwargs


def somebody(number=1, **kwargs):
    return {
        "title": "นาง",
        "first_name": f"ผู้เข้าอบรม{number:02}",
        "last_name": "สมมติ",
        "phone": f"08123456{number:02}",
        "post_held": "member",
        **kwargs,
    }


def ask(client, workshop, *people, **kwargs):
    """Open the form, fill it in and press a button; the answer of the site."""
    page = client.get(address(workshop))
    return client.post(address(workshop), sent(page, *people, **kwargs))
