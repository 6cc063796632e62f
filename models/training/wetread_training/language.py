"""The report decoder: a small causal transformer with an explicit key/value cache."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

POSITIONS = 64
BOS_ID = 0
"""`<bos>` is the first token of every tokenizer that `tokens.py` learns."""


class DecoderLayer(nn.Module):
    """Pre-norm attention and feed-forward."""

    def __init__(self, width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.attention_norm = nn.LayerNorm(width)
        self.query_key_value = nn.Linear(width, 3 * width)
        self.attention_out = nn.Linear(width, width)
        self.feed_norm = nn.LayerNorm(width)
        self.feed_in = nn.Linear(width, 4 * width)
        self.feed_out = nn.Linear(4 * width, width)
        self.dropout = nn.Dropout(dropout)

    def forward(
        self, x: Tensor, mask: Tensor, past_key: Tensor, past_value: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        batch, length, width = x.shape
        head = width // self.heads
        packed = self.query_key_value(self.attention_norm(x)).view(batch, length, 3, self.heads, head)
        query, key, value = packed.permute(2, 0, 3, 1, 4).unbind(0)
        key, value = torch.cat([past_key, key], dim=2), torch.cat([past_value, value], dim=2)
        score = query @ key.transpose(2, 3) * (head**-0.5) + mask
        mixed = (score.softmax(dim=3) @ value).transpose(1, 2).reshape(batch, length, width)
        x = x + self.dropout(self.attention_out(mixed))
        return x + self.dropout(self.feed_out(F.relu(self.feed_in(self.feed_norm(x))))), key, value


class ReportDecoder(nn.Module):
    """`forward(ids [B, T], keys, values [L, B, H, P, D], place [B, E])` -> logits [B, T, V] and caches of length P + T.

    Positions are learned and counted from P, so that prefix and continuation use the same graph. `place` is the film's
    unit vector in the space of pictures and texts, or zeros for none; it is added where `<bos>` stands, so that a
    continuation may pass it again without effect.
    """

    def __init__(
        self, vocabulary: int, layers: int, width: int, heads: int, place: int = 256, dropout: float = 0.1
    ) -> None:
        super().__init__()
        self.layers_count, self.heads, self.head_size, self.place_size = layers, heads, width // heads, place
        self.place = nn.Linear(place, width, bias=False)
        self.register_buffer("mean_place", torch.zeros(place))
        self.embed = nn.Embedding(vocabulary, width)
        self.position = nn.Embedding(POSITIONS, width)
        self.layers = nn.ModuleList(DecoderLayer(width, heads, dropout) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        nn.init.normal_(self.embed.weight, std=0.02)
        nn.init.normal_(self.position.weight, std=0.02)

    def empty_cache(self, batch: int) -> Tensor:
        return torch.zeros(self.layers_count, batch, self.heads, 0, self.head_size)

    def no_place(self, batch: int) -> Tensor:
        return torch.zeros(batch, self.place_size)

    def _centred(self, place: Tensor) -> Tensor:
        """Films and texts each lie around a mean of their own; zeros stay zeros."""
        moved = place - self.mean_place
        known = (place.abs().sum(dim=1, keepdim=True) > 0).to(place.dtype)
        return known * moved / moved.norm(dim=1, keepdim=True).clamp(min=1e-6)

    def forward(
        self, ids: Tensor, past_keys: Tensor, past_values: Tensor, place: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        past, length = past_keys.shape[3], ids.shape[1]
        places = torch.arange(length, device=ids.device) + past
        reach = torch.arange(past + length, device=ids.device)
        mask = torch.where(reach.unsqueeze(0) <= places.unsqueeze(1), 0.0, -1e9)
        begins = (ids == BOS_ID).unsqueeze(2).to(place.dtype)
        x = self.embed(ids) + self.position(places) + begins * self.place(self._centred(place)).unsqueeze(1)
        keys, values = [], []
        for index, layer in enumerate(self.layers):
            x, key, value = layer(x, mask, past_keys[index], past_values[index])
            keys.append(key)
            values.append(value)
        logits = F.linear(self.norm(x), self.embed.weight)
        return logits, torch.stack(keys), torch.stack(values)


@torch.inference_mode()
def generate(
    model: ReportDecoder, prefixes: Tensor, eos: int, most: int, place: Tensor | None = None
) -> list[list[int]]:
    """Greedy continuation of equally long prefixes [B, P]; each result ends before `eos`."""
    model.eval()
    place = model.no_place(len(prefixes)) if place is None else place
    keys = values = model.empty_cache(len(prefixes))
    step, out = prefixes, []
    alive = torch.ones(len(prefixes), dtype=torch.bool)
    for _ in range(most):
        logits, keys, values = model(step, keys, values, place)
        step = logits[:, -1].argmax(dim=1, keepdim=True)
        out.append(torch.where(alive, step.squeeze(1), eos))
        alive &= step.squeeze(1) != eos
        if not alive.any():
            break
    rows = torch.stack(out, dim=1).tolist()
    return [row[: row.index(eos)] if eos in row else row for row in rows]
