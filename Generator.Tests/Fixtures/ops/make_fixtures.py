"""Writes ops.json: every function of the definition language with inputs, outputs and gradients as PyTorch 1.13 computes them in double precision.

Run with Debian's python3 and its package python3-torch:  /usr/bin/python3 make_fixtures.py
An argument "@x" is the input x. The gradients are those of the sum of output * upstream.
"""
import json
import os

import torch
import torch.nn.functional as F

BATCH = 4
cases = []


def numbers(tensor):
    return [float(f"{value:.12g}") for value in tensor.detach().double().reshape(-1).tolist()]


def uniform(*sizes, low=-2.0, high=2.0):
    # Rounded to what single precision holds, so that generated code can be given exactly these values.
    return (torch.rand(BATCH, *sizes) * (high - low) + low).float().double()


def labels(classes, *sizes):
    return torch.randint(0, classes, (BATCH, *sizes))


def probabilities(*sizes):
    return torch.softmax(torch.randn(BATCH, *sizes) * 2, -1).float().double()


def case(function, inputs, compute, arguments=None):
    torch.manual_seed(len(cases) + 1)
    values = {name: make() for name, make in inputs.items()}
    for value in values.values():
        if value.is_floating_point():
            value.requires_grad_()
    outputs = compute(*values.values())
    outputs = list(outputs) if isinstance(outputs, (list, tuple)) else [outputs]
    upstream = [torch.randn_like(output).float().double() for output in outputs]
    wanted = {name: value for name, value in values.items() if value.requires_grad}
    gradients = [None] * len(wanted)
    if any(output.requires_grad for output in outputs):
        total = sum((output * weight).sum() for output, weight in zip(outputs, upstream))
        gradients = torch.autograd.grad(total, list(wanted.values()), allow_unused=True)
    cases.append({
        "function": function,
        "arguments": arguments or ["@" + name for name in inputs],
        "batch": BATCH,
        "inputs": [
            {"name": name, "shape": list(value.shape[1:]), "integer": not value.is_floating_point(), "data": numbers(value)}
            for name, value in values.items()
        ],
        "outputs": [
            {"shape": list(output.shape[1:]), "data": numbers(output), "upstream": numbers(weight)}
            for output, weight in zip(outputs, upstream)
        ],
        "gradients": {name: numbers(gradient) for name, gradient in zip(wanted, gradients) if gradient is not None},
    })


def row_mean(x):
    return x.reshape(BATCH, -1).mean(-1)


def unary(function, compute, low=-3.0, high=3.0, arguments=()):
    case(function, {"x": lambda: uniform(2, 5, low=low, high=high)}, compute, ["@x", *arguments])


def binary(function, compute, low=-2.0, high=2.0):
    for left, right in (((3,), (3,)), ((2, 3), (3,)), ((2, 1), (4,)), ((), (2, 2))):
        def align(a, b):
            while a.dim() < b.dim():
                a = a.unsqueeze(1)
            while b.dim() < a.dim():
                b = b.unsqueeze(1)
            return compute(a, b)
        case(function, {"a": lambda: uniform(*left, low=low, high=high), "b": lambda: uniform(*right, low=low, high=high)},
             lambda a, b: align(a, b))


unary("Relu", F.relu)
unary("LeakyRelu", lambda x: F.leaky_relu(x, 0.2), arguments=(0.2,))
unary("Elu", lambda x: F.elu(x, 1.5), arguments=(1.5,))
unary("Gelu", F.gelu)
unary("Silu", F.silu)
unary("Tanh", torch.tanh)
unary("Sigmoid", torch.sigmoid, -30, 30)
unary("Softplus", lambda x: torch.logaddexp(x, torch.zeros_like(x)), -30, 30)
unary("Softmax", lambda x: torch.softmax(x, -1), -20, 20)
unary("LogSoftmax", lambda x: torch.log_softmax(x, -1), -20, 20)
unary("Exp", torch.exp)
unary("Log", torch.log, 0.1, 4)
unary("Sqrt", torch.sqrt, 0.1, 4)
unary("Abs", torch.abs)
unary("Square", torch.square)
unary("Erf", torch.erf)
unary("Clamp", lambda x: torch.clamp(x, -1, 1.5), arguments=(-1, 1.5))
unary("Flatten", lambda x: x.reshape(BATCH, -1))
unary("StopGradient", lambda x: x.detach())
for exponent in (2, 3, 0.5, -2, 1.7):
    unary("Pow", lambda x: torch.pow(x, exponent), 0.2, 3, arguments=(exponent,))
