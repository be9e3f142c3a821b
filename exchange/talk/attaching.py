"""Decides what may be attached to a post, and keeps it with the draft until the post is sent."""

from collections.abc import Iterable
from hashlib import sha256
from io import BytesIO
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils.translation import gettext_lazy
from PIL import Image

from exchange.models import Attachment, Draft, Post
from exchange.models.drafts import Place
from exchange.talk.drafts import Begun, desk_of, draft_of
from exchange.uploads import UploadRefused, clean_file, clean_picture, is_picture, title_of
from portal.people.models import User

#: Pictures and papers of one post.
MOST = 6
TOO_MANY = gettext_lazy("A post has six pictures and files at most.")


def attach(
    *, author: User, place: Place, content: bytes, name: str, submission: UUID | None = None
) -> Attachment | None:
    """Keep a picture or paper with the author's draft in a place; raises `UploadRefused`.

    What it is, its content tells, whatever its name. The same thing once more is the one
    that is there. None where another window has sent the same `submission` meanwhile.
    """
    digest = sha256(content).hexdigest()
    picture = is_picture(content, name)
    kept = clean_picture(content) if picture else clean_file(content, name)
    made = Attachment(
        kind=Attachment.Kind.PICTURE if picture else Attachment.Kind.PAPER,
        title=title_of(name),
        ending=kept.ending,
        size=len(kept.content),
        digest=digest,
    )
    sizes = _sizes(made, kept.content) if picture else {}
    with desk_of(author):
        if submission and Post.objects.filter(submission=submission).exists():
            return None
        draft = draft_of(author, place) or Draft(author=author, **Draft.place_fields(place))
        there = [one for one in draft.attachments.all() if one.digest == digest] if draft.pk else []
        if there:
            return there[0]
        if draft.pk and len(draft.attachments.all()) >= MOST:
            raise UploadRefused(TOO_MANY)
        if not draft.pk:
            draft.save()
        made.draft = draft
        made.save()
        storage = storages["attached"]
        for path, bytes_of in {made.path(): kept.content, **sizes}.items():
            storage.save(path, ContentFile(bytes_of))
    return made


def take_out(*, author: User, place: Place, keys: Iterable[UUID]) -> None:
    """Take out of the author's draft what is named; what is not in it stays untouched."""
    with desk_of(author):
        draft = draft_of(author, place)
        if draft:
            draft.attachments.filter(key__in=list(keys)).delete()
            if not draft.typed and not Attachment.objects.filter(draft=draft).exists():
                draft.delete()


def changes_files(*, post: Post, by: User, begun: Begun | None) -> bool:
    """Whether an edit adds a picture or file, takes one out or says anew what is seen in it.

    Raises `UploadRefused` where the post would have too many.
    """
    if begun is None:
        return False
    own = list(post.attachments.all())
    kept = [one for one in own if one.key not in begun.gone]
    digests = {one.digest for one in kept}
    draft = draft_of(by, post)
    new = [
        one
        for one in (draft.attachments.all() if draft else ())
        if one.key in begun.attached and one.digest not in digests
    ]
    if len(kept) + len(new) > MOST:
        raise UploadRefused(TOO_MANY)
    said_anew = any(begun.alts.get(one.key, one.alt) != one.alt for one in kept)
    return bool(new) or len(kept) < len(own) or said_anew


def forget_content(attachment: Attachment) -> None:
    """Delete from the storage what belonged to an attachment that is gone."""
    for path in attachment.paths:
        storages["attached"].delete(path)


def _sizes(picture: Attachment, content: bytes) -> dict[str, bytes]:
    """The picture in each of its widths, by path; notes its size on the record."""
    sizes = {}
    with Image.open(BytesIO(content)) as whole:
        picture.width, picture.height = whole.size
        for width in picture.widths:
            target = BytesIO()
            height = max(1, round(whole.height * width / whole.width))
            whole.resize((width, height)).save(target, "WEBP", quality=80)
            sizes[picture.path(width)] = target.getvalue()
    return sizes
