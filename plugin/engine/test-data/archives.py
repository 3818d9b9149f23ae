# Copyright (c) 2026 The Transfer Learning for KNIME authors
# SPDX-License-Identifier: Apache-2.0
"""TorchScript archives as the tests keep them. `python3 archives.py FILE...` strips files in place."""
import io
import sys
import zipfile


def strip(path):
    """Drops the source maps of a TorchScript file, which name files of the machine where it was made. Values stay
    aligned to 64 bytes as PyTorch writes them, by padding in the entry's extra field."""
    with open(path, "rb") as file:
        archive = io.BytesIO(file.read())
    with zipfile.ZipFile(archive) as source, open(path, "wb") as file, zipfile.ZipFile(file, "w") as target:
        for entry in source.infolist():
            if not entry.filename.endswith(".debug_pkl"):
                copy = zipfile.ZipInfo(entry.filename)
                padding = -(file.tell() + 30 + len(copy.filename) + 4) % 64
                copy.extra = b"FB" + padding.to_bytes(2, "little") + b"Z" * padding
                target.writestr(copy, source.read(entry))


if __name__ == "__main__":
    for name in sys.argv[1:]:
        strip(name)
