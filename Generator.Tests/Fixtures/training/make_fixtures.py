"""Writes training.json: steps of PyTorch with penalties on parameters and activations, clipping, accumulated gradients and averages of the parameters.

Run with a python3 that has torch (made with PyTorch 1.13.1, Debian's python3-torch):  python3 make_fixtures.py
The network is that of PyTorchTrainingTests: six numbers, a code of five through tanh, three outputs. Computed in double precision. Kernels are
[in, out], as netgen stores them.
"""
import json
import os

import torch
from torch.optim.swa_utils import AveragedModel

ROWS, UPDATES = 12, 6


class Network(torch.nn.Module):
    def __init__(self, start):
        super().__init__()
        self.values = torch.nn.ParameterDict({name.replace(".", "_"): torch.nn.Parameter(value.clone()) for name, value in start.items()})

    def forward(self, x):
        code = torch.tanh(x @ self.values["Code_kernel"] + self.values["Code_bias"])
        return code @ self.values["Decode_kernel"] + self.values["Decode_bias"], code

    def matching(self, part):
        return [value for name, value in self.values.items() if part in name]

    def numbers(self):
        return {name.replace("_", "."): numbers(value) for name, value in self.values.items()}


def numbers(tensor):
    return [float(f"{value:.9g}") for value in tensor.detach().reshape(-1).tolist()]


def single(*sizes):
    return torch.randn(*sizes).float().double()


def train(start, x, y, optimizer, parts=1, penalised=False, decay=None, clip_value=None, clip_norm=None):
    network = Network(start)
    optimizer = optimizer(network.parameters())
    average = AveragedModel(network, avg_fn=lambda old, new, _: decay * old + (1 - decay) * new) if decay is not None else None
    losses, after = [], []
    for _ in range(UPDATES):
        optimizer.zero_grad()
        for rows, targets in zip(x.chunk(parts), y.chunk(parts)):
            output, code = network(rows)
            loss = ((output - targets) ** 2).mean() + (0.01 * code.abs().sum(-1) + 0.02 * (code ** 2).sum(-1)).mean()
            if penalised:
                loss = loss + 0.003 * sum(value.abs().sum() for value in network.matching("kernel"))
                loss = loss + 0.02 * sum((value ** 2).sum() for value in network.matching("Code"))
            (loss / parts).backward()
            losses.append(float(loss))
        if clip_value is not None:
            torch.nn.utils.clip_grad_value_(network.parameters(), clip_value)
        if clip_norm is not None:
            torch.nn.utils.clip_grad_norm_(network.parameters(), clip_norm)
        optimizer.step()
        if average is not None:
            average.update_parameters(network)
        after.append(network.numbers())
    return {"losses": losses, "after": after, **({"average": average.module.numbers()} if average is not None else {})}


def main():
    torch.manual_seed(4)
    start = {"Code.kernel": single(6, 5), "Code.bias": single(5), "Decode.kernel": single(5, 3), "Decode.bias": single(3)}
    x, y = single(ROWS, 6), single(ROWS, 3)
    sgd = lambda parameters: torch.optim.SGD(parameters, lr=0.1)
    momentum = lambda parameters: torch.optim.SGD(parameters, lr=0.1, momentum=0.9)
    adam = lambda parameters: torch.optim.Adam(parameters, lr=0.01)
    adamw = lambda parameters: torch.optim.AdamW(parameters, lr=0.01, weight_decay=0.1)
    cases = {
        "activity": train(start, x, y, sgd),
        "penalties": train(start, x, y, momentum, penalised=True),
        "average": train(start, x, y, adam, decay=0.8),
        "accumulation": train(start, x, y, adamw, parts=3),
        "clip-value": train(start, x, y, momentum, clip_value=0.05),
        "clip-both": train(start, x, y, momentum, clip_value=0.1, clip_norm=0.3),
        "everything": train(start, x, y, adamw, parts=4, penalised=True, decay=0.5, clip_value=0.2, clip_norm=0.5),
    }
    fixture = {"torch": torch.__version__, "start": {name: numbers(value) for name, value in start.items()}, "x": numbers(x), "y": numbers(y), "cases": cases}
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "training.json")
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        json.dump(fixture, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
