"""Signed heads: what the chain was at a moment, in a form that strangers can check.

In: the head of a chain and a signing key. Out: a signed head, and whether a signature holds. The signature is Ed25519
over the canonical JSON of {"casebook", "hash", "sequence", "signed_at_utc"}. It trusts no key by itself: whoever checks
must know whose key it is.
"""

from dataclasses import replace

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from bearwitness.base.casebooks import Head
from bearwitness.base.errors import BrokenChain
from bearwitness.base.identifiers import canonical_json
from bearwitness.ledger.keys import Key


def sign_head(head: Head, key: Key) -> Head:
    """The head with its signature."""
    signed = SigningKey(key.secret).sign(_lay_out(head))
    return replace(head, key=key.public, signature=signed.signature.hex())


def check_head(head: Head, key: str | None = None) -> None:
    """Check the signature, with the key that is trusted (in hexadecimal) or else the one that the head itself names.

    Raises BrokenChain where it does not hold.
    """
    if key is not None and key.lower() != head.key.lower():
        raise BrokenChain(f"the head is signed with the key {head.key[:16]}…, not with the one that is trusted")
    try:
        VerifyKey(bytes.fromhex(head.key)).verify(_lay_out(head), bytes.fromhex(head.signature))
    except (BadSignatureError, ValueError, TypeError):
        raise BrokenChain("the signature of the head does not hold: the head was changed") from None


def _lay_out(head: Head) -> bytes:
    names = ("casebook", "hash", "sequence", "signed_at_utc")
    return canonical_json({name: getattr(head, name) for name in names}).encode("utf-8")
