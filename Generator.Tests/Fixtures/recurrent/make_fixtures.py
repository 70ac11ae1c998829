"""Writes the PyTorch fixtures beside this file: /usr/bin/python3 make_fixtures.py (Debian: python3-torch).

For each network: parameters, a batch, outputs, loss, and the gradient of the mean loss with respect to every parameter and input, of
torch.nn.RNN, LSTM and GRU. Computed in double precision, stored as float32. Kernels are [in, gates · units], as netgen stores them; PyTorch's
second bias is zero, but for the part of GRU's that stands inside the reset, which netgen calls recurrentBias.
"""
import functools
import json
import pathlib
import struct

import torch

FOLDER = pathlib.Path(__file__).parent
STEPS, FEATURES, ROWS = 7, 3, 5


def single(tensor):
    return tensor.detach().float().double()


def fill(module, generator):
    with torch.no_grad():
        for name, value in module.named_parameters():
            value.copy_((torch.rand(value.shape, dtype=torch.float64, generator=generator) - 0.5).float().double())
            if name.startswith("bias_hh"):
                kept = 2 * module.hidden_size if isinstance(module, torch.nn.GRU) else len(value)
                value[:kept] = 0
    return module


def names(module, layer):
    """netgen's parameters: name, value and gradient as functions of the module."""
    result = {}
    for suffix, prefix in [("_l0", ""), ("_l0_reverse", "reverse")] if module.bidirectional else [("_l0", "")]:
        def own(name):
            return f"{layer}.{prefix + name[0].upper() + name[1:] if prefix else name}"
        result[own("kernel")] = (getattr(module, "weight_ih" + suffix), lambda t: t.T)
        result[own("recurrentKernel")] = (getattr(module, "weight_hh" + suffix), lambda t: t.T)
        result[own("bias")] = (getattr(module, "bias_ih" + suffix), lambda t: t)
        if isinstance(module, torch.nn.GRU):
            result[own("recurrentBias")] = (getattr(module, "bias_hh" + suffix), lambda t: t[2 * module.hidden_size:])
    return result


def last(module, x):
    return torch.cat(list(module(x)[1]) if not isinstance(module, torch.nn.LSTM) else list(module(x)[1][0]), dim=-1)


def stack(kind):
    """Both directions with every step, then one direction with the last."""
    def network(generator):
        first = fill(kind(FEATURES, 4, batch_first=True, bidirectional=True).double(), generator)
        second = fill(kind(8, 6, batch_first=True).double(), generator)
        data = {"x": single(torch.randn(ROWS, STEPS, FEATURES, generator=generator)), "y": single(torch.randn(ROWS, 6, generator=generator))}

        def forward():
            output = last(second, first(data["x"])[0])
            return {"output": output}, ((output - data["y"]) ** 2).mean()

        return names(first, "Encode.0") | names(second, "Encode.1"), data, ["x"], forward
    return network


def both(kind):
    """The last outputs of both directions."""
    def network(generator):
        module = fill(kind(FEATURES, 5, batch_first=True, bidirectional=True).double(), generator)
        data = {"x": single(torch.randn(ROWS, STEPS, FEATURES, generator=generator)), "y": single(torch.randn(ROWS, 10, generator=generator))}

        def forward():
            output = last(module, data["x"])
            return {"output": output}, ((output - data["y"]) ** 2).mean()

        return names(module, "Encode"), data, ["x"], forward
    return network


def states(kind, both=False):
    """Initial states as inputs, lengths of the rows, final states as outputs; those of the way back are called b and d."""
    def network(generator):
        module = fill(kind(FEATURES, 5, batch_first=True, bidirectional=both).double(), generator)
        count = 2 if kind is torch.nn.LSTM else 1
        ways = [["h", "c"][:count], ["b", "d"][:count]][:2 if both else 1]
        data = {"x": single(torch.randn(ROWS, STEPS, FEATURES, generator=generator))}
        for name in sum(ways, []):
            data[name] = single(torch.randn(ROWS, 5, generator=generator))
        data["lengths"] = torch.tensor([7, 1, 4, 6, 2], dtype=torch.float64)
        data["y"] = single(torch.randn(ROWS, 5, generator=generator))

        def forward():
            packed = torch.nn.utils.rnn.pack_padded_sequence(data["x"], data["lengths"].long(), batch_first=True, enforce_sorted=False)
            initial = tuple(torch.stack([data[way[i]] for way in ways]) for i in range(count))
            _, final = module(packed, initial if count == 2 else initial[0])
            final = final if count == 2 else (final,)
            after = {name: final[i][w] for w, way in enumerate(ways) for i, name in enumerate(way)}
            loss = sum(((state - data["y"]) ** 2).mean() for state in after.values())
            return {"Last": torch.cat([after[way[0]] for way in ways], -1)} | {"Next" + name.upper(): state for name, state in after.items()}, loss

        return names(module, "Encode"), data, ["x", *sum(ways, [])], forward
    return network


def write(path, tensors):
    header, blobs, offset = {}, [], 0
    for name, tensor in tensors.items():
        values = tensor.detach().flatten().tolist()
        blob = struct.pack(f"<{len(values)}f", *values)
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + len(blob)]}
        offset += len(blob)
        blobs.append(blob)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def make(name, network):
    parameters, data, inputs, forward = network(torch.Generator().manual_seed(1))
    for key in inputs:
        data[key].requires_grad_()
    outputs, loss = forward()
    loss.backward()
    tensors = {f"data.{key}": value for key, value in data.items()}
    tensors |= {f"before.{key}": part(value) for key, (value, part) in parameters.items()}
    tensors |= {f"output.{key}": value for key, value in outputs.items()} | {"loss": loss.reshape(1)}
    tensors |= {f"gradient.{key}": part(value.grad) for key, (value, part) in parameters.items()}
    tensors |= {f"gradient.{key}": data[key].grad for key in inputs}
    write(FOLDER / f"{name}.safetensors", tensors)


for kind in [torch.nn.RNN, torch.nn.LSTM, torch.nn.GRU]:
    make(f"{kind.__name__.lower()}-stack", stack(kind))
    make(f"{kind.__name__.lower()}-both", both(kind))
    make(f"{kind.__name__.lower()}-states", states(kind))
    make(f"{kind.__name__.lower()}-lengths", states(kind, both=True))
make("rnn-relu", both(functools.partial(torch.nn.RNN, nonlinearity="relu")))
