"""Photographs the pages of `tests.pages` with the demo in them: `make pictures`.

Each page at 360 and 1280 px, by day and by night, into var/pictures; and the front page
on a laptop with a phone before it, which is the picture in the README (copy it to
docs/pictures/home.png when it has changed).
"""

import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from itertools import product

import django
from django.conf import settings
from PIL import Image
from playwright.sync_api import sync_playwright

from portal.settings import env
from tests import chromium
from tests.pages import PAGES, Scene

FOLDER = env.VAR / "pictures"
WIDTHS = (360, 1280)
HEIGHT = 800


@contextmanager
def demo_served():
    """The address of the demo, served on a free port until the pictures are taken."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, "manage.py", "serve_demo", str(port)], cwd=env.ROOT)
    try:
        while server.poll() is None and not answers(port):
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def answers(port: int) -> bool:
    with closing(HTTPConnection("127.0.0.1", port)) as connection:
        try:
            connection.request("GET", "/accounts/login/")
        except ConnectionRefusedError:
            return False
        return connection.getresponse().status == 200


def sessions(scene: Scene) -> dict[str, list]:
    """The cookies with which each role is signed in."""
    name = settings.SESSION_COOKIE_NAME
    return {
        role: [{"name": name, "value": scene.client(role).cookies[name].value}] if user else []
        for role, user in scene.people.items()
    }


def photograph(browser, address: str, scene: Scene, cookies: dict[str, list]):
    """Every page of the list in every width, by day and by night."""
    for tone, width, role in product(("light", "dark"), WIDTHS, scene.people):
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": HEIGHT},
            color_scheme=tone,
            reduced_motion="reduce",
        )
        context.add_cookies([{**cookie, "url": address} for cookie in cookies[role]])
        page = context.new_page()
        for name, shown in PAGES.items():
            if shown.role == role:
                page.goto(scene.address(shown.address))
                page.screenshot(path=FOLDER / f"{name}-{width}-{tone}.png", full_page=True)
        context.close()


def picture_for_readme():
    """The front page on a laptop, a phone standing before its lower right corner."""
    wide = Image.open(FOLDER / "home-1280-light.png").convert("RGB").crop((0, 0, 1280, HEIGHT))
    phone = Image.open(FOLDER / "home-360-light.png").convert("RGB").crop((0, 0, 360, 720))
    ground = Image.new("RGB", (1400, 900), "#e9efec")
    ground.paste(wide, (30, 30))
    frame = Image.new("RGB", (376, 736), "#1a2221")
    frame.paste(phone, (8, 8))
    ground.paste(frame, (1000, 140))
    ground.quantize(128).save(FOLDER / "readme.png", optimize=True)


def main():
    if not chromium.path():
        sys.exit(f"No pictures: {chromium.HOW_TO_GET}")
    django.setup()
    from tests import demo  # reads models, which wait for the set-up

    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo_served() as address:
        # Read before the browser starts: playwright's event loop and queries do not mix.
        scene = demo.scene()
        cookies = sessions(scene)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium.path(), args=chromium.ARGUMENTS
            )
            photograph(browser, address, scene, cookies)
            browser.close()
    picture_for_readme()
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER.relative_to(env.ROOT)}")


if __name__ == "__main__":
    main()
