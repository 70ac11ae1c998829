"""Writes layers.json: layers with input, parameters, output and all gradients as PyTorch 1.13 computes them in double precision.

Run with Debian's python3 and its package python3-torch:  /usr/bin/python3 make_fixtures.py
Shapes are without the batch. The gradients are those of the sum of output * upstream; that of the input is called x.
"""
import json
import os

import torch
import torch.nn.functional as F

BATCH = 4
cases = []


def rounded(tensor):
    # To what single precision holds, so that generated code can be given exactly these values.
    return tensor.float().double()


def numbers(tensor):
    return [float(f"{value:.12g}") for value in tensor.detach().double().reshape(-1).tolist()]


def case(attribute, input_shape, parameters, compute, integers=None):
    """compute takes x [batch, ...] and a tensor for each parameter, by name; x is numbers, or integers below `integers`."""
    torch.manual_seed(len(cases) + 1)
    if integers is None:
        x = rounded(torch.randn(BATCH, *input_shape)).requires_grad_()
    else:
        x = torch.randint(0, integers, (BATCH, *input_shape))
    values = {name: rounded(torch.randn(*shape)).requires_grad_() for name, shape in parameters.items()}
    output = compute(x, **values)
    upstream = rounded(torch.randn_like(output))
    wanted = {"x": x, **values} if integers is None else values
    gradients = torch.autograd.grad((output * upstream).sum(), list(wanted.values()))
    cases.append({
        "attribute": attribute,
        "batch": BATCH,
        "input": {"shape": list(input_shape), "integer": integers is not None, "data": numbers(x)},
        "parameters": [{"name": name, "shape": list(value.shape), "data": numbers(value)} for name, value in values.items()],
        "output": {"shape": list(output.shape[1:]), "data": numbers(output), "upstream": numbers(upstream)},
        "gradients": {name: numbers(gradient) for name, gradient in zip(wanted, gradients)},
    })


def affine(*shape):
    return {"scale": shape, "bias": shape}


def rms(x, axes, epsilon):
    return x / torch.sqrt((x ** 2).mean(axes, keepdim=True) + epsilon)


def group_norm(x, groups, scale=None, bias=None):
    # PyTorch has the channels first.
    return F.group_norm(x.movedim(-1, 1), groups, scale, bias, 1e-5).movedim(1, -1)


case("Dense(3, Activation.Tanh)", (5, 4), {"kernel": (4, 3), "bias": (3,)}, lambda x, kernel, bias: torch.tanh(x @ kernel + bias))
case("LayerNorm", (7,), affine(7), lambda x, scale, bias: F.layer_norm(x, (7,), scale, bias))
case("LayerNorm", (5, 19), affine(19), lambda x, scale, bias: F.layer_norm(x, (19,), scale, bias))
case("LayerNorm(Axes = 2, Epsilon = 1e-3f)", (2, 3, 5), affine(3, 5), lambda x, scale, bias: F.layer_norm(x, (3, 5), scale, bias, 1e-3))
case("LayerNorm(UseScale = false)", (3, 6), {"bias": (6,)}, lambda x, bias: F.layer_norm(x, (6,), None, bias))
case("RmsNorm", (6,), {"scale": (6,)}, lambda x, scale: rms(x, -1, 1e-6) * scale)
case("RmsNorm(Axes = 2, Epsilon = 1e-2f)", (3, 6), {"scale": (3, 6)}, lambda x, scale: rms(x, (-2, -1), 1e-2) * scale)
case("RmsNorm(UseScale = false)", (3, 17), {}, lambda x: rms(x, -1, 1e-6))
case("GroupNorm(2)", (5, 6), affine(6), lambda x, scale, bias: group_norm(x, 2, scale, bias))
case("GroupNorm(3)", (2, 4, 6), affine(6), lambda x, scale, bias: group_norm(x, 3, scale, bias))
case("GroupNorm(4)", (3, 3, 4), affine(4), lambda x, scale, bias: group_norm(x, 4, scale, bias))
case("GroupNorm(1, UseBias = false)", (5, 4), {"scale": (4,)}, lambda x, scale: group_norm(x, 1, scale))
case("GroupNorm(2, UseScale = false, UseBias = false)", (8,), {}, lambda x: group_norm(x.unsqueeze(1), 2).squeeze(1))
case("Prelu", (3, 5), {"slope": (5,)}, lambda x, slope: torch.where(x > 0, x, slope * x))
case("Prelu(Shared = true)", (3, 5), {"slope": (1,)}, lambda x, slope: F.prelu(x, slope))


def multi_head_attention(heads, causal):
    def compute(x, queryKernel, queryBias, keyKernel, keyBias, valueKernel, valueBias, outputKernel, outputBias):
        # PyTorch has positions first and its kernels transposed.
        x = x.transpose(0, 1)
        mask = torch.ones(len(x), len(x), dtype=torch.bool).triu(1) if causal else None
        y, _ = F.multi_head_attention_forward(
            x, x, x, x.shape[-1], heads, torch.cat((queryKernel.T, keyKernel.T, valueKernel.T)), torch.cat((queryBias, keyBias, valueBias)),
            None, None, False, 0.0, outputKernel.T, outputBias, attn_mask=mask)
        return y.transpose(0, 1)
    return compute


def projections(size):
    return {name + role: shape for name in ("query", "key", "value", "output") for role, shape in (("Kernel", (size, size)), ("Bias", (size,)))}


def waves(x, base):
    t, i = torch.meshgrid(torch.arange(x.shape[1]), torch.arange(x.shape[2]), indexing="ij")
    angle = t / base ** (2.0 * (i // 2) / x.shape[2])
    return x + torch.where(i % 2 == 0, torch.sin(angle), torch.cos(angle))


case("MultiHeadAttention(2)", (5, 6), projections(6), multi_head_attention(2, False))
case("MultiHeadAttention(3, Causal = true)", (4, 6), projections(6), multi_head_attention(3, True))
case("Embedding(7, 5)", (6,), {"embeddings": (7, 5)}, lambda x, embeddings: F.embedding(x, embeddings), integers=7)
case("Embedding(9, 17, Sparse = false)", (2, 3), {"embeddings": (9, 17)}, lambda x, embeddings: F.embedding(x, embeddings), integers=9)
case("Embedding(4, 3)", (), {"embeddings": (4, 3)}, lambda x, embeddings: F.embedding(x, embeddings), integers=4)
case("PositionEmbedding", (4, 3), {"positions": (4, 3)}, lambda x, positions: x + positions)
case("PositionalEncoding", (6, 8), {}, lambda x: waves(x, 10000))
case("PositionalEncoding(Base = 100)", (3, 2), {}, lambda x: waves(x, 100))

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "layers.json")
with open(path, "w", encoding="utf-8", newline="\n") as file:
    file.write("[\n" + ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in cases) + "\n]\n")
print(len(cases), "cases")
