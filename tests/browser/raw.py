"""A page asked for without a browser: what a hostile one could send, and every byte that comes back."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import BrowserContext
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

WIDGET = re.compile(rb"\$\$ID-[0-9a-f]{8,}-[\w ,.:()\[\]'+-]+")


@dataclass(frozen=True, slots=True)
class Told:
    """What a page was told."""

    said: bytes
    session: str

    @property
    def text(self) -> str:
        return self.said.decode("utf-8", errors="replace")

    @property
    def widgets(self) -> set[str]:
        """The ids of every widget on it."""
        return {found.decode() for found in WIDGET.findall(self.said)}


def cookies_of(window: BrowserContext, address: str) -> dict[str, str]:
    return {one["name"]: one["value"] for one in window.cookies(address)}


@contextmanager
def connected(address: str, cookies: Mapping[str, str], session: str = "") -> Iterator[ClientConnection]:
    """Lend a page's connection, of whoever has these cookies, to go on with a session."""
    token = cookies.get("_streamlit_xsrf", "")
    with connect(
        address.replace("http", "ws") + "/_stcore/stream",
        subprotocols=[one for one in ("streamlit", token, session) if one],
        max_size=None,
        origin=address,
        additional_headers={"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())},
    ) as socket:
        yield socket


def rerun(
    socket: ClientConnection, page: str, query: str = "", widgets: Sequence[tuple[str, str]] = ()
) -> Told:
    """Return what a page tells, with these values of widgets, until it is drawn."""
    call = BackMsg()
    call.rerun_script.page_name, call.rerun_script.query_string = page, query
    for id_, value in widgets:
        state = call.rerun_script.widget_states.widgets.add()
        state.id, state.string_value = id_, value
    socket.send(call.SerializeToString())
    said, session = b"", ""
    while True:
        part = socket.recv(30)
        message = ForwardMsg.FromString(part)
        said += part
        session = message.new_session.initialize.session_id or session
        is_done = message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        if message.HasField("script_finished") and is_done:
            return Told(said, session)


def ask(
    address: str,
    cookies: Mapping[str, str],
    page: str,
    query: str = "",
    *,
    widgets: Sequence[tuple[str, str]] = (),
    session: str = "",
) -> Told:
    """Return what a page tells at its first drawing."""
    with connected(address, cookies, session) as socket:
        return rerun(socket, page, query, widgets)
