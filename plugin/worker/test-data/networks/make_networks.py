# Copyright (c) 2026 The Transfer Learning for KNIME authors
# SPDX-License-Identifier: Apache-2.0
"""Makes the small networks of the worker's tests and what PyTorch computes with them (made with PyTorch 1.13).

    python3 make_networks.py

tiny.pt        convolution, batch norm, dropout, linear layer: 3 classes, images of 16 x 16 pixels
softmax.pt     the same with a softmax behind it
counting.pt    changes a buffer of its own in every run
endless.pt     never returns
failing.pt     raises an exception
picky.pt       raises an exception if its weights are zero
expected.txt   probabilities of tiny.pt for image 0 to 7, one line each; then, per optimizer, a line with the loss of
               each of 5 epochs (learning rate 0.01, one batch of all 8 images, label = image number modulo 3,
               evaluation mode, the convolution at a tenth of the rate) and the 8 lines of probabilities after them

Image i has the 8-bit value (7 x + 13 y + 50 c + 31 i + x y i) modulo 256 at column x, row y, channel c, and is
normalized with ImageNet's mean and standard deviation.
"""
import io
import zipfile

import torch
from torch import nn


class Tiny(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 6, 3, stride=2, padding=1)
        self.norm = nn.BatchNorm2d(6)
        self.drop = nn.Dropout(0.5)
        self.fc = nn.Linear(6 * 16, 3)

    def forward(self, x):
        x = torch.relu(self.norm(self.conv(x)))
        x = nn.functional.adaptive_avg_pool2d(x, [4, 4])
        return self.fc(self.drop(torch.flatten(x, 1)))


class WithSoftmax(nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x):
        return torch.softmax(self.net(x), 1)


class Counting(nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net
        self.register_buffer("runs", torch.zeros(1))

    def forward(self, x):
        self.runs += 1
        return self.net(x)


class Endless(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3, 3)

    def forward(self, x):
        y = x.mean([2, 3])
        while bool(y.isfinite().all()):
            y = torch.tanh(y)
        return self.fc(y)


class Failing(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3, 3)

    def forward(self, x):
        if x.size(0) > 0:
            raise RuntimeError("this network never works")
        return self.fc(x.mean([2, 3]))


class Picky(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3 * 16 * 16, 3)

    def forward(self, x):
        if float(self.fc.weight.abs().sum()) == 0:
            raise RuntimeError("there are no weights")
        return self.fc(x.flatten(1))


def images():
    y, x = torch.meshgrid(torch.arange(16), torch.arange(16), indexing="ij")
    made = [torch.stack([(7 * x + 13 * y + 50 * c + 31 * i + x * y * i) % 256 for c in range(3)]) for i in range(8)]
    mean = torch.tensor([0.485, 0.456, 0.406]).view(3, 1, 1)
    std = torch.tensor([0.229, 0.224, 0.225]).view(3, 1, 1)
    return (torch.stack(made).float() / 255 - mean) / std


def line(values):
    return " ".join(f"{v:.7g}" for v in values.tolist()) + "\n"


def tiny():
    torch.manual_seed(1)
    net = Tiny()
    net.norm.running_mean.normal_()
    net.norm.running_var.uniform_(0.5, 2)
    nn.init.normal_(net.fc.weight, std=0.3)
    return net.eval()


def save(net, file):
    """Saves the network without debug information, which holds paths of this computer."""
    saved = io.BytesIO()
    torch.jit.save(torch.jit.script(net), saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(file, "w") as target:
        for entry in source.infolist():
            if not entry.filename.endswith(".debug_pkl"):
                name = entry.filename.replace("archive/", file.removesuffix(".pt") + "/", 1)
                target.writestr(zipfile.ZipInfo(name), source.read(entry))


def main():
    x = images()
    labels = torch.arange(8) % 3
    net = tiny()
    save(net, "tiny.pt")
    save(WithSoftmax(net), "softmax.pt")
    save(Counting(net), "counting.pt")
    save(Endless().eval(), "endless.pt")
    save(Failing().eval(), "failing.pt")
    save(Picky().eval(), "picky.pt")
    with open("expected.txt", "w") as out, torch.no_grad():
        for row in torch.softmax(net(x), 1):
            out.write(line(row))
        for name in ("Adam", "AdamW", "SGD"):
            losses, probabilities = train(name, x, labels)
            out.write(line(losses))
            for row in probabilities:
                out.write(line(row))


@torch.enable_grad()
def train(name, x, labels):
    net = tiny()
    groups = [{"params": net.conv.parameters(), "lr": 0.001},
              {"params": list(net.norm.parameters()) + list(net.fc.parameters())}]
    optimizer = {"Adam": lambda: torch.optim.Adam(groups, lr=0.01),
                 "AdamW": lambda: torch.optim.AdamW(groups, lr=0.01, weight_decay=0.01),
                 "SGD": lambda: torch.optim.SGD(groups, lr=0.01, momentum=0.9)}[name]()
    losses = []
    for _ in range(5):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(net(x), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return torch.tensor(losses), torch.softmax(net(x), 1).detach()


if __name__ == "__main__":
    main()
