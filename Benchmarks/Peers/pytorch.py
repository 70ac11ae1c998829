#!/usr/bin/env python3
"""The networks of `Benchmarks -- network` in PyTorch, each in the fastest of several spellings.

    python3 Benchmarks/Peers/pytorch.py [--filter dual,lstm] [--threads 1] [--seconds 1] [--json FILE]

Predictions are tried eagerly and traced, frozen and optimised for inference, convolutions with both memory formats, Adam
parameter by parameter, for all at once (foreach), and by hand over one flat buffer. Times are medians in microseconds; with
one thread they are the processor time of the thread, as `network` counts it. To be at its best PyTorch needs

    OPENBLAS_CORETYPE=SKYLAKEX        OpenBLAS 0.3.21 does not know newer processors, and takes kernels of half the width
    MALLOC_MMAP_THRESHOLD_=8589934592 MALLOC_TRIM_THRESHOLD_=17179869184
                                      or large gradients go back to the system, page by page, after every step

With more than one thread its own threads and those of OpenBLAS get in each other's way.
"""
import argparse
import json
import os
import statistics
import sys
import time

# OpenBLAS has threads of its own, whose number it reads when it is loaded.
os.environ["OPENBLAS_NUM_THREADS"] = sys.argv[sys.argv.index("--threads") + 1] if "--threads" in sys.argv[:-1] else "1"

import torch  # noqa: E402
import torch.nn as nn  # noqa: E402
import torch.nn.functional as F  # noqa: E402


def dense(*widths, activation, last=False):
    """Layers from width to width with an activation between them, and behind the last one if asked for."""
    layers = []
    for i in range(len(widths) - 1):
        layers.append(nn.Linear(widths[i], widths[i + 1]))
        if last or i + 2 < len(widths):
            layers.append(activation())
    return nn.Sequential(*layers)


class Dual(nn.Module):
    batches = 1, 32, 256, 4096

    def __init__(self):
        super().__init__()
        self.trunk = dense(70, 50, 25, activation=nn.ReLU, last=True)
        self.mean, self.sigma = (dense(25, 25, 10, 1, activation=nn.ReLU) for _ in range(2))

    def data(self, n):
        return (torch.rand(n, 70),), torch.rand(n, 1)

    def forward(self, x):
        h = self.trunk(x)
        return self.mean(h), F.softplus(self.sigma(h)) + 1e-3

    def loss(self, outputs, y):
        mean, sigma = outputs
        return (torch.log(sigma) + 0.5 * ((y - mean) / sigma) ** 2).mean()


class Plain(nn.Module):
    """Dense layers and a loss."""

    def __init__(self, *widths, activation, loss, batches, optimizer="adam"):
        super().__init__()
        self.layers, self.widths, self.kind, self.batches, self.optimizer = dense(*widths, activation=activation), widths, loss, batches, optimizer

    def data(self, n):
        return (torch.rand(n, self.widths[0]),), torch.randint(0, self.widths[-1], (n,)) if self.kind == "classes" else torch.rand(n, self.widths[-1])

    def forward(self, x):
        return self.layers(x)

    def loss(self, output, y):
        return F.cross_entropy(output, y) if self.kind == "classes" else F.mse_loss(output, y)


class Siamese(nn.Module):
    batches = 256,

    def __init__(self):
        super().__init__()
        self.tower = dense(3000, 300, 300, 128, activation=nn.Tanh, last=True)

    def data(self, n):
        return (torch.rand(n, 3000), torch.rand(n, 3000)), torch.rand(n)

    def forward(self, left, right):
        return F.cosine_similarity(self.tower(left), self.tower(right))

    def loss(self, similarity, y):
        return F.mse_loss(similarity, y)


class Adapt(nn.Module):
    batches = 256,

    def __init__(self):
        super().__init__()
        self.trained, self.reference = (dense(42, 512, 512, 9000, activation=nn.Sigmoid) for _ in range(2))
        self.reference.requires_grad_(False)

    def data(self, n):
        return (torch.rand(n, 42),), torch.rand(n, 9000)

    def forward(self, x):
        return self.trained(x), self.reference(x)

    def loss(self, outputs, y):
        z, reference = outputs
        return -((0.75 * y + 0.25 * torch.softmax(reference, 1)) * torch.log_softmax(z, 1)).sum(1).mean()