unary("Pow", lambda x: torch.pow(x, 3), arguments=(3,))
case("Pow", {"x": lambda: uniform(3, low=0.2), "exponent": lambda: uniform(3)}, torch.pow)
binary("Min", torch.minimum)
binary("Max", torch.maximum)
case("Where", {"x": lambda: uniform(3), "a": lambda: uniform(2, 3), "b": lambda: uniform(1)},
     lambda x, a, b: torch.where((x > 0).unsqueeze(1), a, b.unsqueeze(1)), ["@x > 0", "@a", "@b"])
for name, compute in (("Sum", torch.sum), ("Mean", torch.mean), ("ReduceMax", torch.amax), ("ReduceMin", torch.amin)):
    case(name, {"x": lambda: uniform(2, 3, 4)}, lambda x: compute(x, (-3, -2, -1)), ["@x"])
    case(name, {"x": lambda: uniform(2, 3, 4)}, lambda x: compute(x, (-2, -1)), ["@x", 2])
    case(name, {"x": lambda: uniform(2, 3)}, lambda x: compute(x, (-1,), keepdim=True), ["@x", 1, True])
case("Concat", {"a": lambda: uniform(2, 3), "b": lambda: uniform(2, 1), "c": lambda: uniform(2, 2)},
     lambda a, b, c: torch.cat((a, b, c), -1), [["@a", "@b", "@c"]])
case("ConcatAlong", {"a": lambda: uniform(2, 3), "b": lambda: uniform(1, 3)}, lambda a, b: torch.cat((a, b), 1), [0, ["@a", "@b"]])
case("Slice", {"x": lambda: uniform(2, 6)}, lambda x: x[..., 1:4], ["@x", 1, 3])
case("Slice", {"x": lambda: uniform(5, 2)}, lambda x: x[:, 2:4], ["@x", 2, 2, 0])
case("Split", {"x": lambda: uniform(2, 6)}, lambda x: torch.split(x, 2, -1), ["@x", 3])
case("Split", {"x": lambda: uniform(4, 3)}, lambda x: torch.split(x, 2, 1), ["@x", 2, 0])
case("Reshape", {"x": lambda: uniform(2, 6)}, lambda x: x.reshape(BATCH, 3, 4), ["@x", [3, -1]])
case("Transpose", {"x": lambda: uniform(2, 3, 4)}, lambda x: x.transpose(-1, -2), ["@x", []])
case("Transpose", {"x": lambda: uniform(2, 3, 4)}, lambda x: x.permute(0, 3, 1, 2), ["@x", [2, 0, 1]])
case("MatMul", {"a": lambda: uniform(2, 3), "b": lambda: uniform(3, 4)}, torch.matmul)
case("MatMul", {"a": lambda: uniform(5, 2, 3), "b": lambda: uniform(5, 3, 2)}, torch.matmul)
case("MatMul", {"a": lambda: uniform(3), "b": lambda: uniform(3, 2)}, lambda a, b: torch.einsum("bk,bkn->bn", a, b))
case("MatMul", {"a": lambda: uniform(2, 3), "b": lambda: uniform(3)}, lambda a, b: torch.einsum("bmk,bk->bm", a, b))
case("MatMul", {"a": lambda: uniform(3), "b": lambda: uniform(3)}, lambda a, b: (a * b).sum(-1))
case("MatMul", {"a": lambda: uniform(2, 2, 3), "b": lambda: uniform(3, 2)}, lambda a, b: torch.matmul(a, b.unsqueeze(1)))
case("OneHot", {"labels": lambda: labels(4, 2)}, lambda labels: F.one_hot(labels, 4).double(), ["@labels", 4])

