"""A page one writes on: publish, save and go on later, look at it first, attach, throw away.

Whatever is sent and not published is kept as a draft and stands in the form again; a
browser that asks for JSON gets the same answers for its script.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views import View

from exchange.forms.files import keys_among
from exchange.models import BoardPage, Pair, Post, Topic
from exchange.models.drafts import Place
from exchange.order.limits import said_before
from exchange.talk import drafts
from exchange.talk.attached import shown_in_form
from exchange.talk.attaching import attach, take_out
from exchange.talk.mentions import addresses, named_in
from exchange.talk.quoting import with_quote
from exchange.talk.text import tidy, to_html
from exchange.talk.writing import WritingRefused, sent_before
from exchange.uploads import LARGEST_PICTURE, UploadRefused
from exchange.views.kept import keep_and_sign_in, take, typed_in
from portal.thai.dates import short_datetime


class ComposingView(View):
    """What every page with a composer does.

    A subclass names its `form_class` and says how a place is written to (`publish`) and
    shown (`show`). The form it shows carries `draft`, `mark`, `attached`, and where there
    is one `newer` (a draft kept elsewhere meanwhile) and `preview`.
    """

    form_class = None

    def dispatch(self, request, *args, **kwargs):
        if request.method == "POST" and not request.rights.signed_in:
            if self.by_script:
                return JsonResponse({"problem": _("Please sign in to send this.")}, status=401)
            return keep_and_sign_in(request)
        return super().dispatch(request, *args, **kwargs)

    @property
    def by_script(self) -> bool:
        return "application/json" in self.request.headers.get("Accept", "")

    def form(self, place: Place):
        """The form as somebody opens it: with what they typed before signing in, or their draft."""
        draft = drafts.draft_of(self.request.user, place)
        kept = take(self.request)
        typed = kept or (draft.typed if draft else {})
        form = self.form_for(place, typed=typed)
        if wanted := self.request.GET.get("quote"):
            form.initial["body"] = with_quote(
                form.initial.get("body", ""),
                wanted,
                place=room_of(place),
                rights=self.request.rights,
            )
        return self.with_draft(form, place, draft, typed)

    def form_for(self, place, *posted, **kwargs):
        room = room_of(place)
        pair_funds = (room.mentor_id, room.mentee_id) if isinstance(room, Pair) else ()
        form = self.form_class(
            *posted,
            rights=self.request.rights,
            # Only who may choose between two names is shown their own; it costs a query.
            name=self.request.user.shown_name if self.request.rights.officer else "",
            prefer=pair_funds,
            **kwargs,
        )
        form.before = said_before(self.request.user, self.request.rights)
        return form

    @staticmethod
    def with_draft(form, place, draft, typed):
        form.draft, form.mark = draft, drafts.mark_of(draft)
        form.newer, form.preview = None, ""
        own = place.attachments.all() if isinstance(place, Post) else ()
        new = draft.attachments.all() if draft else ()
        form.attached = shown_in_form([*own, *new], typed)
        return form

    def compose(self, place):
        """The answer to a POST."""
        posted = self.request.POST
        do = posted.get("do", "")
        if do == "discard":
            return self.discard(place)
        form = self.form_for(place, posted, self.request.FILES)
        right = form.is_valid()
        if do in ("draft", "preview"):
            # Nothing needs to be complete yet.
            right = False
            form.errors.clear()
        elif sent := self.sent_before(form):
            return self.gone_out(sent)
        new = self.keep_files(place, form)
        if right and not form.errors:
            begun = drafts.Begun(
                mark=posted.get("seen", ""),
                attached=frozenset(keys_among(posted.getlist("attached")) + new),
                gone=frozenset(keys_among(posted.getlist("remove"))),
                alts=form.cleaned_data.pop("alts"),
            )
            try:
                return self.gone_out(self.publish(place, begun=begun, **form.cleaned_data))
            except WritingRefused as refusal:
                form.add_error(None, str(refusal))
        self.keep_text(place, form)
        if self.by_script:
            return self.tell_script(form, do)
        if do == "draft" and not form.errors:
            messages.success(self.request, _("Kept. You can go on here or on another device."))
            return self.back_to_form()
        if do == "preview":
            text = tidy(posted.get("body", ""))
            form.preview = to_html(text, addresses(named_in(text, place=room_of(place))))
        return self.show(place, form)

    def sent_before(self, form):
        """What this press of the button has written already."""
        if (submission := form.cleaned_data.get("submission")) is None:
            return None
        try:
            sent = sent_before(self.request.user, submission)
        except WritingRefused:  # somebody else's; publishing says so
            return None
        return sent.topic if sent and sent.number == 1 else sent

    def keep_files(self, place, form) -> list[UUID]:
        """Keep what is newly attached, take out what is ticked; say beside the box what fails."""
        new, author = [], self.request.user
        if gone := keys_among(self.request.POST.getlist("gone")):
            take_out(author=author, place=place, keys=gone)
        for upload in self.request.FILES.getlist("files"):
            try:
                if upload.size > LARGEST_PICTURE:
                    raise UploadRefused(_("This file is larger than 20 MB."))
                kept = attach(
                    author=author,
                    place=place,
                    content=upload.read(),
                    name=upload.name,
                    submission=form.cleaned_data.get("submission"),
                )
            except UploadRefused as refusal:
                form.add_error("files", f"{upload.name}: {refusal}")
            else:
                new += [kept.key] if kept else []
        return new

    def keep_text(self, place, form) -> None:
        """Keep what is typed as a draft; where that cannot be, the form says why."""
        newer, typed = None, typed_in(self.request.POST)
        try:
            drafts.save_draft(
                author=self.request.user,
                place=place,
                typed=typed,
                mark=self.request.POST.get("seen", ""),
                submission=form.cleaned_data.get("submission"),
            )
        except drafts.DraftIsOlder as refusal:
            newer = refusal.newer
            form.add_error(None, str(refusal))
        except drafts.DraftRefused as refusal:
            if not form.errors:
                form.add_error(None, str(refusal))
        draft = drafts.draft_of(self.request.user, place)
        self.with_draft(form, place, draft, typed).newer = newer

    def tell_script(self, form, do: str):
        told = {
            "seen": form.mark,
            "told": _("Kept %(when)s") % {"when": short_datetime(form.draft.saved_at)}
            if form.draft
            else "",
            "attached": render_to_string("exchange/includes/attached_form.html", {"form": form}),
            "problems": [str(error) for several in form.errors.values() for error in several],
        }
        if form.newer:
            del told["seen"]  # the script goes on from what it has until a person decides
        return JsonResponse(told, status=200 if do == "draft" else 422)

    def gone_out(self, written):
        if self.by_script:
            return JsonResponse({"url": written.get_absolute_url()})
        return redirect(written)

    def discard(self, place):
        draft = drafts.draft_of(self.request.user, place)
        if draft:
            drafts.throw_away(author=self.request.user, draft=draft)
        messages.success(self.request, _("The unfinished text is thrown away."))
        return self.back_to_form()

    def back_to_form(self):
        return HttpResponseRedirect(f"{self.request.get_full_path()}#write")


def room_of(place: Place) -> BoardPage | Pair:
    """The board or room that is written in."""
    place = place.topic if isinstance(place, Post) else place
    return place.place if isinstance(place, Topic) else place
