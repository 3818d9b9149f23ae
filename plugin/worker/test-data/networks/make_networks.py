# Copyright (c) 2026 The Transfer Learning for KNIME authors
# SPDX-License-Identifier: Apache-2.0
"""Makes the small networks of the worker's tests and what PyTorch computes with them (made with PyTorch 1.13).

    python3 make_networks.py

tiny.pt        convolution, batch norm, dropout of probability 0, linear layer: 3 classes, images of 16 x 16 pixels
dropout.pt     the same with dropout of probability 0.5
softmax.pt     tiny.pt with a softmax behind it
counting.pt    changes a buffer of its own in every run
endless.pt     never returns
failing.pt     raises an exception
viewing.pt     tiny.pt, but flattens by a view, which PyTorch refuses if channels come last in memory
picky.pt       raises an exception if its weights are zero
greedy.pt      tiny.pt, but asks for more memory than there can be if a batch has more than 4 images
expected.txt   probabilities of tiny.pt for image 0 to 7, one line each; then, per optimizer, a line with the loss of
               each of 5 epochs (learning rate 0.01, one batch of all 8 images, label = image number modulo 3,
               evaluation mode, the convolution at a tenth of the rate) and the 8 lines of probabilities after them
norms.*.pt     traced and scripted: two convolutions, four batch norms, of which one has the momentum None; does
               something else in training mode, when scripted
norms.txt      the training of norms.*.pt with conv1, norm1 and norm3 frozen, where norm2 and norm4 are in training mode:
               a line with the loss of each of 5 epochs (SGD, the rest as above), then lines with the name and the
               values of buffers and parameters after them
dropping.*.pt  traced and scripted, from (n, 8) to (n, 48): its input times a parameter that is 1, after dropout as a
               module (0.25), as a function (0.4), by row (0.5), by channel (0.3), in an LSTM of two layers (0.6), and
               by a function that is active in evaluation too (0.1)

Image i has the 8-bit value (7 x + 13 y + 50 c + 31 i + x y i) modulo 256 at column x, row y, channel c, and is
normalized with ImageNet's mean and standard deviation.
"""
import io
import zipfile

import torch
from torch import nn


class Tiny(nn.Module):
    def __init__(self, dropout=0.0):
        super().__init__()
        self.conv = nn.Conv2d(3, 6, 3, stride=2, padding=1)
        self.norm = nn.BatchNorm2d(6)
        self.drop = nn.Dropout(dropout)
        self.fc = nn.Linear(6 * 16, 3)

    def forward(self, x):
        x = torch.relu(self.norm(self.conv(x)))
        x = nn.functional.adaptive_avg_pool2d(x, [4, 4])
        return self.fc(self.drop(torch.flatten(x, 1)))


class Viewing(Tiny):
    def forward(self, x):
        x = torch.relu(self.norm(self.conv(x)))
        x = nn.functional.adaptive_avg_pool2d(x, [4, 4])
        return self.fc(self.drop(x.view(x.size(0), -1)))


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


