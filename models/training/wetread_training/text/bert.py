"""The text encoder: a few layers of MiniLM (post-norm BERT) and a projection into the joint space."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .settings import TextConfig
from .wordpiece import minilm_folder, read_minilm_vocabulary

NORM_EPS = 1e-12


class BertLayer(nn.Module):
    """Self-attention and feed-forward, each followed by its norm."""

    def __init__(self, width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.attention_out = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, NORM_EPS)
        self.feed_in = nn.Linear(width, 4 * width)
        self.feed_out = nn.Linear(4 * width, width)
        self.feed_norm = nn.LayerNorm(width, NORM_EPS)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, width = x.shape

        def split(part: Tensor) -> Tensor:
            return part.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

        query, key, value = split(self.query(x)), split(self.key(x)), split(self.value(x))
        score = query @ key.transpose(2, 3) * ((width // self.heads) ** -0.5) + bias
        mixed = (score.softmax(dim=3) @ value).transpose(1, 2).reshape(batch, length, width)
        x = self.attention_norm(x + self.dropout(self.attention_out(mixed)))
        return self.feed_norm(x + self.dropout(self.feed_out(F.gelu(self.feed_in(x)))))


class TextEncoder(nn.Module):
    """`forward(input_ids, attention_mask)` int64 [N, L] -> float32 [N, dimensions], of unit length."""

    def __init__(self, vocabulary: int, config: TextConfig, dimensions: int = 256) -> None:
        super().__init__()
        width = config.width
        self.words = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(config.max_tokens, width)
        self.embed_norm = nn.LayerNorm(width, NORM_EPS)
        self.dropout = nn.Dropout(config.dropout)
        self.layers = nn.ModuleList(BertLayer(width, config.heads, config.dropout) for _ in config.layers)
        self.project = nn.Linear(width, dimensions)
        for table in (self.words, self.positions):
            nn.init.normal_(table.weight, std=0.02)

    def tokens(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Last hidden states [N, L, width]."""
        places = torch.arange(input_ids.shape[1], device=input_ids.device)
        x = self.dropout(self.embed_norm(self.words(input_ids) + self.positions(places)))
        bias = (1.0 - attention_mask.to(x.dtype)).unsqueeze(1).unsqueeze(1) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        weight = attention_mask.to(self.words.weight.dtype).unsqueeze(2)
        pooled = (self.tokens(input_ids, attention_mask) * weight).sum(dim=1) / weight.sum(dim=1)
        out = self.project(pooled)
        return out / out.square().sum(dim=1, keepdim=True).sqrt().clamp(min=1e-6)


class MaskedHead(nn.Module):
    """Predicts pieces from hidden states; its output matrix is the encoder's word table."""

    def __init__(self, encoder: TextEncoder) -> None:
        super().__init__()
        pieces, width = encoder.words.weight.shape
        self.transform = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width)
        self.bias = nn.Parameter(torch.zeros(pieces))
        nn.init.eye_(self.transform.weight)

    def forward(self, states: Tensor, words: Tensor) -> Tensor:
        return F.linear(self.norm(F.gelu(self.transform(states))), words, self.bias)


_LAYER_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "attention_out": "attention.output.dense",
    "attention_norm": "attention.output.LayerNorm",
    "feed_in": "intermediate.dense",
    "feed_out": "output.dense",
    "feed_norm": "output.LayerNorm",
}


def minilm_state() -> Mapping[str, Tensor]:
    from safetensors.torch import load_file

    return load_file(str(minilm_folder() / "model.safetensors"))


def load_minilm(
    encoder: TextEncoder, layers: tuple[int, ...], kept: list[int], state: Mapping[str, Tensor]
) -> None:
    """Copies the chosen layers, the kept rows of the word table and the first positions.

    The type-0 row, which BERT adds to every token, goes into the positions.
    """
    table = {
        "words.weight": state["embeddings.word_embeddings.weight"][kept],
        "positions.weight": state["embeddings.position_embeddings.weight"][: len(encoder.positions.weight)]
        + state["embeddings.token_type_embeddings.weight"][0],
        "embed_norm.weight": state["embeddings.LayerNorm.weight"],
        "embed_norm.bias": state["embeddings.LayerNorm.bias"],
    }
    for place, layer in enumerate(layers):
        for ours, theirs in _LAYER_NAMES.items():
            for kind in ("weight", "bias"):
                table[f"layers.{place}.{ours}.{kind}"] = state[f"encoder.layer.{layer}.{theirs}.{kind}"]
    missing, unexpected = encoder.load_state_dict(table, strict=False)
    if unexpected or set(missing) != {"project.weight", "project.bias"}:
        raise ValueError(f"MiniLM's weights do not fit: {missing} {unexpected}")


def build_text_encoder(config: TextConfig, pieces: list[str], dimensions: int = 256) -> TextEncoder:
    """An encoder over `pieces` (their ids are their places), from MiniLM where the settings ask for it."""
    encoder = TextEncoder(len(pieces), config, dimensions)
    if config.pretrained:
        full = read_minilm_vocabulary()
        load_minilm(encoder, config.layers, [full[piece] for piece in pieces], minilm_state())
    return encoder
