#!/usr/bin/python3
# Copyright (c) 2026 The Transfer Learning for KNIME authors
# SPDX-License-Identifier: Apache-2.0
"""Makes the small networks in this folder, and for each of them what PyTorch says about it.

Run: python3 make_fixtures.py [FILE.pt ...]
Needs only PyTorch. Random weights from a fixed seed. For files given as arguments only the tables are written.

NAME.expected.txt has one fact per line:
  parameter NAME TYPE SHAPE SHA256   as named_parameters, with the hash of the values (row-major, little-endian)
  buffer NAME TYPE SHAPE SHA256      as named_buffers
  layer PATH KIND                    modules of named_modules that own one of these, with the class's name
  features VALUES                    input of the last linear layer for the input below, by a forward hook
  output VALUES                      output for the input below
resaved_2_7.*.pt are tiny_resnet.*.pt, loaded and saved again by libtorch 2.7.1 (DJL's JniUtils.writeModule), because
the archives of newer versions have more entries; what PyTorch says about them is the same.
The input is sin(0.1 i) for i = 0, 1, ..., as (2, 3, 16, 16).
"""
import hashlib
import os
import sys

import torch
from torch import nn
from torch.nn import functional as F

import archives

FOLDER = os.path.dirname(os.path.abspath(__file__))


def probe():
    return torch.sin(0.1 * torch.arange(2 * 3 * 16 * 16, dtype=torch.float32)).reshape(2, 3, 16, 16)


def conv_norm(inputs, outputs, stride=1, groups=1):
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride, 1, groups=groups, bias=False),
                         nn.BatchNorm2d(outputs), nn.ReLU6())