for sizes in ((), (1,), (3,), (2, 3)):
    pair = {"prediction": lambda: uniform(*sizes), "target": lambda: uniform(*sizes)}
    case("Mse", pair, lambda prediction, target: row_mean((prediction - target) ** 2))
    case("Mae", pair, lambda prediction, target: row_mean((prediction - target).abs()))
    case("Huber", pair, lambda prediction, target: row_mean(F.huber_loss(prediction, target, reduction="none", delta=0.7)),
         ["@prediction", "@target", 0.7])
    case("BinaryCrossEntropy", {"logits": lambda: uniform(*sizes, low=-20, high=20), "target": lambda: uniform(*sizes, low=0, high=1)},
         lambda logits, target: row_mean(F.binary_cross_entropy_with_logits(logits, target, reduction="none")))
    case("GaussianNll", {"mean": lambda: uniform(*sizes), "sigma": lambda: uniform(*sizes, low=0.3), "target": lambda: uniform(*sizes)},
         lambda mean, sigma, target: row_mean(-torch.distributions.Normal(mean, sigma).log_prob(target)))
case("GaussianNll", {"mean": lambda: uniform(3), "sigma": lambda: uniform(1, low=0.3), "target": lambda: uniform(3)},
     lambda mean, sigma, target: row_mean(-torch.distributions.Normal(mean, sigma).log_prob(target)))

for positions in ((), (3,)):
    def cross_entropy(logits, target):
        log = torch.log_softmax(logits, -1)
        picked = -(target * log).sum(-1) if target.is_floating_point() else -log.gather(-1, target.unsqueeze(-1)).squeeze(-1)
        return row_mean(picked)

    def nll(logProbabilities, target):
        log = logProbabilities
        picked = -(target * log).sum(-1) if target.is_floating_point() else -log.gather(-1, target.unsqueeze(-1)).squeeze(-1)
        return row_mean(picked)

    for target in (lambda: labels(5, *positions), lambda: probabilities(*positions, 5)):
        case("CrossEntropy", {"logits": lambda: uniform(*positions, 5, low=-9, high=9), "target": target}, cross_entropy)
        case("Nll", {"logProbabilities": lambda: uniform(*positions, 5, low=-5, high=0), "target": target}, nll)
        for count in (1, 2):
            def top(scores, target):
                truth = target.argmax(-1) if target.is_floating_point() else target
                return row_mean((scores.topk(count, -1).indices == truth.unsqueeze(-1)).any(-1).double())
            case("Accuracy" if count == 1 else "TopKAccuracy", {"scores": lambda: uniform(*positions, 5), "target": target}, top,
                 ["@scores", "@target"] + ([] if count == 1 else [count]))
    case("KlDivergence", {"logProbabilities": lambda: uniform(*positions, 5, low=-5, high=0), "target": lambda: probabilities(*positions, 5)},
         lambda logProbabilities, target: row_mean(F.kl_div(logProbabilities, target, reduction="none").sum(-1)))
case("BinaryAccuracy", {"logits": lambda: uniform(3), "target": lambda: (uniform(3) > 0).double()},
     lambda logits, target: row_mean(((logits > 0) == (target > 0.5)).double()))
case("R2", {"prediction": lambda: uniform(2), "target": lambda: uniform(2)},
     lambda prediction, target: torch.cat(((target - prediction) ** 2, target, target ** 2), -1))
unary("Softsign", F.softsign)
for function, compute in (("ArgMax", torch.argmax), ("ArgMin", torch.argmin)):
    case(function, {"x": lambda: uniform(5)}, lambda x, compute=compute: compute(x, -1).double())
    case(function, {"x": lambda: uniform(3, 4)}, lambda x, compute=compute: compute(x, -1).double())