class Greedy(Tiny):
    def forward(self, x):
        x = torch.relu(self.norm(self.conv(x)))
        x = nn.functional.adaptive_avg_pool2d(x, [4, 4])
        x = x + torch.zeros([x.size(0) // 5 * (1 << 55)]).sum()
        return self.fc(self.drop(torch.flatten(x, 1)))


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


class Norms(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 3, stride=2, padding=1)
        self.norm1 = nn.BatchNorm2d(6)
        self.conv2 = nn.Conv2d(6, 6, 3, padding=1)
        self.norm2 = nn.BatchNorm2d(6, momentum=None)
        self.norm3 = nn.BatchNorm2d(6)
        self.norm4 = nn.BatchNorm2d(6)
        self.fc = nn.Linear(6 * 16, 3)

    def forward(self, x):
        x = torch.relu(self.norm1(self.conv1(x)))
        x = self.norm4(torch.relu(self.norm3(self.norm2(self.conv2(x)))))
        if self.training:
            x = 1000 * x
        return self.fc(torch.flatten(nn.functional.adaptive_avg_pool2d(x, [4, 4]), 1))


def stochastic_depth(x, p: float, training: bool):
    """Leaves whole rows out."""
    if not training:
        return x
    return x * torch.bernoulli(torch.full([x.size(0), 1], 1 - p)) / (1 - p)


class StochasticDepth(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        return stochastic_depth(x, self.p, self.training)


class Dropping(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(1))
        self.drop = nn.Dropout(0.25)
        self.depth = StochasticDepth(0.5)
        self.channels = nn.Dropout2d(0.3)
        self.lstm = nn.LSTM(8, 8, num_layers=2, dropout=0.6)

    def forward(self, x):
        # inactive dropout returns the tensor itself, so the tracer takes later uses of its input for uses of its output
        function = nn.functional.dropout(x * self.scale, 0.4, self.training)
        channels = self.channels((x * self.scale).reshape(-1, 2, 2, 2)).reshape(-1, 8)
        lstm, _ = self.lstm((x * self.scale).unsqueeze(0))
        always = nn.functional.dropout(x * self.scale, 0.1)
        module = self.drop(x * self.scale)
        return torch.cat([module, function, self.depth(x * self.scale), channels, lstm.squeeze(0), always], 1)


def images():
    y, x = torch.meshgrid(torch.arange(16), torch.arange(16), indexing="ij")
    made = [torch.stack([(7 * x + 13 * y + 50 * c + 31 * i + x * y * i) % 256 for c in range(3)]) for i in range(8)]
    mean = torch.tensor([0.485, 0.456, 0.406]).view(3, 1, 1)
    std = torch.tensor([0.229, 0.224, 0.225]).view(3, 1, 1)
    return (torch.stack(made).float() / 255 - mean) / std


def line(values):
    return " ".join(f"{v:.7g}" for v in values.tolist()) + "\n"


def tiny(dropout=0.0, kind=Tiny):
    torch.manual_seed(1)
    net = kind(dropout)
    net.norm.running_mean.normal_()
    net.norm.running_var.uniform_(0.5, 2)
    nn.init.normal_(net.fc.weight, std=0.3)
    return net.eval()


def save(net, file, traced_with=None):
    """Saves the network without debug information, which holds paths of this computer."""
    saved = io.BytesIO()
    script = torch.jit.script(net) if traced_with is None else torch.jit.trace(net, traced_with, check_trace=False)
    torch.jit.save(script, saved)
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
    save(tiny(0.5), "dropout.pt")
    save(WithSoftmax(net), "softmax.pt")
    save(Counting(net), "counting.pt")
    save(tiny(kind=Greedy), "greedy.pt")
    save(tiny(kind=Viewing), "viewing.pt")
    save(Endless().eval(), "endless.pt")
    save(Failing().eval(), "failing.pt")
    save(Picky().eval(), "picky.pt")
    save(norms(), "norms.scripted.pt")
    save(norms(), "norms.traced.pt", x)
    with open("norms.txt", "w") as out:
        train_norms(x, labels, out)
    torch.manual_seed(3)
    dropping = Dropping().eval()
    save(dropping, "dropping.scripted.pt")
    save(dropping, "dropping.traced.pt", torch.ones(4, 8))
    with open("expected.txt", "w") as out, torch.no_grad():
        for row in torch.softmax(net(x), 1):
            out.write(line(row))
        for name in ("Adam", "AdamW", "SGD"):
            losses, probabilities = train(name, x, labels)
            out.write(line(losses))
            for row in probabilities:
                out.write(line(row))


def norms():
    torch.manual_seed(2)
    net = Norms()
    for norm in (net.norm1, net.norm2, net.norm3, net.norm4):
        norm.running_mean.normal_()
        norm.running_var.uniform_(0.5, 2)
    nn.init.normal_(net.fc.weight, std=0.3)
    return net.eval()


def train_norms(x, labels, out):
    """Writes the losses of a training with norm2 and norm4 in training mode, and what it leaves."""
    net = norms()
    net.norm2.train()
    net.norm4.train()
    trainable = [*net.conv2.parameters(), *net.norm2.parameters(), *net.norm4.parameters(), *net.fc.parameters()]
    optimizer = torch.optim.SGD(trainable, lr=0.01, momentum=0.9)
    losses = []
    for _ in range(5):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(net(x), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    out.write(line(torch.tensor(losses)))
    for name, value in net.state_dict().items():
        out.write(name + " " + line(value.double().flatten()))


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
