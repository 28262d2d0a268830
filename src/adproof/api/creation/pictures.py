"""Small real images, each different from the others: a storage that looks at the bytes finds nothing to complain about."""

import base64
import itertools
import struct
import zlib

PNG, JPEG = "image/png", "image/jpeg"
_numbers = itertools.count(1)
_JPEG_BASE = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI//////////////////////////////////////////"
    "//////////wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z"
)


def picture(media_type: str = PNG) -> bytes:
    """A new image of this type."""
    number = next(_numbers)
    return _jpeg(number) if media_type == JPEG else _png(number)


def _png(number: int) -> bytes:
    """8 by 8 pixels in one colour."""
    colour = struct.pack(">I", (number * 2_654_435_761) % 2**32)[:3]
    rows = b"".join(b"\x00" + colour * 8 for _ in range(8))
    parts = ((b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _jpeg(number: int) -> bytes:
    """A fixed image with a comment of its own."""
    comment = f"adproof {number}".encode()
    return _JPEG_BASE[:2] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment + _JPEG_BASE[2:]