class Temporal(nn.Module):
    batches = 1, 100, 1000

    def __init__(self):
        super().__init__()
        self.convolutions = nn.Sequential(nn.Conv1d(4, 8, 3), nn.ReLU(), nn.Conv1d(8, 16, 3), nn.ReLU(), nn.Conv1d(16, 32, 3), nn.ReLU(), nn.Flatten())
        self.trunk = dense(128, 200, 100, activation=nn.ReLU, last=True)
        self.heads = nn.ModuleList([nn.Linear(100, 10) for _ in range(4)])

    def data(self, n):
        return (torch.rand(n, 4, 10),), torch.rand(n, 40)

    def forward(self, x):
        h = self.trunk(self.convolutions(x))
        return torch.cat([head(h) for head in self.heads], 1)

    def loss(self, output, y):
        return F.mse_loss(output, y)


class Lenet(nn.Module):
    batches = 1, 8, 64

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(1600, 128), nn.ReLU(), nn.Linear(128, 10))

    def data(self, n):
        return (torch.rand(n, 1, 28, 28),), torch.randint(0, 10, (n,))

    def forward(self, x):
        return self.layers(x)

    def loss(self, output, y):
        return F.cross_entropy(output, y)


class Lstm(nn.Module):
    batches = 32,

    def __init__(self):
        super().__init__()
        self.lstm, self.head = nn.LSTM(13, 128, batch_first=True), nn.Linear(128, 40)

    def data(self, n):
        return (torch.rand(n, 50, 13),), torch.randint(0, 40, (n,))

    def forward(self, x):
        return self.head(self.lstm(x)[0][:, -1])

    def loss(self, output, y):
        return F.cross_entropy(output, y)


