"""签名: a statement signed with the installation's own key (Ed25519, RFC 8032), and the check of one. The digest may be SM3 by setting (GB/T 32905-2016)."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from xiaohao.seal.form import canonical

ALGORITHMS = ("sha256", "sm3")


def new_key() -> bytes:
    """A private key as PEM; it belongs in a file of its owner alone, outside of the database."""
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def public_of(private: bytes) -> str:
    """The public key of a private one, in base64 of its 32 bytes. Raises ValueError for what is no key."""
    return base64.b64encode(loaded(private).public_key().public_bytes_raw()).decode()


def loaded(private: bytes) -> Ed25519PrivateKey:
    """The key of a PEM. Raises ValueError for what is none."""
    key = serialization.load_pem_private_key(private, password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("not an Ed25519 key")
    return key


def fingerprint(public: str) -> str:
    """The first sixteen hexadecimal digits of the key's SHA-256: what people compare."""
    return hashlib.sha256(base64.b64decode(public)).hexdigest()[:16]


def told(statement: Mapping[str, object], algorithm: str) -> bytes:
    """What is signed: the algorithm's name and the digest of the statement's canonical form. Raises ValueError for an algorithm that is none of ours."""
    if algorithm not in ALGORITHMS:
        raise ValueError(algorithm)
    hashed = hashes.Hash(hashes.SM3() if algorithm == "sm3" else hashes.SHA256())
    hashed.update(canonical(statement))
    return algorithm.encode() + b"\x00" + hashed.finalize()


def sign(statement: Mapping[str, object], private: bytes, algorithm: str = "sha256") -> str:
    """The signature in base64."""
    return base64.b64encode(loaded(private).sign(told(statement, algorithm))).decode()


def is_signed(statement: Mapping[str, object], signature: str, public: str, algorithm: str = "sha256") -> bool:
    """Whether the signature is that of the key's owner on the statement."""
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(public, validate=True)).verify(base64.b64decode(signature, validate=True), told(statement, algorithm))
    except (InvalidSignature, ValueError):
        return False
    return True
