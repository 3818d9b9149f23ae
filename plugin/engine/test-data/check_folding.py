# Copyright (c) 2026 The Transfer Learning for KNIME authors
# SPDX-License-Identifier: Apache-2.0
"""Networks in which it matters which batch norms are folded into convolutions, and which must not be.

    check_folding.py make FOLDER          writes NAME.scripted.pt and NAME.traced.pt, and prints
                                          "NAME.form FOLDED" with how many batch norms can be folded
    check_folding.py compare FOLDER ...   for each path without ".pt": compares it with "PATH.folded.pt"
"""
import sys
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F


class SharedNorm(nn.Module):
    """One batch norm behind two convolutions: nothing to fold, as it stands for both."""

    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(3, 4, 3)
        self.b = nn.Conv2d(4, 4, 3)
        self.norm = nn.BatchNorm2d(4)

    def forward(self, x):
        return self.norm(self.b(self.norm(self.a(x))))


class SharedConvolution(nn.Module):
    """One convolution before two batch norms."""

    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(3, 3, 3, padding=1, bias=False)
        self.first = nn.BatchNorm2d(3)
        self.second = nn.BatchNorm2d(3)

    def forward(self, x):
        return self.second(self.a(self.first(self.a(x))))


class Siblings(nn.Module):
    """Modules of one class, of which some are folded; the last batch norm follows an addition."""

    def __init__(self):
        super().__init__()
        self.convolutions = nn.ModuleList([nn.Conv2d(3, 3, 3, padding=1, bias=False) for _ in range(4)])
        self.norms = nn.ModuleList([nn.BatchNorm2d(3) for _ in range(4)])

    def forward(self, x):
        a = F.relu(self.norms[0](self.convolutions[0](x)))
        b = self.norms[1](self.convolutions[1](a))
        c = self.norms[2](self.convolutions[2](b) + self.convolutions[3](a))
        return self.norms[3](c)


class Blocks(nn.Module):
    """The same block twice; in one of them, the batch norm cannot be folded because the value before is used."""

    class Block(nn.Module):
        def __init__(self):
            super().__init__()
            self.convolution = nn.Conv2d(3, 3, 3, padding=1, bias=False)
            self.norm = nn.BatchNorm2d(3)

        def convolved(self, x):
            return self.convolution(x)

        def normed(self, x):
            return self.norm(x)

        def forward(self, x):
            return self.normed(self.convolved(x))

    def __init__(self):
        super().__init__()
        self.one = Blocks.Block()
        self.two = Blocks.Block()

    def forward(self, x):
        y = self.two.convolved(self.one(x))
        return self.two.normed(y) + y


class Functional(nn.Module):
    """Everything in one method, with parameters of its own, and a convolution with a bias."""

    def __init__(self):
        super().__init__()
        self.kernel = nn.Parameter(torch.randn(4, 3, 3, 3))
        self.kernel2 = nn.Parameter(torch.randn(5, 4, 1, 1))
        self.shift = nn.Parameter(torch.randn(5))
        self.folded_bias = nn.Parameter(torch.randn(4, 1, 1))
        for i, n in ((1, 4), (2, 5)):
            self.register_buffer(f'mean{i}', torch.randn(n))
            self.register_buffer(f'variance{i}', torch.rand(n) + 0.5)

    def forward(self, x):
        x = F.batch_norm(F.conv2d(x, self.kernel, None, 2), self.mean1, self.variance1) + self.folded_bias
        return F.batch_norm(F.conv2d(x, self.kernel2, self.shift), self.mean2, self.variance2, eps=0.1)


class Kinds(nn.Module):
    """Convolutions of several kinds; the transposed one is not folded, nor is the batch norm without statistics."""

    def __init__(self):
        super().__init__()
        self.line = nn.Sequential(nn.Conv1d(3, 4, 3, bias=False), nn.BatchNorm1d(4, affine=False))
        self.grouped = nn.Sequential(nn.Conv2d(4, 8, 3, groups=2, dilation=2), nn.BatchNorm2d(8, momentum=None))
        self.padded = nn.Sequential(nn.Conv2d(8, 4, 3, padding=1, padding_mode='circular'), nn.BatchNorm2d(4, eps=0.1))
        self.transposed = nn.Sequential(nn.ConvTranspose2d(4, 4, 2, bias=False), nn.BatchNorm2d(4))
        self.batch = nn.Sequential(nn.Conv2d(4, 4, 2), nn.BatchNorm2d(4, track_running_stats=False))
        self.space = nn.Sequential(nn.Conv3d(2, 3, 2), nn.Dropout(), nn.BatchNorm3d(3))

    def forward(self, x):
        y = self.line(x.flatten(2)).unflatten(2, (-1, 2)) if torch.jit.is_scripting() else self.line(x.flatten(2))
        return y.mean() + self.space(self.batch(self.transposed(self.padded(self.grouped(
            torch.cat([x, x[:, :1]], 1))))).unflatten(1, [2, 2]))


class Strided(nn.Module):
    """Weights whose channels come last in memory."""

    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(3, 4, 3).to(memory_format=torch.channels_last)
        self.norm = nn.BatchNorm2d(4)

    def forward(self, x):
        return self.norm(self.a(x))


class Tied(nn.Module):
    """Two convolutions with one weight."""

    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(3, 3, 3, padding=1)
        self.b = nn.Conv2d(3, 3, 3, padding=1)
        self.b.weight = self.a.weight
        self.norm = nn.BatchNorm2d(3)

    def forward(self, x):
        return self.b(self.norm(self.a(x)))


# how many batch norms can be folded
NETWORKS = {SharedNorm: 0, SharedConvolution: 0, Siblings: 2, Blocks: 1, Functional: 2, Kinds: 3, Strided: 1, Tied: 0}

IMAGES = (2, 3, 16, 16)


def make(folder):
    for network, expected in NETWORKS.items():
        torch.manual_seed(1)
        module = network().eval()
        for part in module.modules():
            for name, tensor in part.named_buffers(recurse=False):
                if tensor.is_floating_point():
                    tensor.uniform_(0.5, 1.5)
            if hasattr(part, 'running_mean') and part.weight is not None:
                nn.init.uniform_(part.weight, -1.5, 1.5)
                nn.init.uniform_(part.bias, -1.5, 1.5)
        forms = {'scripted': torch.jit.script(module), 'traced': torch.jit.trace(module, torch.randn(IMAGES))}
        for form, result in forms.items():
            name = f'{network.__name__}.{form}'
            result.save(str(folder / f'{name}.pt'))
            print(name, expected)


def compare(paths):
    torch.manual_seed(2)
    images = torch.randn(IMAGES)
    for path in paths:
        before = torch.jit.load(path + '.pt').eval()
        after = torch.jit.load(path + '.folded.pt').eval()
        with torch.no_grad():
            torch.testing.assert_close(after(images.clone()), before(images.clone()), rtol=1e-4, atol=1e-4)
        print('ok', path)


if sys.argv[1] == 'make':
    make(Path(sys.argv[2]))
else:
    compare(sys.argv[2:])
