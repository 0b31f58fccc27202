"""The picture of the brief in the README: `make run`, then this, with Chromium and the dev requirements installed."""

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]


def draw_brief(page: Path, picture: Path) -> None:
    """Open `page`, follow one of its references and write what a reader then sees to `picture` (PNG, 1280 by 800)."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        view = browser.new_page(viewport={"width": 1280, "height": 800})
        view.goto(page.as_uri())
        view.locator("a.ref", has_text="[1:").first.click()
        view.wait_for_timeout(300)
        view.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    draw_brief(ROOT / "out" / "brief.html", ROOT / "docs" / "pictures" / "brief.png")