class Inverted(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv = nn.Sequential(conv_norm(width, 2 * width), conv_norm(2 * width, 2 * width, groups=2 * width),
                                  nn.Conv2d(2 * width, width, 1, bias=False), nn.BatchNorm2d(width))

    def forward(self, x):
        return x + self.conv(x)


class TinyMobileNet(nn.Module):
    """Blocks in a container, dropout and linear layer in another one."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(conv_norm(3, 4, 2), Inverted(4), Inverted(4), conv_norm(4, 8, 2))
        self.classifier = nn.Sequential(nn.Dropout(0.2), nn.Linear(8, 5))

    def forward(self, x):
        x = self.features(x)
        x = F.adaptive_avg_pool2d(x, (1, 1))
        x = torch.flatten(x, 1)
        return self.classifier(x)


class Basic(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample = None
        if stride != 1:
            self.downsample = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False),
                                            nn.BatchNorm2d(outputs))

    def forward(self, x):
        identity = x
        out = self.bn2(self.conv2(self.relu(self.bn1(self.conv1(x)))))
        if self.downsample is not None:
            identity = self.downsample(x)
        out += identity
        return self.relu(out)


class TinyResNet(nn.Module):
    """Skip connections; forward calls another method that does the work."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 4, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(4)
        self.relu = nn.ReLU(inplace=True)
        self.layer1 = nn.Sequential(Basic(4, 4, 1), Basic(4, 4, 1))
        self.layer2 = nn.Sequential(Basic(4, 8, 2), Basic(8, 8, 1))
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(8, 5)

    def work(self, x):
        x = self.relu(self.bn1(self.conv1(x)))
        x = self.layer2(self.layer1(x))
        x = torch.flatten(self.avgpool(x), 1)
        return self.fc(x)

    def forward(self, x):
        return self.work(x)


class Tail(nn.Module):
    """Functions after the last linear layer."""

    def __init__(self, tail):
        super().__init__()
        self.conv = nn.Conv2d(3, 6, 3, 2)
        self.fc1 = nn.Linear(6, 7)
        self.fc2 = nn.Linear(7, 5)
        self.log = tail == "log"

    def forward(self, x):
        x = F.relu(self.conv(x)).mean([2, 3])
        x = self.fc2(F.dropout(F.relu(self.fc1(x)), 0.5, self.training))
        if self.log:
            return F.log_softmax(x, 1)
        return F.softmax(x, 1)


def softmaxed():
    """A softmax as the last module; the root is a container."""
    return nn.Sequential(nn.Conv2d(3, 6, 3, 2), nn.BatchNorm2d(6), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(),
                         nn.Linear(6, 5), nn.Softmax(1))


class NormHead(nn.Module):
    """The name "head" is taken, by a container with a layer that stays."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 6, 4, 4)
        self.head = nn.Sequential(nn.LayerNorm(6), nn.Dropout(0.1), nn.Linear(6, 5))

    def forward(self, x):
        return self.head(self.stem(x).mean([2, 3]))


class Twins(nn.Module):
    """Two modules of the same structure share one class; only the second one is the head."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 6, 3, 2)
        self.first = nn.Sequential(nn.Dropout(0.1), nn.Linear(6, 6))
        self.second = nn.Sequential(nn.Dropout(0.1), nn.Linear(6, 6))

    def forward(self, x):
        return self.second(F.relu(self.first(self.conv(x).mean([2, 3]))))


class Tied(nn.Module):
    """One convolution in two places, two linear layers with one weight, weights that are not in row-major order."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 3, 3, padding=1).to(memory_format=torch.channels_last)
        self.again = self.conv
        self.a = nn.Linear(3, 3)
        self.b = nn.Linear(3, 3)
        self.b.weight = self.a.weight
        self.register_buffer("scale", torch.tensor(2.0))

    def forward(self, x):
        x = self.again(F.relu(self.conv(x))).mean([2, 3]) * self.scale
        return self.b(F.relu(self.a(x)))


class Conditional(nn.Module):
    """The last linear layer runs in a branch."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 5, 3, 2)
        self.fc = nn.Linear(5, 5)

    def forward(self, x):
        x = self.conv(x).mean([2, 3])
        if x.sum() > 0:
            x = self.fc(x)
        return x


class Doubles(nn.Module):
    """64-bit floats."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 5, 3, 2)
        self.bn = nn.BatchNorm2d(5)
        self.fc = nn.Linear(5, 5)
        self.double()

    def forward(self, x):
        return self.fc(self.bn(self.conv(x.double())).mean([2, 3]))


def table(network, lines):
    owners = {}
    for label, tensors in (("parameter", network.named_parameters()), ("buffer", network.named_buffers())):
        for name, tensor in tensors:
            owners[name.rpartition(".")[0]] = None
            values = tensor.detach().contiguous().numpy().tobytes()
            shape = ",".join(str(n) for n in tensor.shape)
            lines.append(f"{label} {name} {str(tensor.dtype)[6:]} [{shape}] {hashlib.sha256(values).hexdigest()}")
    for path, module in network.named_modules():
        if path in owners:
            lines.append(f"layer {path or '.'} {getattr(module, 'original_name', type(module).__name__)}")


def write(name, lines):
    with open(os.path.join(FOLDER, name + ".expected.txt"), "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def values(tensor):
    return " ".join(repr(v) for v in tensor.detach().flatten().tolist())


def make(name, network, last, how=("scripted", "traced")):
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean.uniform_(-0.5, 0.5)
            module.running_var.uniform_(0.5, 1.5)
    network.eval()
    seen = []
    dict(network.named_modules())[last].register_forward_hook(lambda m, inputs, output: seen.append(inputs[0]))
    with torch.no_grad():
        output = network(probe())
    dict(network.named_modules())[last]._forward_hooks.clear()
    for kind in how:
        with torch.no_grad():
            script = torch.jit.script(network) if kind == "scripted" else torch.jit.trace(network, probe())
        path = os.path.join(FOLDER, f"{name}.{kind}.pt")
        script.save(path)
        archives.strip(path)
        lines = []
        table(torch.jit.load(path), lines)
        lines += ["features " + (values(seen[0]) if seen else ""), "output " + values(output)]
        write(f"{name}.{kind}", lines)


def main(files):
    for path in files:
        lines = []
        table(torch.jit.load(path, map_location="cpu"), lines)
        write(os.path.basename(path)[:-len(".pt")], lines)
    if not files:
        torch.manual_seed(20261121)
        make("tiny_mobilenet", TinyMobileNet(), "classifier.1")
        make("tiny_resnet", TinyResNet(), "fc")
        make("log_softmax", Tail("log"), "fc2")
        make("functional_softmax", Tail("softmax"), "fc2")
        make("softmaxed", softmaxed(), "5")
        make("norm_head", NormHead(), "head.2")
        make("twins", Twins(), "second.1")
        make("tied", Tied(), "b")
        make("conditional", Conditional(), "fc", ("scripted",))
        make("doubles", Doubles(), "fc")
        torch.save(TinyResNet().state_dict(), os.path.join(FOLDER, "state_dict.pth"))
        torch.save({"epoch": 3, "weight": torch.zeros(2)}, os.path.join(FOLDER, "legacy_checkpoint.tar"),
                   _use_new_zipfile_serialization=False)


main(sys.argv[1:])
