"""Bytes somebody gave us, kept encrypted in a folder until we are told to forget them.

A blob is written once, under a random name, and never changed. ``put`` returns only when the bytes
and the names that lead to them are on the disk. The format is age (https://age-encryption.org), so
an operator can open a store with the public tool and the key, without this program.
"""

import os
import re
import tempfile
import threading
import time
import uuid
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import RawIOBase
from pathlib import Path
from typing import BinaryIO, ClassVar, cast

from django.utils.translation import gettext_lazy as _
from pyrage import DecryptError, EncryptError, decrypt, decrypt_io, encrypt_io, x25519

from commonspace.kernel.errors import CommonspaceError

_ID = re.compile(r"[0-9a-f]{32}")
_KEY_BYTES = 32
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_CHUNK = 1 << 16


class TooLargeError(CommonspaceError):
    """Raised when more bytes come than the caller agreed to keep; nothing is kept of them."""

    code: ClassVar[str] = "too-large-to-keep"
    status: ClassVar[int] = 413

    def __init__(self) -> None:
        super().__init__(
            _(
                "This file is larger than we can take, so it was not kept. "
                "Please send a smaller file, or send it in several parts."
            )
        )


class BrokenBlobError(CommonspaceError):
    """Raised when stored bytes are gone, altered, or were kept under another key."""

    code: ClassVar[str] = "broken-blob"
    status: ClassVar[int] = 500

    def __init__(self) -> None:
        super().__init__(
            _("A stored file cannot be opened. Please restore it from a backup with its key.")
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """What is known of kept bytes without opening them: a random id, digest and length in clear."""

    id: str
    sha256: str
    size: int


class BlobStore:
    """A folder of encrypted blobs, all readable with one key."""

    def __init__(self, root: Path, key: bytes) -> None:
        """Open the store in ``root``, making the folder if there is none.

        Args:
            root: Folder of the store; nothing else may live in it.
            key: 32 secret bytes. Without them nothing in the store can be read again.
        """
        self._root = root
        self._identity = x25519.Identity.from_str(age_identity(key))
        self._incoming = root / "incoming"
        self._incoming.mkdir(parents=True, exist_ok=True, mode=0o700)

    def put(self, stream: BinaryIO, *, max_bytes: int) -> Blob:
        """Keep everything ``stream`` holds; return when it is durable.

        Raises:
            TooLargeError: If more than ``max_bytes`` come.
        """
        blob_id = uuid.uuid4().hex
        unfinished = self._incoming / blob_id
        counted = _Counted(stream, max_bytes)
        try:
            with unfinished.open("xb") as file:
                self._encrypt(counted, file)
                file.flush()
                os.fsync(file.fileno())
            self._give_name(unfinished, blob_id)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        return Blob(id=blob_id, sha256=counted.digest.hexdigest(), size=counted.size)

    @contextmanager
    def open(self, blob_id: str) -> Iterator[BinaryIO]:
        """Give the bytes back as a stream to be read once, front to back, in constant memory.

        Nothing in clear touches the disk. A forged or cut file raises while it is being read,
        never ends early in silence.

        Raises:
            BrokenBlobError: If the blob is gone, altered, or was kept under another key.
        """
        path = self._path(blob_id)
        if not path.is_file():
            raise BrokenBlobError
        outlet, inlet = os.pipe()
        decrypting = _Decrypting(path, self._identity, inlet)
        decrypting.start()
        try:
            with _Verified(outlet, decrypting) as stream:
                yield cast("BinaryIO", stream)
        finally:
            decrypting.join()

    def read(self, blob_id: str) -> bytes:
        """Give all the bytes back at once: for what its reader wants in memory anyway.

        Raises:
            BrokenBlobError: If the blob is gone, altered, or was kept under another key.
        """
        try:
            return bytes(decrypt(self._path(blob_id).read_bytes(), [self._identity]))
        except (DecryptError, OSError, ValueError) as trouble:
            raise BrokenBlobError from trouble

    @contextmanager
    def as_file(self, blob_id: str, *, folder: Path | None = None) -> Iterator[Path]:
        """Give the bytes back as a private file, gone when the block is left.

        For tools that need a path. The file has no telling name and is readable by us alone.

        Args:
            blob_id: Which blob.
            folder: Where to put it; the system's temporary folder if not said.
        """
        with tempfile.TemporaryDirectory(prefix="blob-", dir=folder) as private:
            plain = Path(private) / "bytes"
            with self.open(blob_id) as stream, plain.open("xb") as file:
                while chunk := stream.read(_CHUNK):
                    file.write(chunk)
            yield plain

    def delete(self, blob_id: str) -> None:
        """Forget a blob, durably; forgetting what is not there is no error."""
        path = self._path(blob_id)
        if path.exists():
            path.unlink()
            _sync_folder(path.parent)

    def ids(self) -> Iterator[str]:
        """Name every blob that is kept, so that a check can find one that nobody owns."""
        for path in sorted(self._root.glob("[0-9a-f][0-9a-f]/*")):
            yield path.name

    def discard_unfinished(self, *, older_than_s: float = 0) -> int:
        """Remove what a crash left half written, and count it.

        Args:
            older_than_s: Seconds since it was last written to. Without it, call while nobody
                else writes.
        """
        before = time.time() - older_than_s
        left = [path for path in self._incoming.iterdir() if path.stat().st_mtime <= before]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def discard_unknown(self, known: Container[str], *, older_than_s: float) -> int:
        """Remove blobs nobody knows of, as a crash between bytes and row leaves them; count them.

        Args:
            known: The ids somebody owns.
            older_than_s: Seconds since it was written: a younger one may be about to be owned.
        """
        before = time.time() - older_than_s
        left = [
            blob_id
            for blob_id in self.ids()
            if blob_id not in known and self._path(blob_id).stat().st_mtime <= before
        ]
        for blob_id in left:
            self.delete(blob_id)
        return len(left)

    def _path(self, blob_id: str) -> Path:
        if not _ID.fullmatch(blob_id):
            raise BrokenBlobError
        return self._root / blob_id[:2] / blob_id

    def _encrypt(self, source: "_Counted", target: BinaryIO) -> None:
        try:
            encrypt_io(source, target, [self._identity.to_public()])
        except EncryptError:
            # The encrypting library wraps what its source raised; the caller needs the cause.
            if source.trouble is not None:
                raise source.trouble from None
            raise

    def _give_name(self, unfinished: Path, blob_id: str) -> None:
        path = self._path(blob_id)
        if not path.parent.exists():
            path.parent.mkdir(exist_ok=True, mode=0o700)
            _sync_folder(self._root)
        unfinished.rename(path)
        _sync_folder(path.parent)


class _Counted(RawIOBase):
    """Reads through to a stream while counting and digesting what passes."""

    def __init__(self, stream: BinaryIO, max_bytes: int) -> None:
        self._stream = stream
        self._max_bytes = max_bytes
        self.size = 0
        self.digest = sha256()
        self.trouble: BaseException | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        try:
            chunk = self._stream.read(size if 0 < size <= _CHUNK else _CHUNK)
            self.size += len(chunk)
            if self.size > self._max_bytes:
                raise TooLargeError  # noqa: TRY301 - carried through the library on purpose
        except BaseException as trouble:
            self.trouble = trouble
            raise
        self.digest.update(chunk)
        return chunk


class _Decrypting(threading.Thread):
    """Decrypts one file into a pipe, whose other end somebody reads."""

    def __init__(self, path: Path, identity: x25519.Identity, inlet: int) -> None:
        super().__init__(daemon=True)
        self._path = path
        self._identity = identity
        self._inlet = inlet
        self.trouble: BaseException | None = None

    def run(self) -> None:
        try:
            with self._path.open("rb") as source, os.fdopen(self._inlet, "wb") as target:
                decrypt_io(source, target, [self._identity])
        except (DecryptError, OSError, ValueError) as trouble:
            self.trouble = trouble


class _Verified(RawIOBase):
    """The reading end of the pipe: its end is believed only once decryption ended well."""

    def __init__(self, outlet: int, decrypting: _Decrypting) -> None:
        self._pipe = os.fdopen(outlet, "rb", buffering=_CHUNK)
        self._decrypting = decrypting

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        if size == 0:
            return b""
        chunk = self._pipe.read(size if size > 0 else -1)
        if len(chunk) < size or size < 0:
            self._decrypting.join()
            if self._decrypting.trouble is not None:
                raise BrokenBlobError from self._decrypting.trouble
        return chunk

    def readinto(self, buffer: object, /) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]  # any writable buffer
        chunk = self.read(len(view))
        view[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        self._pipe.close()
        super().close()


def age_identity(key: bytes) -> str:
    """Write 32 secret bytes as an age identity (bech32 with the part ``age-secret-key-``).

    Source:
        Bitcoin improvement proposal 173 (checksum); C2SP age specification (prefix).
    """
    if len(key) != _KEY_BYTES:
        message = f"a blob key has {_KEY_BYTES} bytes, not {len(key)}"
        raise ValueError(message)
    prefix = "age-secret-key-"
    bits = int.from_bytes(key, "big") << 4
    values = [(bits >> shift) & 31 for shift in range(255, -1, -5)]
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    checksum = _bech32_polymod([*expanded, *values, 0, 0, 0, 0, 0, 0]) ^ 1
    values += [(checksum >> 5 * (5 - place)) & 31 for place in range(6)]
    return f"{prefix}1{''.join(_BECH32[value] for value in values)}".upper()


def _bech32_polymod(values: list[int]) -> int:
    generator = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, polynomial in enumerate(generator):
            if top >> place & 1:
                check ^= polynomial
    return check


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
