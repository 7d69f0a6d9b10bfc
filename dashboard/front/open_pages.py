"""The pages that are open in browsers now: whose each is, which files it was told of, and a way to end it."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field

from starlette.types import Message, Send
from streamlit.proto.AuthRedirect_pb2 import AuthRedirect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.snapshot import Standing
from people.sign_in import SignedIn

LOG_OUT = b"/auth/logout"  # where Streamlit sends a page that signs out
GOING_AWAY = 1001
END_S = 1.0  # for a browser that is gone, or takes nothing
Asked = tuple[Standing, SignedIn | None]  # what stood when a file was asked for, and who asked
LOAD_ANEW = ForwardMsg(auth_redirect=AuthRedirect(url="")).SerializeToString()  # no address: the same again


@dataclass(eq=False, slots=True)
class OpenPage:
    """One page in one browser, as long as its connection is open."""

    browser: bytes
    sign_in: str  # the mark of the sign-in it was opened with; nothing without one
    sends: Send
    is_ended: bool = False
    is_signing_out: bool = False  # by itself: it is on its way already
    files: dict[str, Asked] = field(default_factory=dict)  # those it was told of

    async def send(self, message: Message) -> None:
        """Tell the browser something, unless the page was ended."""
        if LOG_OUT in (said := message.get("bytes") or b""):
            self.is_signing_out |= ForwardMsg.FromString(said).auth_redirect.url.endswith(LOG_OUT.decode())
        if not self.is_ended:
            await self.sends(message)

    async def end(self) -> None:
        """Let the browser load it anew, as whoever its cookies say now, and close its connection.

        Connecting anew by itself, it would go on showing what stands there until the next click.
        """
        if not self.is_signing_out:
            await self.sends({"type": "websocket.send", "bytes": LOAD_ANEW})
        await self.sends({"type": "websocket.close", "code": GOING_AWAY})


class OpenPages:
    """All of them, in this process."""

    def __init__(self) -> None:
        self._pages: list[OpenPage] = []

    def add(self, page: OpenPage) -> None:
        """Note a page that was opened."""
        self._pages.append(page)

    def remove(self, page: OpenPage) -> None:
        """Forget a page whose connection is closed."""
        self._pages.remove(page)

    def with_file(self, browser: bytes, file: str) -> Iterator[Asked]:
        """Yield what stood, and who asked, when a browser's pages were told of a file."""
        yield from (
            page.files[file]
            for page in self._pages
            if browser and page.browser == browser and not page.is_ended and file in page.files
        )

    async def end_sign_in(self, sign_in: str) -> None:
        """End every page that was opened with a sign-in: all at once, and none waits for one that takes nothing."""
        pages = [page for page in self._pages if sign_in and page.sign_in == sign_in]
        for page in pages:
            page.is_ended = True
        ends = [asyncio.wait_for(page.end(), END_S) for page in pages]
        await asyncio.gather(*ends, return_exceptions=True)