unary("Selu", F.selu)
unary("GeluTanh", lambda x: x / 2 * (1 + torch.tanh((2 / torch.pi) ** 0.5 * (x + 0.044715 * x ** 3))))
unary("HardSigmoid", F.hardsigmoid, -5, 5)
unary("HardSwish", F.hardswish, -5, 5)
unary("HardTanh", F.hardtanh)
unary("Mish", F.mish)
unary("LogSigmoid", F.logsigmoid, -30, 30)
unary("Relu6", F.relu6, -3, 9)
unary("Celu", lambda x: F.celu(x, 0.75), arguments=(0.75,))
unary("SoftShrink", lambda x: F.softshrink(x, 0.25), arguments=(0.25,))
unary("HardShrink", lambda x: F.hardshrink(x, 0.25), arguments=(0.25,))
unary("TanhShrink", F.tanhshrink)
unary("Squareplus", lambda x: (x + torch.sqrt(x ** 2 + 1.5)) / 2, arguments=(1.5,))
unary("Softmin", lambda x: F.softmin(x, -1), -20, 20)
unary("Normalize", lambda x: F.normalize(x, dim=-1))
case("Glu", {"x": lambda: uniform(3, 6)}, lambda x: F.glu(x, -1))
case("Glu", {"x": lambda: uniform(4, 3)}, lambda x: F.glu(x, 1), ["@x", 0])
for name, compute in (("Variance", lambda x, axes, keepdim=False: torch.var(x, axes, unbiased=False, keepdim=keepdim)),
                      ("LogSumExp", torch.logsumexp), ("Norm", lambda x, axes, keepdim=False: torch.linalg.vector_norm(x, 2, axes, keepdim))):
    case(name, {"x": lambda: uniform(2, 3, 4)}, lambda x: compute(x, (-3, -2, -1)), ["@x"])
    case(name, {"x": lambda: uniform(2, 3, 4)}, lambda x: compute(x, (-2, -1)), ["@x", 2])
    case(name, {"x": lambda: uniform(2, 3)}, lambda x: compute(x, (-1,), keepdim=True), ["@x", 1, True])
case("CosineSimilarity", {"a": lambda: uniform(5), "b": lambda: uniform(5)}, lambda a, b: F.cosine_similarity(a, b, dim=-1))
case("CosineSimilarity", {"a": lambda: uniform(3, 4), "b": lambda: uniform(4)},
     lambda a, b: F.cosine_similarity(a, b.unsqueeze(1), dim=-1))
case("Stack", {"a": lambda: uniform(2, 3), "b": lambda: uniform(2, 3)}, lambda a, b: torch.stack((a, b), 1), [["@a", "@b"]])
case("StackAlong", {"a": lambda: uniform(2, 3), "b": lambda: uniform(2, 3)}, lambda a, b: torch.stack((a, b), -1), [-1, ["@a", "@b"]])
case("Unstack", {"x": lambda: uniform(3, 2)}, lambda x: torch.unbind(x, 1), ["@x"])
case("Unstack", {"x": lambda: uniform(3, 2)}, lambda x: torch.unbind(x, -1), ["@x", 1])
case("Pad", {"x": lambda: uniform(2, 3)}, lambda x: F.pad(x, (1, 2)), ["@x", 1, 2])
case("Pad", {"x": lambda: uniform(3, 2)}, lambda x: F.pad(x, (0, 0, 2, 1), value=-1.5), ["@x", 2, 1, 0, -1.5])
case("Tile", {"x": lambda: uniform(2, 3)}, lambda x: torch.tile(x, (1, 3, 2)), ["@x", [3, 2]])
case("Tile", {"x": lambda: uniform(3)}, lambda x: torch.tile(x.unsqueeze(1), (1, 2, 3)), ["@x", [2, 3]])
case("Repeat", {"x": lambda: uniform(2, 3)}, lambda x: torch.repeat_interleave(x, 2, 1), ["@x", 2, 0])
case("Repeat", {"x": lambda: uniform(2, 3)}, lambda x: torch.repeat_interleave(x, 3, -1), ["@x", 3])
case("BroadcastTo", {"x": lambda: uniform(2, 1)}, lambda x: torch.broadcast_to(x.unsqueeze(1), (BATCH, 3, 2, 4)), ["@x", [3, 2, 4]])
unary("Sin", torch.sin, -20, 20)
unary("Cos", torch.cos, -20, 20)
for shape, indices in (((4, 3), (5,)), ((4,), ()), ((3, 2, 2), (2, 2))):
    case("Gather", {"values": lambda: uniform(*shape), "indices": lambda: labels(shape[0], *indices)},
         lambda values, indices: torch.stack([values[row][indices[row]] for row in range(BATCH)]))
