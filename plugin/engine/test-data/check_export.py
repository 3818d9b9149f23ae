# Copyright (c) 2026 The Transfer Learning for KNIME authors
# SPDX-License-Identifier: Apache-2.0
"""Checks that exported networks compute in PyTorch what the originals do: python3 check_export.py ORIGINAL EXPORT ...

The originals' heads are kept, so that not one bit of the outputs may differ. Without an original, as with a new head,
it is enough that forward runs: python3 check_export.py - EXPORT
"""
import sys

import torch

x = torch.sin(0.1 * torch.arange(2 * 3 * 16 * 16, dtype=torch.float32)).reshape(2, 3, 16, 16)
for i in range(1, len(sys.argv), 2):
    extra = {"network.properties": ""}
    exported = torch.jit.load(sys.argv[i + 1], _extra_files=extra).eval()
    assert b"preprocessing.crop" in extra["network.properties"], extra
    y = exported(x)
    assert y.shape[0] == 2 and bool(y.isfinite().all()), y
    if sys.argv[i] != "-":
        torch.testing.assert_close(y, torch.jit.load(sys.argv[i]).eval()(x), rtol=0, atol=0)
    print("ok", sys.argv[i + 1])
