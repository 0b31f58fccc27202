"""Keys that lie outside the casebook: one pair that seals identities, one that signs heads.

In: files and passphrases. Out: key pairs. A key file holds its secret encrypted with a key made of the passphrase by
argon2id, or bare for whoever keeps the file itself safe; the file is readable by its owner only. A secret never enters
the casebook, a message or a log.
"""

import base64
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from nacl import pwhash, secret, utils
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from bearwitness.base.errors import SealError

Purpose = Literal["seal", "sign"]
FORMAT = "bearwitness-key-1"
# libsodium's "moderate" cost: 256 MB and about a second for every guess at a passphrase
OPS, MEMORY = pwhash.argon2id.OPSLIMIT_MODERATE, pwhash.argon2id.MEMLIMIT_MODERATE
LEAST_PASSPHRASE = 12  # characters; shorter ones fall to guessing whatever the cost


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A secret and what it is for; `public` is its public half in hexadecimal. Never shown, printed or kept."""

    purpose: Purpose
    public: str
    secret: bytes

    def __repr__(self) -> str:
        return f"Key(purpose={self.purpose!r}, public={self.public!r})"


def make_key(purpose: Purpose) -> Key:
    """A new key pair."""
    if purpose == "seal":
        private = PrivateKey.generate()
        return Key(purpose=purpose, public=bytes(private.public_key).hex(), secret=bytes(private))
    signing = SigningKey.generate()
    return Key(purpose=purpose, public=bytes(signing.verify_key).hex(), secret=bytes(signing))


def write_key(key: Key, path: Path, passphrase: str | None) -> None:
    """Write a new key file, for its owner only; without a passphrase the file alone opens what it seals.

    Raises SealError where there is such a file, or the passphrase is too short.
    """
    content: dict[str, Any] = {"format": FORMAT, "purpose": key.purpose, "public": key.public}
    if passphrase is None:
        content["secret"] = base64.b64encode(key.secret).decode("ascii")
    else:
        if len(passphrase) < LEAST_PASSPHRASE:
            raise SealError(
                f"the passphrase is too short: {LEAST_PASSPHRASE} characters at least; several words are best"
            )
        salt = utils.random(pwhash.argon2id.SALTBYTES)
        box = secret.SecretBox(_stretch(passphrase, salt, OPS, MEMORY))
        content |= {"kdf": "argon2id", "ops": OPS, "memory": MEMORY, "salt": base64.b64encode(salt).decode("ascii")}
        content["box"] = base64.b64encode(box.encrypt(key.secret)).decode("ascii")
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise SealError(f"there is a file {path}: a key is never overwritten; give another name") from None
    except OSError as error:
        raise SealError(f"the key file {path} cannot be written: {error.strerror}") from error
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=1)
        file.write("\n")
        file.flush()
        os.fsync(handle)


def is_locked(path: Path) -> bool:
    """Whether a key file asks for a passphrase.

    Raises SealError where it is no key file.
    """
    return "box" in _read_file(path)


def read_key(path: Path, purpose: Purpose, passphrase: str | None = None) -> Key:
    """The key in a file.

    Raises SealError where the file cannot be read, is no key for this purpose, or the passphrase is not its own.
    """
    content = _read_file(path)
    if content.get("purpose") != purpose:
        raise SealError(f"{path} is a key to {content.get('purpose')}, not to {purpose}")
    try:
        if "secret" in content:
            found = base64.b64decode(content["secret"])
        elif passphrase is None:
            raise SealError(f"the key in {path} is locked: its passphrase is needed")
        else:
            salt = base64.b64decode(content["salt"])
            box = secret.SecretBox(_stretch(passphrase, salt, content["ops"], content["memory"]))
            found = box.decrypt(base64.b64decode(content["box"]))
        made = PrivateKey(found).public_key if purpose == "seal" else SigningKey(found).verify_key
    except CryptoError:
        raise SealError(f"the passphrase does not open {path}") from None
    except (KeyError, ValueError, TypeError):
        raise SealError(f"{path} is damaged: its key cannot be read") from None
    if bytes(made).hex() != content.get("public"):
        raise SealError(f"{path} is damaged: its two halves do not belong together")
    return Key(purpose=purpose, public=bytes(made).hex(), secret=found)


def _read_file(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SealError(
            f"the key file {path} cannot be read: {(error.strerror or 'no reason given').lower()}"
        ) from None
    except ValueError:
        raise SealError(f"{path} is no key file") from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise SealError(f"{path} is no key file of this version")
    return content


def _stretch(passphrase: str, salt: bytes, ops: int, memory: int) -> bytes:
    return pwhash.argon2id.kdf(
        secret.SecretBox.KEY_SIZE, passphrase.encode("utf-8"), salt, opslimit=ops, memlimit=memory
    )
