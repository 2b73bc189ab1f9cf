"""How a read model lies in the folder of an index: a file per array."""

from dataclasses import fields
from pathlib import Path

import numpy as np

from kb.search.read_model import ReadModel
from kb.search.sealed import Sealed

NAMES = tuple(field.name for field in fields(ReadModel))
MODEL = "model"


def save_read_model(model: ReadModel, folder: Path) -> None:
    """Write a model into the folder of an index."""
    (folder / MODEL).mkdir(mode=0o700)
    for name in NAMES:
        np.save(folder / _file_of(name), getattr(model, name), allow_pickle=False)


def open_read_model(sealed: Sealed) -> ReadModel:
    """Open a model; raise one of many errors where its files are damaged or do not fit together."""
    model = ReadModel(**{name: sealed.array(_file_of(name)) for name in NAMES})
    if not model.is_coherent:
        raise ValueError("the arrays of the read model do not fit together")
    return model


def _file_of(name: str) -> str:
    return f"{MODEL}/{name}.npy"
