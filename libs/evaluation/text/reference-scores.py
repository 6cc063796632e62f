"""Prints reference-scores.json: the sentences of reference-texts.json, scored by the Python packages.

    pip install pycocoevalcap==1.2 numpy && python reference-scores.py > reference-scores.json
"""

import json
import pathlib
from importlib.metadata import version

from pycocoevalcap.bleu.bleu import Bleu
from pycocoevalcap.cider.cider import Cider
from pycocoevalcap.rouge.rouge import Rouge

here = pathlib.Path(__file__).parent
pairs = json.loads((here / "reference-texts.json").read_text())
texts = {row: [pair["text"]] for row, pair in enumerate(pairs)}
references = {row: [pair["reference"]] for row, pair in enumerate(pairs)}
bleu, _ = Bleu(4).compute_score(references, texts, verbose=0)
rouge, rouges = Rouge().compute_score(references, texts)
cider, ciders = Cider().compute_score(references, texts)
scores = {
    "by": {name: version(name) for name in ("pycocoevalcap", "numpy")},
    "bleu": [float(score) for score in bleu],
    "rougeL": float(rouge),
    "cider": float(cider),
    "rougeLOfEach": [float(score) for score in rouges],
    "ciderOfEach": [float(score) for score in ciders],
}
print(json.dumps(scores, indent=2))
