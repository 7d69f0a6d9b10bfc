"""A mail server in a process of its own: STARTTLS and a login are required, and it refuses, delays and hangs up.

`python -m tests.deliver.post_office FOLDER [MODE]` prints its port. What it took lies in FOLDER/inbox.jsonl, a line a
message, written before it answers. An address says how it is treated: `nouser...` 550, `later...` 451 at RCPT,
`never...` 554 after DATA. In mode `hostile` every 5th DATA is refused with 451, and the connection is cut after every
7th that was taken. In mode `slow` it takes a moment over each message.
"""

import asyncio
import contextlib
import datetime
import ipaddress
import json
import os
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.lanes import ROOT

USER, PASSWORD = "two-way", "hush-0f3a-password"
HOST = "127.0.0.1"


def certificate(folder: Path) -> None:
    """Write a certificate for this machine, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "post office")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


class PostOffice:
    """The server, seen from a test."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port

    @property
    def inbox(self) -> list[dict[str, Any]]:
        """Return what it took, in order."""
        path = self.folder / "inbox.jsonl"
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []

    @property
    def connections(self) -> int:
        """Return how often somebody logged in."""
        path = self.folder / "logins"
        return len(path.read_text().splitlines()) if path.exists() else 0

    def settings(self) -> str:
        """Return settings.toml's table for it."""
        sender = "Two-Way <two-way@anytown.example>"
        return f'[mail]\nhost = "{HOST}"\nport = {self.port}\nfrom = "{sender}"\nusername = "{USER}"\n'

    @property
    def environment(self) -> dict[str, str]:
        """Return what a sender's environment has to hold."""
        return {"TWOWAY_MAIL_PASSWORD": PASSWORD, "SSL_CERT_FILE": str(self.folder / "cert.pem")}


@contextlib.contextmanager
def opened(folder: Path, mode: str = "") -> Iterator[PostOffice]:
    """Run a server while a test lasts."""
    folder.mkdir(exist_ok=True)
    if not (folder / "cert.pem").exists():
        certificate(folder)
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "tests.deliver.post_office", str(folder), mode],
            cwd=ROOT, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, stderr=log, text=True,
        )  # fmt: skip
    try:
        assert server.stdout is not None
        yield PostOffice(folder, int(server.stdout.readline()))
    finally:
        server.kill()
        server.communicate()


class Clerk:
    """Takes messages."""

    def __init__(self, folder: Path, mode: str) -> None:
        self.folder, self.mode, self.asked = folder, mode, 0
        self.inbox = (folder / "inbox.jsonl").open("a", encoding="utf-8")

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address.startswith("nouser"):
            return f"550 5.1.1 <{address}>: no such user\r\n"
        if address.startswith("later"):
            return "451 4.7.1 greylisted, try again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.asked += 1
        if self.mode in ("hostile", "slow"):
            await asyncio.sleep(0.004)
        if self.mode == "hostile" and self.asked % 5 == 0:
            return "451 4.3.0 try again later"
        if envelope.rcpt_tos[0].startswith("never"):
            return "554 5.7.1 \x1b[31mrefused as spam"
        self.take(envelope)
        if self.mode == "hostile" and self.asked % 7 == 0:
            server.transport.abort()
        if self.mode in ("hostile", "slow"):
            await asyncio.sleep(0.004)
        return "250 2.0.0 taken"

    def take(self, envelope) -> None:
        mail = message_from_bytes(envelope.content, policy=policy.default)
        found = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "headers": [[name, str(told)] for name, told in mail.items()],
            "message_id": str(mail["Message-ID"]),
            "subject": str(mail["Subject"]),
            "parts": [part.get_content_type() for part in mail.walk()],
            "files": [part.get_filename() for part in mail.iter_attachments()],
            "text": mail.get_body(("plain",)).get_content(),
            "html": mail.get_body(("html",)).get_content(),
            "raw": envelope.content.decode("ascii"),
        }
        self.inbox.write(json.dumps(found) + "\n")
        self.inbox.flush()
        os.fsync(self.inbox.fileno())


def main() -> None:
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import AuthResult

    folder, mode = Path(sys.argv[1]), sys.argv[2]
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(folder / "cert.pem", folder / "key.pem")

    def let_in(server, session, envelope, mechanism, told):
        if (told.login, told.password) != (USER.encode(), PASSWORD.encode()):
            return AuthResult(success=False, handled=False)
        with (folder / "logins").open("a") as logins:
            logins.write("in\n")
        return AuthResult(success=True)

    post = Controller(
        Clerk(folder, mode), hostname=HOST, port=0, tls_context=tls, require_starttls=True,
        authenticator=let_in, auth_required=True, auth_require_tls=True, ready_timeout=60,
    )  # fmt: skip
    # It would ask port 0 whether it is there.
    post._trigger_server = lambda: socket.create_connection(post.server.sockets[0].getsockname()).close()
    post.start()
    print(post.server.sockets[0].getsockname()[1], flush=True)
    while True:
        asyncio.run(asyncio.sleep(3600))


if __name__ == "__main__":
    main()
