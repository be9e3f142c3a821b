"""Takes null bytes out of addresses before anything reads them."""


class NullByteMiddleware:
    """Answers an address that holds null bytes as if they were not there.

    Nobody can type one, PostgreSQL stores none, and a look-up with one is an error there but
    not on SQLite. Here it is met once for every view; what is posted goes through form
    fields, which refuse it with a sentence.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        asked = request.META.get("QUERY_STRING", "")
        while "%00" in asked or "\x00" in asked:  # what is left may form another
            asked = asked.replace("%00", "").replace("\x00", "")
            request.META["QUERY_STRING"] = asked
        if "\x00" in request.path:
            request.path = request.path.replace("\x00", "")
            request.path_info = request.path_info.replace("\x00", "")
        return self.get_response(request)