class Block(nn.Module):
    """Four heads of causal attention and two layers, each behind a norm and added to what came in."""

    def __init__(self, size, heads, length):
        super().__init__()
        self.heads = heads
        self.norm, self.projections, self.output = nn.LayerNorm(size), nn.Linear(size, 3 * size), nn.Linear(size, size)
        self.think = nn.Sequential(nn.LayerNorm(size), nn.Linear(size, 4 * size), nn.GELU(), nn.Linear(4 * size, size), nn.Dropout(0.1))
        self.dropout = nn.Dropout(0.1)
        self.register_buffer("mask", torch.full((length, length), float("-inf")).triu(1))

    def forward(self, h):
        n, length, size = h.shape
        q, k, v = self.projections(self.norm(h)).view(n, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        weights = torch.softmax(q @ k.transpose(2, 3) * (size // self.heads) ** -0.5 + self.mask, 3)
        h = h + self.dropout(self.output((weights @ v).transpose(1, 2).reshape(n, length, size)))
        return h + self.think(h)


class Transformer(nn.Module):
    batches = 1, 32

    def __init__(self, letters=29, length=48, size=64):
        super().__init__()
        self.letters, self.length = letters, length
        self.embedding, self.positions = nn.Embedding(letters, size), nn.Parameter(torch.randn(length, size) * 0.02)
        self.blocks = nn.Sequential(*[Block(size, 4, length) for _ in range(2)])
        self.guess = nn.Sequential(nn.LayerNorm(size), nn.Linear(size, letters))

    def data(self, n):
        return (torch.randint(0, self.letters, (n, self.length)),), torch.randint(0, self.letters, (n, self.length))

    def forward(self, x):
        return self.guess(self.blocks(self.embedding(x) + self.positions))

    def loss(self, output, y):
        return F.cross_entropy(output.flatten(0, 1), y.flatten())


class Moe(nn.Module):
    batches = 512,

    def __init__(self, k):
        super().__init__()
        self.k, self.gate = k, nn.Linear(256, 8)
        self.experts = nn.ModuleList([dense(256, 1024, 256, activation=nn.ReLU) for _ in range(8)])

    def data(self, n):
        return (torch.rand(n, 256) * 2 - 1,), torch.rand(n, 256)

    def forward(self, x):
        weights = torch.softmax(self.gate(x), 1)
        if self.k == 8:
            return sum(weights[:, i:i + 1] * expert(x) for i, expert in enumerate(self.experts))
        values, choice = weights.topk(self.k, 1)
        if self.k > 1:
            values = values / values.sum(1, keepdim=True)
        output = torch.zeros_like(x)
        for i, expert in enumerate(self.experts):
            rows, slots = (choice == i).nonzero(as_tuple=True)
            if rows.numel() > 0:
                output.index_add_(0, rows, expert(x[rows]) * values[rows, slots, None])
        return output

    def loss(self, output, y):
        return F.mse_loss(output, y)


NETWORKS = {
    "dual": Dual,
    "theano": lambda: Plain(16384, 5000, 3000, 512, 40, activation=nn.Sigmoid, loss="mse", batches=(128,), optimizer="sgd"),
    "siamese": Siamese,
    "adapt": Adapt,
    "mlp": lambda: Plain(784, 512, 256, 10, activation=nn.ReLU, loss="classes", batches=(1, 128)),
    "temporal": Temporal,
    "lenet": Lenet,
    "transformer": Transformer,
    "lstm": Lstm,
    "moe-top1": lambda: Moe(1),
    "moe-top2": lambda: Moe(2),
    "moe-dense": lambda: Moe(8),
}


def flat_adam(parameters, rate=1e-7, b1=0.9, b2=0.999):
    """Adam over one buffer that all parameters and gradients are views of."""
    size = sum(p.numel() for p in parameters)
    values, gradients, m, v = torch.empty(size), torch.zeros(size), torch.zeros(size), torch.zeros(size)
    start = 0
    for p in parameters:
        end = start + p.numel()
        values[start:end] = p.data.flatten()
        p.data, p.grad, start = values[start:end].view(p.shape), gradients[start:end].view(p.shape), end
    steps = 0

    def update():
        nonlocal steps
        steps += 1
        m.mul_(b1).add_(gradients, alpha=1 - b1)
        v.mul_(b2).addcmul_(gradients, gradients, value=1 - b2)
        values.addcdiv_(m, (v / (1 - b2 ** steps)).sqrt_().add_(1e-8), value=-rate / (1 - b1 ** steps))
        gradients.zero_()

    return update


def updates(network):
    """Ways of updating the parameters, each as a function that makes it."""
    parameters = [p for p in network.parameters() if p.requires_grad]

    def of(optimizer):
        def update():
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        return update

    if getattr(network, "optimizer", "adam") == "sgd":
        return {"sgd": lambda: of(torch.optim.SGD(parameters, 1e-7)), "sgd foreach": lambda: of(torch.optim.SGD(parameters, 1e-7, foreach=True))}
    return {
        "adam": lambda: of(torch.optim.Adam(parameters, 1e-7, foreach=False)),
        "adam foreach": lambda: of(torch.optim.Adam(parameters, 1e-7, foreach=True)),
        "adam flat": lambda: flat_adam(parameters),
    }


def formats(name, inputs):
    yield "", inputs
    if name == "lenet":
        yield " channels last", tuple(x.to(memory_format=torch.channels_last) for x in inputs)


def predictions(network, inputs):
    network.eval()
    yield "eager", lambda: network(*inputs)
    if not isinstance(network, Moe):
        traced = torch.jit.optimize_for_inference(torch.jit.freeze(torch.jit.trace(network, inputs)))
        yield "traced", lambda: traced(*inputs)


def median(action, threads, seconds):
    clock = time.thread_time if threads == 1 else time.perf_counter
    for _ in range(5):
        action()
    times, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end or len(times) < 5:
        start = clock()
        action()
        times.append(clock() - start)
    return statistics.median(times) * 1e6


def measure(name, threads, seconds):
    for batch in NETWORKS[name]().batches:
        best = {}

        def note(phase, variant, microseconds):
            if phase not in best or microseconds < best[phase][0]:
                best[phase] = microseconds, variant

        torch.manual_seed(1)
        data, y = NETWORKS[name]().data(batch)
        for suffix, inputs in formats(name, data):
            network = NETWORKS[name]()
            if suffix:
                network = network.to(memory_format=torch.channels_last)
            with torch.inference_mode():
                for variant, predict in predictions(network, inputs):
                    note("predict", variant + suffix, median(predict, threads, seconds))
            for variant in updates(network):
                network = NETWORKS[name]()
                if suffix:
                    network = network.to(memory_format=torch.channels_last)
                update = updates(network)[variant]()

                def step():
                    network.loss(network(*inputs), y).backward()
                    update()

                note("step", variant + suffix, median(step, threads, seconds))
        for phase, (microseconds, variant) in best.items():
            yield {"workload": name, "phase": phase, "batch": batch, "threads": threads, "median_us": round(microseconds, 2), "variant": variant}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--filter", default=",".join(NETWORKS), help="names of networks with commas between them")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=1, help="for each way of writing a network")
    parser.add_argument("--json", help="write one object a line to this file, too")
    arguments = parser.parse_args()
    unknown = [n for n in arguments.filter.split(",") if n not in NETWORKS]
    if unknown:
        parser.error(f"nothing is called {', '.join(unknown)}; there are {', '.join(NETWORKS)}")
    torch.set_num_threads(arguments.threads)
    print(f"PyTorch {torch.__version__}, {arguments.threads} thread(s); medians in microseconds")
    lines = []
    for name in arguments.filter.split(","):
        for line in measure(name, arguments.threads, arguments.seconds):
            print(f"{line['workload']:<10} {line['phase']:<8} {line['batch']:>5} {line['median_us']:>12,.1f}  {line['variant']}", flush=True)
            lines.append(line)
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(line) + "\n" for line in lines)


if __name__ == "__main__":
    main()
