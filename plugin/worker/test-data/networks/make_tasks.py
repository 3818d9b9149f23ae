# Copyright (c) 2026 The Transfer Learning for KNIME authors
# SPDX-License-Identifier: Apache-2.0
"""Makes what PyTorch computes with tiny.pt for other tasks than classification (made with PyTorch 1.13).

    python3 make_tasks.py

sigmoid.pt     tiny.pt with a sigmoid behind it
tasks.txt      for each task the losses of 5 epochs, the measures of 5 epochs, and a line for each of the 8 images with
               what is predicted after them. In the multi-label task, image i has class k if bit k of i is set; the
               measure is the share of right decisions. In the regression, the numbers of image i are 1000 + 10 i,
               -i² / 2 and (i modulo 3) / 1000; the measure is the mean absolute error of the unscaled numbers.
               Then, of the multi-label task, the losses of 5 epochs from a last layer of zeros, and the first loss with
               the weights of the last layer times 1000.

As in make_networks.py: SGD with momentum 0.9 and learning rate 0.01, one batch of all 8 images, evaluation mode.
"""
import torch
from make_networks import images, line, save, tiny
from torch import nn

LABELS = torch.tensor([[float(i >> k & 1) for k in range(3)] for i in range(8)])
NUMBERS = torch.tensor([[1000 + 10 * i, -i * i / 2, (i % 3) / 1000] for i in range(8)], dtype=torch.float64)
MEANS = torch.tensor([1035, -8.75, 0.001], dtype=torch.float64)
DEVIATIONS = torch.tensor([23, 8, 0.0008], dtype=torch.float64)


class WithSigmoid(nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x):
        return torch.sigmoid(self.net(x))


def unscaled(outputs):
    return outputs.double() * DEVIATIONS + MEANS


def train(net, loss_of, measure_of):
    """Returns the losses and measures of 5 epochs, each as it was before the epoch's step."""
    x = images()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9)
    losses, measures = [], []
    for _ in range(5):
        optimizer.zero_grad()
        outputs = net(x)
        loss = loss_of(outputs)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        measures.append(measure_of(outputs.detach()).item())
    return torch.tensor(losses), torch.tensor(measures)


def label_loss(outputs):
    return nn.functional.binary_cross_entropy_with_logits(outputs, LABELS)


def label_accuracy(outputs):
    return ((torch.sigmoid(outputs) >= 0.5) == (LABELS == 1)).double().mean()


def number_loss(outputs):
    return nn.functional.mse_loss(outputs, ((NUMBERS - MEANS) / DEVIATIONS).float())


def absolute_error(outputs):
    return nn.functional.l1_loss(unscaled(outputs), NUMBERS)


def main():
    save(WithSigmoid(tiny()).eval(), "sigmoid.pt")
    with open("tasks.txt", "w") as out:
        for loss, measure, predict in ((label_loss, label_accuracy, torch.sigmoid),
                                       (number_loss, absolute_error, unscaled)):
            net = tiny()
            for values in train(net, loss, measure):
                out.write(line(values))
            for row in predict(net(images()).detach()):
                out.write(line(row))
        net = tiny()
        nn.init.zeros_(net.fc.weight)
        nn.init.zeros_(net.fc.bias)
        out.write(line(train(net, label_loss, label_accuracy)[0]))
        net = tiny()
        net.fc.weight.data.mul_(1000)
        out.write(line(label_loss(net(images())).detach().reshape(1)))


if __name__ == "__main__":
    main()
