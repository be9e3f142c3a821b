"""A story reads whole pages, also those that come slowly."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import sleep

import pytest

LINES = 3
PAUSE = 0.3  # seconds between the first half of a page and its end


class Slow(BaseHTTPRequestHandler):
    """Sends the first half of a page, waits, and sends the rest."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>x</title><main><a href='/next'>go</a><ul>")
        self.wfile.flush()
        sleep(PAUSE)
        self.wfile.write(b"<li>one" * LINES)

    def log_message(self, *args):
        pass


@contextmanager
def _slow_site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    answering = Thread(target=server.serve_forever, daemon=True)
    answering.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        answering.join()
        server.server_close()


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("act", [lambda link: link.click(), lambda link: link.press("Enter")])
def test_what_follows_a_click_finds_the_whole_page(browser_page, act, scripts):
    with _slow_site() as address:
        browser_page.address = address
        page = browser_page(scripts=scripts)
        page.goto("/")
        act(page.locator("a"))
        assert page.url.endswith("/next")
        assert page.locator("li").count() == LINES
