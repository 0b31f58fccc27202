"""An e-mail file becomes a report from the ground.

In: the bytes of an .eml file. Out: a FieldReport with subject, date, words and files in the open, and for the vault who
sent it and the message as it came. It follows no link and loads no picture. What senders write of themselves into the
words of the message, such as a signature, it cannot tell from the report.
"""

import email
import hashlib
import re
from email import policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from html import unescape

from bearwitness.base.fieldwork import FieldFile, FieldReport
from bearwitness.base.records import Failure

# Headers that tell who or where the sender is.
_CONTACT = ("From", "Sender", "Reply-To", "Return-Path", "To", "Cc", "Organization", "X-Originating-IP", "Message-ID")
_TAGS = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]+>", re.I | re.S)
_BREAKS = re.compile(r"<(?:br|/p|/div|/li|/tr|/h\d)\b[^>]*>", re.I)


def read_email(content: bytes, origin: str) -> FieldReport | Failure:
    """The report in an e-mail; a Failure where the message has no words and no files."""
    message = email.message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)  # what policy.default makes
    words = _read_words(message)
    files = tuple(_read_files(message))
    if not words.strip() and not files:
        return Failure(origin=origin, reason="no e-mail with words in it; save the message as .eml")
    contact = tuple(
        (name, str(value)) for name in _CONTACT for value in message.get_all(name, []) if str(value).strip()
    )
    try:
        sent = parsedate_to_datetime(str(message["Date"])).date()
    except (TypeError, ValueError):
        sent = None
    return FieldReport(
        # The message, not the file: saved twice by two programs it may differ, but then it is two messages.
        id=f"email:{hashlib.sha256(content).hexdigest()[:24]}",
        origin=origin,
        text=words,
        title=str(message["Subject"]).strip() if message["Subject"] else None,
        reported=sent,
        contact=contact,
        original=content,
        files=files,
    )


def _read_words(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    try:
        words = body.get_content()
    except (LookupError, UnicodeError):
        payload = body.get_payload(decode=True)
        words = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    if not isinstance(words, str):
        return ""
    if body.get_content_subtype() == "html":
        words = unescape(_TAGS.sub("", _BREAKS.sub("\n", words)))
    return words.replace("\r\n", "\n").strip()


def _read_files(message: EmailMessage) -> list[FieldFile]:
    files = []
    for number, part in enumerate(message.iter_attachments(), 1):
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content:
            name = part.get_filename() or f"file-{number}"
            files.append(FieldFile(name=name, media=part.get_content_type(), content=content))
    return files
