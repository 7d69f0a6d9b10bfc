"""Takes the README's picture from a running dashboard: `python -m tests.browser.picture http://127.0.0.1:8501`."""

import sys

from tests.browser import seen

PICTURE = seen.ROOT / "docs" / "picture.png"


def main(address: str) -> None:
    """Write docs/picture.png: the comms team's week, down to the first members."""
    with seen.browsing() as browser:
        page = seen.opened(seen.context(browser).new_page(), f"{address}/week?as=comms")
        page.set_viewport_size({"width": 1440, "height": 1200})
        page.wait_for_timeout(500)
        page.screenshot(path=PICTURE)


if __name__ == "__main__":
    main(sys.argv[1])
