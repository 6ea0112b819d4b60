"""The watch itself: what a page may not do is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.watch import Visit, axe

PAGE = "<!doctype html><html lang=en><title>page</title><main><h1>Page</h1>{}</main></html>"


@pytest.mark.parametrize(
    ("does", "seen"),
    [
        ('<img alt="" src="https://example.org/dot.png">', "asked for https://example.org/dot.png"),
        ("<script>fetch('http://example.org/x').catch(() => 0)</script>", "asked for http://example.org/x"),
        ("<script>new WebSocket('ws://example.org/x')</script>", "asked for ws://example.org/x"),
        ("<script>undefined_word()</script>", "script: .*undefined_word is not defined"),
        ("<script>console.error('odd')</script>", "console: odd"),
    ],
)
def test_what_a_page_may_not_do_is_seen(visit: Visit, tmp_path: Path, does: str, seen: str) -> None:
    (tmp_path / "page.html").write_text(PAGE.format(does), encoding="utf-8")
    visit(tmp_path / "page.html").wait_for_timeout(100)
    with pytest.raises(AssertionError, match=seen):
        visit.leave()


def test_what_not_everybody_can_use_is_seen(visit: Visit, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE.format('<p style="color:#ccc">pale</p>'), encoding="utf-8")
    with pytest.raises(AssertionError, match="color-contrast"):
        axe(visit(tmp_path / "page.html"))
