"""Looking at pages: what they may not do, whether everybody can use them, and how they look."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, WebError, WebSocketRoute

SCREENSHOTS = Path(__file__).resolve().parents[2] / "build" / "screenshots"
HERE = {"127.0.0.1", "localhost", "[::1]"}
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")

Scheme = Literal["light", "dark"]


class Visit:
    """Pages of one test. Lengths are in CSS pixels."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.wrong: list[str] = []
        self._pardoned: list[str] = []
        self._contexts: list[BrowserContext] = []

    def __call__(self, where: str | Path, *, width: int = 1200, height: int = 900, scheme: Scheme = "light") -> Page:
        """Open an address of this machine or a file, in a context of its own; another tab: `.context.new_page()`."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
        )
        self._contexts.append(context)
        context.route("**/*", self._refuse)
        context.route_web_socket("**/*", self._hang_up)
        context.on("console", self._heard)
        context.on("weberror", self._failed)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(where.as_uri() if isinstance(where, Path) else where)
        return page

    def pardon(self, pattern: str) -> None:
        """Let a complaint pass that the test brings about itself, such as the 422 of a fault."""
        self._pardoned.append(pattern)

    def leave(self) -> None:
        """Close every page. Fails if one did what it may not."""
        for context in self._contexts:
            context.close()
        left = [said for said in self.wrong if not any(re.search(pattern, said) for pattern in self._pardoned)]
        self.wrong.clear()
        assert not left, "\n".join(left)

    def _refuse(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.scheme in ("file", "data", "blob") or address.hostname in HERE:
            route.continue_()
        else:
            self.wrong.append(f"asked for {route.request.url}")
            route.abort()

    def _hang_up(self, socket: WebSocketRoute) -> None:
        self.wrong.append(f"asked for {socket.url}")
        socket.close()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(f"console: {message.text}")

    def _failed(self, error: WebError) -> None:
        self.wrong.append(f"script: {error.error}")


def fewer(page: Page, many: int = 60) -> None:
    """Take all seats but a few out of a page: one is like the other, and to look at each takes long."""
    page.locator("[data-m]:not(.on)").evaluate_all(
        "(all, many) => all.slice(many).forEach((each) => each.remove())", many
    )


def axe(page: Page, leave_out: Sequence[str] = ()) -> None:
    """No violation of WCAG 2.0, 2.1 or 2.2, levels A and AA, as far as axe-core can tell. leave_out: selectors."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(
        """async ([tags, out]) => (await axe.run(out.length ? {exclude: out.map((each) => [each])} : document,
            {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]})).violations.flatMap((rule) =>
            rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`))""",
        [WCAG, list(leave_out)],
    )
    assert not found, "\n".join(found)


def keep(page: Page, name: str, *, whole: bool = True) -> Path:
    """Keep a picture of the page, to be looked at. whole: with what lies below the first screen."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    place = SCREENSHOTS / f"{name}.png"
    page.screenshot(path=place, full_page=whole)
    return place