case("Take", {"x": lambda: uniform(4, 3)}, lambda x: torch.index_select(x, 1, torch.tensor([3, 0, 0])), ["@x", 0, [3, 0, 0]])
case("Take", {"x": lambda: uniform(4, 3)}, lambda x: torch.index_select(x, 2, torch.tensor([1])), ["@x", -1, [1]])
case("CumSum", {"x": lambda: uniform(2, 5)}, lambda x: torch.cumsum(x, -1), ["@x"])
case("CumSum", {"x": lambda: uniform(4, 3)}, lambda x: torch.cumsum(x, 1), ["@x", 0])


def attention(heads, mask=None):
    def compute(q, k, v, *masks):
        def split(x):
            return x.reshape(*x.shape[:2], heads, -1).transpose(1, 2)
        scores = split(q) @ split(k).transpose(-1, -2) / (q.shape[-1] // heads) ** 0.5
        if mask is not None:
            scores = scores.masked_fill(~mask(scores, *masks), -1e30)
        return (torch.softmax(scores, -1) @ split(v)).transpose(1, 2).reshape(q.shape[0], q.shape[1], -1)
    return compute


def causal(scores, *_):
    return torch.ones(scores.shape[-2:], dtype=torch.bool).tril()


triple = {"q": lambda: uniform(5, 6), "k": lambda: uniform(5, 6), "v": lambda: uniform(5, 4)}
case("Attention", {"q": lambda: uniform(3, 6), "k": lambda: uniform(5, 6), "v": lambda: uniform(5, 4)}, attention(1))
case("Attention", triple, attention(2), ["@q", "@k", "@v", 2])
case("Attention", triple, attention(2, causal), ["@q", "@k", "@v", 2, True])
case("MaskedAttention", {**triple, "mask": lambda: uniform(5)}, attention(2, lambda scores, mask: (mask > 0)[:, None, None, :]),
     ["@q", "@k", "@v", "@mask > 0", 2])
case("MaskedAttention", {**triple, "mask": lambda: uniform(1, 5, 5, low=-1)},
     attention(2, lambda scores, mask: (mask > 0) & causal(scores)), ["@q", "@k", "@v", "@mask > 0", 2, True])

for smoothing in (0.2, 1.0):
    for target in (lambda: labels(5, 3), lambda: probabilities(3, 5)):
        case("CrossEntropy", {"logits": lambda: uniform(3, 5, low=-9, high=9), "target": target}, lambda logits, target: row_mean(F.cross_entropy(
            logits.transpose(1, 2), target if target.dim() == 2 else target.transpose(1, 2), reduction="none", label_smoothing=smoothing)),
             ["@logits", "@target", smoothing])
case("BinaryCrossEntropy", {"logits": lambda: uniform(3), "target": lambda: uniform(3, low=0, high=1)},
     lambda logits, target: row_mean(F.binary_cross_entropy_with_logits(logits, target * 0.7 + 0.15, reduction="none")), ["@logits", "@target", 0.3])


def signs(*sizes):
    return torch.randint(0, 2, (BATCH, *sizes)).double() * 2 - 1


def binary_targets(*sizes):
    return torch.randint(0, 2, (BATCH, *sizes)).double()


def sigmoid_focal(logits, target, gamma, alpha):
    # torchvision.ops.sigmoid_focal_loss
    p = torch.sigmoid(logits)
    entropy = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    wrong = 1 - (p * target + (1 - p) * (1 - target))
    return row_mean((alpha * target + (1 - alpha) * (1 - target)) * entropy * wrong ** gamma)


def focal(logits, target, gamma):
    log = torch.log_softmax(logits, -1)
    weights = target if target.is_floating_point() else F.one_hot(target, logits.shape[-1]).double()
    return row_mean(-(weights * (1 - log.exp()) ** gamma * log).sum(-1))


for sizes in ((), (2, 3)):
    case("Hinge", {"score": lambda: uniform(*sizes), "target": lambda: signs(*sizes)}, lambda score, target: row_mean(torch.relu(1 - target * score)))
    case("SquaredHinge", {"score": lambda: uniform(*sizes), "target": lambda: signs(*sizes)},
         lambda score, target: row_mean(torch.relu(1 - target * score) ** 2))
    case("LogCosh", {"prediction": lambda: uniform(*sizes), "target": lambda: uniform(*sizes)},
         lambda prediction, target: row_mean(torch.log(torch.cosh(prediction - target))))
    case("PoissonNll", {"logRate": lambda: uniform(*sizes), "target": lambda: uniform(*sizes, low=0, high=4)},
         lambda logRate, target: row_mean(F.poisson_nll_loss(logRate, target, reduction="none")))
    case("Msle", {"prediction": lambda: uniform(*sizes, low=0, high=4), "target": lambda: uniform(*sizes, low=0, high=4)},
         lambda prediction, target: row_mean((torch.log1p(prediction) - torch.log1p(target)) ** 2))
    case("Mape", {"prediction": lambda: uniform(*sizes), "target": lambda: uniform(*sizes, low=0.2, high=2)},
         lambda prediction, target: row_mean(100 * (prediction - target).abs() / target.abs().clamp(min=0.5)), ["@prediction", "@target", 0.5])
    for gamma, alpha in ((2, 0.25), (1.5, 0.6)):
        case("BinaryFocal", {"logits": lambda: uniform(*sizes, low=-4, high=4), "target": lambda: binary_targets(*sizes)},
             lambda logits, target: sigmoid_focal(logits, target, gamma, alpha), ["@logits", "@target", gamma, alpha])
for positions in ((), (3,)):
    for target in (lambda: labels(5, *positions), lambda: probabilities(*positions, 5)):
        case("Focal", {"logits": lambda: uniform(*positions, 5, low=-4, high=4), "target": target},
             lambda logits, target: focal(logits, target, 2), ["@logits", "@target"])
        case("Focal", {"logits": lambda: uniform(*positions, 5, low=-4, high=4), "target": target},
             lambda logits, target: focal(logits, target, 1.3), ["@logits", "@target", 1.3])
    case("MultiMargin", {"scores": lambda: uniform(*positions, 5), "target": lambda: labels(5, *positions)},
         lambda scores, target: row_mean(F.multi_margin_loss(scores.reshape(-1, 5), target.reshape(-1), margin=0.7, reduction="none")),
         ["@scores", "@target", 0.7])
    case("Contrastive", {"a": lambda: uniform(*positions, 3), "b": lambda: uniform(*positions, 3), "same": lambda: binary_targets(*positions)},
         lambda a, b, same: row_mean((same * (a - b).norm(dim=-1) ** 2 + (1 - same) * torch.relu(2.5 - (a - b).norm(dim=-1)) ** 2) / 2),
         ["@a", "@b", "@same", 2.5])
    case("Triplet", {name: lambda: uniform(*positions, 3) for name in ("anchor", "positive", "negative")},
         lambda anchor, positive, negative: row_mean(torch.relu((anchor - positive).norm(dim=-1) - (anchor - negative).norm(dim=-1) + 1)))
    case("CosineEmbedding", {"a": lambda: uniform(*positions, 3), "b": lambda: uniform(*positions, 3), "target": lambda: signs(*positions)},
         lambda a, b, target: row_mean(F.cosine_embedding_loss(
             a.reshape(-1, 3), b.reshape(-1, 3), target.reshape(-1), margin=-0.3, reduction="none")), ["@a", "@b", "@target", -0.3])


def class_counts(answered, true, classes):
    return torch.cat([(mask.reshape(BATCH, -1, classes)).double().sum(1) for mask in (answered & true, answered, true)], -1)


for name in ("Precision", "Recall", "F1"):
    for positions in ((), (3,)):
        case(name, {"scores": lambda: uniform(*positions, 4), "target": lambda: labels(4, *positions)},
             lambda scores, target: class_counts(F.one_hot(scores.argmax(-1), 4) > 0, F.one_hot(target, 4) > 0, 4))
    case(name, {"scores": lambda: uniform(3), "target": lambda: binary_targets(3)},
         lambda scores, target: class_counts(scores > 0, target > 0.5, 3))
case("Auc", {"scores": lambda: uniform(2), "target": lambda: binary_targets(2)}, lambda scores, target: torch.cat((scores, target), -1))
for count in (1, 2):
    def chosen(weights):
        return torch.zeros_like(weights).scatter(-1, weights.topk(count, -1).indices, 1.0)

    def load_balance(weights):
        return weights.shape[-1] * (chosen(weights).mean(0).detach() / count * weights).sum(-1)

    case("LoadBalance", {"weights": lambda: uniform(5)}, load_balance, ["@weights", count])
    case("ExpertLoad", {"weights": lambda: uniform(5)}, lambda weights: chosen(weights).detach(), ["@weights", count])
case("RouterZ", {"logits": lambda: uniform(5)}, lambda logits: torch.logsumexp(logits, -1) ** 2)
case("StraightThrough", {"a": lambda: uniform(3), "b": lambda: uniform(3)}, lambda a, b: b + (a - b).detach())
for count in (1, 2):
    def drops(weights):
        chosen = torch.zeros_like(weights).scatter(-1, weights.topk(count, -1).indices, 1.0)
        return torch.cat((chosen, torch.full_like(chosen[..., :1], 1.5 * count / weights.shape[-1])), -1).detach()

    case("ExpertDrops", {"weights": lambda: uniform(5)}, drops, ["@weights", 1.5, count])

case("Position", {"index": lambda: labels(4)}, lambda index: index.double(), ["@index", 4])
case("Position", {"index": lambda: labels(7, 2) - 2}, lambda index: torch.where((index >= 0) & (index < 4), index, 0).double(), ["@index", 4])

for blank in (0, 3):
    def ctc(logits, labels, steps, count):
        return F.ctc_loss(torch.log_softmax(logits, -1).transpose(0, 1), labels, steps, count, blank=blank, reduction="none")

    # What stands behind the labels of a row does not count.
    case("Ctc", {"logits": lambda: uniform(7, 4), "labels": lambda: torch.tensor([[2, 2, 1], [1, 2, -1], [2, 9, 9], [0, 0, 0]]),
                 "steps": lambda: torch.tensor([7, 3, 5, 7]), "count": lambda: torch.tensor([3, 2, 1, 0])}, ctc,
         ["@logits", "@labels", "@steps", "@count", blank])

case("Ctc", {"logits": lambda: uniform(3, 4), "labels": lambda: torch.tensor([[2, 2, 1], [1, 2, 3], [3, 3, 0], [0, 0, 0]]),
             "steps": lambda: torch.tensor([3, 3, 3, 2]), "count": lambda: torch.tensor([3, 3, 2, 0])},
     lambda logits, labels, steps, count: F.ctc_loss(
         torch.log_softmax(logits, -1).transpose(0, 1), labels, steps, count, blank=0, reduction="none", zero_infinity=True),
     ["@logits", "@labels", "@steps", "@count", 0, True])

# What the user writes between two values; conditions as 0 and 1.
binary("+", torch.add)
binary("-", torch.sub)
binary("*", torch.mul)
binary("/", torch.div, 0.3)
for name, compute in ((">", torch.gt), ("<", torch.lt), (">=", torch.ge), ("<=", torch.le), ("==", torch.eq), ("!=", torch.ne)):
    case(name, {"a": lambda: torch.round(uniform(2, 3)), "b": lambda: torch.round(uniform(3))},
         lambda a, b: compute(a, b.unsqueeze(1)).double(), ["@a", "@b"])
for name, compute in (("&", torch.logical_and), ("|", torch.logical_or)):
    case(name, {"a": lambda: uniform(2, 3), "b": lambda: uniform(3)}, lambda a, b: compute(a > 0, (b > 0).unsqueeze(1)).double(), ["@a > 0", "@b > 0"])

unary("Normalize", lambda x: F.normalize(x, dim=-1, eps=4.0), arguments=(4,))
case("CosineSimilarity", {"a": lambda: uniform(3, 4), "b": lambda: uniform(3, 4)},
     lambda a, b: (a * b).sum(-1) / (a.norm(dim=-1).clamp(min=2.5) * b.norm(dim=-1).clamp(min=2.5)), ["@a", "@b", 2.5])
for positions in ((), (3,)):
    case("Triplet", {name: lambda: uniform(*positions, 3) for name in ("anchor", "positive", "negative")},
         lambda anchor, positive, negative: row_mean(F.triplet_margin_loss(anchor, positive, negative, margin=2.5, eps=0, reduction="none")),
         ["@anchor", "@positive", "@negative", 2.5])

unary("Log1p", torch.log1p, -0.9, 3)
unary("Expm1", torch.expm1)
unary("Floor", lambda x: torch.floor(x).detach())
unary("Round", lambda x: torch.round(x).detach())
unary("Sign", lambda x: torch.sign(x).detach())
case("Flip", {"x": lambda: uniform(2, 3)}, lambda x: torch.flip(x, (-1,)), ["@x"])
case("Flip", {"x": lambda: uniform(4, 3)}, lambda x: torch.flip(x, (1,)), ["@x", 0])
for positions in ((), (3,)):
    def categorical_hinge(scores, target):
        # keras.losses.categorical_hinge
        true = target if target.is_floating_point() else F.one_hot(target, 5).double()
        return row_mean(torch.relu(((1 - true) * scores).amax(-1) - (true * scores).sum(-1) + 1))

    for target in (lambda: labels(5, *positions), lambda: probabilities(*positions, 5)):
        case("CategoricalHinge", {"scores": lambda: uniform(*positions, 5), "target": target}, categorical_hinge)


def tversky(p, t, alpha, beta):
    # keras.losses.tversky, for each row
    p, t = p.reshape(BATCH, -1), t.reshape(BATCH, -1)
    right = (t * p).sum(-1)
    return 1 - (right + 1e-7) / (right + alpha * ((1 - t) * p).sum(-1) + beta * (t * (1 - p)).sum(-1) + 1e-7)


def dice(p, t):
    p, t = p.reshape(BATCH, -1), t.reshape(BATCH, -1)
    return 1 - (2 * (t * p).sum(-1) + 1e-7) / (t.sum(-1) + p.sum(-1) + 1e-7)


for sizes in ((5,), (2, 3)):
    region = {"probabilities": lambda: uniform(*sizes, low=0.05, high=0.95), "target": lambda: binary_targets(*sizes)}
    case("Dice", region, dice)
    case("Tversky", region, lambda p, t: tversky(p, t, 0.5, 0.5))
    case("Tversky", region, lambda p, t: tversky(p, t, 0.3, 0.8), ["@probabilities", "@target", 0.3, 0.8])
    ranked = {"a": lambda: uniform(*sizes), "b": lambda: uniform(*sizes), "target": lambda: signs(*sizes)}
    case("MarginRanking", ranked, lambda a, b, target: row_mean(F.margin_ranking_loss(a, b, target, reduction="none")))
    case("MarginRanking", ranked, lambda a, b, target: row_mean(F.margin_ranking_loss(a, b, target, margin=0.7, reduction="none")), ["@a", "@b", "@target", 0.7])
case("Rmse", {"prediction": lambda: uniform(2, 2), "target": lambda: uniform(2, 2)}, lambda prediction, target: ((target - prediction) ** 2).reshape(BATCH, 4))
for positions in ((), (3,)):
    case("MeanIoU", {"scores": lambda: uniform(*positions, 4), "target": lambda: labels(4, *positions)},
         lambda scores, target: class_counts(F.one_hot(scores.argmax(-1), 4) > 0, F.one_hot(target, 4) > 0, 4))

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "ops.json")
with open(path, "w", encoding="utf-8", newline="\n") as file:
    file.write("[\n" + ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in cases) + "\n]\n")
print(len(cases), "cases")
