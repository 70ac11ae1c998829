"""Reads and writes safetensors files with the standard library and NumPy only.

    python3 safetensors_numpy.py write DIRECTORY   writes the fixtures that the tests read
    python3 safetensors_numpy.py check FILE        reads a file strictly and prints what it holds
    python3 safetensors_numpy.py verify FILE       fails unless FILE holds what the tests wrote (netgen.safetensors)

The format: https://huggingface.co/docs/safetensors. NumPy has no bfloat16; its upper 16 bits of a float32 are made here.
"""
import json
import struct
import sys
from pathlib import Path

import numpy as np

TYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "U8": "u1", "BOOL": "?", "BF16": "<u2"}


def write(path, tensors, metadata=None):
    """tensors: name -> (type, array)."""
    header, offset, blobs = {}, 0, []
    if metadata:
        header["__metadata__"] = metadata
    for name, (kind, array) in tensors.items():
        blob = np.ascontiguousarray(array).astype(TYPES[kind]).tobytes()
        header[name] = {"dtype": kind, "shape": list(array.shape), "data_offsets": [offset, offset + len(blob)]}
        offset += len(blob)
        blobs.append(blob)
    text = json.dumps(header, ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    Path(path).write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def read(path):
    data = Path(path).read_bytes()
    (length,) = struct.unpack_from("<Q", data)
    assert (8 + length) % 8 == 0, "the values do not start at a multiple of 8"
    header = json.loads(data[8 : 8 + length])
    metadata, body, tensors, end = header.pop("__metadata__", {}), data[8 + length :], {}, 0
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        begin, stop = entry["data_offsets"]
        assert begin == end, f"{name} does not follow the tensor before it"
        tensors[name] = np.frombuffer(body[begin:stop], TYPES[entry["dtype"]]).reshape(entry["shape"])
        end = stop
    assert end == len(body), "bytes after the last tensor"
    return tensors, metadata


def fixtures(directory):
    values = np.array([0.0, -0.0, 1.0, -2.5, 65504.0, 6.1e-5, 1 / 3, np.inf, -np.inf, np.nan])
    bits = values.astype("<f4").view("<u4")
    write(
        Path(directory) / "numpy.safetensors",
        {
            "Trunk.0.kernel": ("F32", np.arange(6, dtype="f4").reshape(2, 3) / 4),
            "größe 神経": ("F64", values),
            "half": ("F16", values),
            "brain": ("BF16", (bits >> 16).astype("<u2")),
            "steps": ("I64", np.array([1, 2, 3])),
            "scalar": ("F32", np.array(42.0)),
            "empty": ("F32", np.zeros((0, 4))),
        },
        {"producer": "numpy", "note": 'quoted "text"'},
    )


def verify(path):
    tensors, metadata = read(path)
    assert metadata["netgen.version"] == "1" and metadata["netgen.network"] == 'Ridership "Model"', metadata
    assert list(tensors) == ["Trunk.0.kernel", "größe 神経", "scalar"], list(tensors)
    np.testing.assert_array_equal(tensors["Trunk.0.kernel"], np.arange(6, dtype="f4").reshape(2, 3) / 4)
    expected = np.array([0, -0.0, np.inf, np.nan, np.float32(1 / 3)], "f4")
    assert tensors["größe 神経"].tobytes() == expected.tobytes(), tensors["größe 神経"]
    assert tensors["scalar"].shape == () and tensors["scalar"] == 42


if __name__ == "__main__":
    command, argument = sys.argv[1:]
    if command == "write":
        fixtures(argument)
    elif command == "verify":
        verify(argument)
    else:
        tensors, metadata = read(argument)
        print(metadata)
        for name, array in tensors.items():
            print(name, array.dtype, array.shape)
