"""Ed25519 signatures of manifests, with a key in a PEM file; the library is an extra and loaded only here."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from typing import TYPE_CHECKING

from finsam_control.manifest import Manifest, Signature
from finsam_control.message import Fault, Message, UnreadableError
from finsam_control.reading.file_content import content_of

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_PRIVATE = "openssl genpkey -algorithm ed25519 -out nyckel.pem"
_PUBLIC = "openssl pkey -in nyckel.pem -pubout -out publik.pem"
_EXPECTED = Message.of("an Ed25519 key in a PEM file")
#: Bytes of a PEM file; a key takes some hundred.
_LARGEST = 100_000


def sign(manifest: Manifest, key: Ed25519PrivateKey) -> Manifest:
    """The manifest with a signature of all its other values."""
    value = key.sign(manifest.signed_bytes)
    public = key.public_key().public_bytes_raw()
    signature = Signature(public_key=base64.b64encode(public).decode(), value=base64.b64encode(value).decode())
    return manifest.model_copy(update={"signature": signature})


def is_genuine(manifest: Manifest, signature: Signature) -> bool:
    """Whether the signature speaks of this manifest, by the key that it names."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 -- an extra
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 -- as above

    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(signature.public_key, validate=True))
        key.verify(base64.b64decode(signature.value, validate=True), manifest.signed_bytes)
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def private_key(path: Path) -> Ed25519PrivateKey:
    """The key of an unencrypted PEM file.

    Raises:
        UnreadableError: the extra is not installed, or the file holds no such key.
    """
    require_extra()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 -- an extra
    from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415 -- as above

    try:
        key = load_pem_private_key(content_of(path, _LARGEST, _EXPECTED, _PRIVATE), password=None)
    except (ValueError, TypeError) as error:
        raise _no_key(path, Message.of("no key that can be read: {problem}", problem=error), _PRIVATE) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_key(path, Message.of("a key of another kind"), _PRIVATE)
    return key


def public_key(path: Path) -> str:
    """The key of a PEM file, in base64 as a signature names it.

    Raises:
        UnreadableError: as `private_key`.
    """
    require_extra()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 -- an extra
    from cryptography.hazmat.primitives.serialization import load_pem_public_key  # noqa: PLC0415 -- as above

    try:
        key = load_pem_public_key(content_of(path, _LARGEST, _EXPECTED, _PUBLIC))
    except (ValueError, TypeError) as error:
        raise _no_key(path, Message.of("no key that can be read: {problem}", problem=error), _PUBLIC) from error
    if not isinstance(key, Ed25519PublicKey):
        raise _no_key(path, Message.of("a key of another kind"), _PUBLIC)
    return base64.b64encode(key.public_bytes_raw()).decode()


def _no_key(path: Path, found: Message, example: str) -> UnreadableError:
    return UnreadableError([Fault(path.as_posix(), 0, "", found, _EXPECTED, example)])


def require_extra() -> None:
    """The library that signs, before anything is asked of it.

    Raises:
        UnreadableError: it is not installed.
    """
    try:
        import cryptography  # noqa: F401, PLC0415 -- whether it can be had decides
    except ImportError as error:
        found = Message.of("the library that signs is not installed")
        expected = Message.of("the extra {extra}", extra="sign")
        install = "pip install 'finsam-control[sign]'"
        raise UnreadableError([Fault("finsam-control", 0, "", found, expected, install)]) from error
