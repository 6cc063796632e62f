"""The network: a fine-tuned trunk end, a small question encoder, and a question that looks at the picture twice."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..efficientnet import EfficientNetLite
from ..tasks import TASKS
from .features import FRONT_STAGES
from .film_findings import VALUES
from .sets import HEADS
from .settings import VqaConfig


class Attention(nn.Module):
    """Multi-head attention of plain products, so that the exported graph is plain."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))

    def forward(self, asking: Tensor, keys: Tensor, values: Tensor, hidden: Tensor | None = None) -> Tensor:
        """`asking` [N, q, W] over projected `keys`, `values` [N, k, W]; `hidden` [N, k] is True where not to look."""
        count, rows, width = asking.shape
        split = (count, -1, self.heads, width // self.heads)
        q = self.query(asking).view(split).transpose(1, 2)
        k, v = (part.view(split).transpose(1, 2) for part in (keys, values))
        score = q @ k.transpose(2, 3) / (width // self.heads) ** 0.5
        if hidden is not None:
            score = score + hidden[:, None, None, :].to(score.dtype) * -1e4
        seen = torch.softmax(score, dim=-1) @ v
        return self.out(seen.transpose(1, 2).reshape(count, rows, width))


def feed_forward(width: int, dropout: float) -> nn.Sequential:
    return nn.Sequential(
        nn.Linear(width, 2 * width), nn.GELU(), nn.Dropout(dropout), nn.Linear(2 * width, width)
    )


class TextLayer(nn.Module):
    def __init__(self, config: VqaConfig) -> None:
        super().__init__()
        width = config.width
        self.norm, self.norm_out = nn.LayerNorm(width), nn.LayerNorm(width)
        self.look, self.think = Attention(width, config.heads), feed_forward(width, config.dropout)
        self.drop = nn.Dropout(config.dropout)

    def forward(self, x: Tensor, hidden: Tensor) -> Tensor:
        y = self.norm(x)
        x = x + self.drop(self.look(y, self.look.key(y), self.look.value(y), hidden))
        return x + self.drop(self.think(self.norm_out(x)))


class QuestionEncoder(nn.Module):
    """Token ids [N, L] with mask -> one vector [N, W]: the state of the first token, joined with the mean."""

    def __init__(self, pieces: int, config: VqaConfig) -> None:
        super().__init__()
        self.words = nn.Embedding(pieces, config.width)
        self.places = nn.Parameter(torch.randn(config.max_tokens, config.width) * 0.02)
        nn.init.normal_(self.words.weight, std=0.05)
        self.layers = nn.ModuleList(TextLayer(config) for _ in range(config.text_layers))
        self.norm = nn.LayerNorm(config.width)
        self.join = nn.Linear(2 * config.width, config.width)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        x = self.words(ids) + self.places[: ids.shape[1]]
        hidden = mask == 0
        for layer in self.layers:
            x = layer(x, hidden)
        x = self.norm(x)
        kept = mask.to(x.dtype)[:, :, None]
        mean = (x * kept).sum(1) / kept.sum(1).clamp(min=1)
        return self.join(torch.cat([x[:, 0], mean], dim=1))


class Hop(nn.Module):
    """The question looks at the picture's cells once."""

    def __init__(self, config: VqaConfig) -> None:
        super().__init__()
        width = config.width
        self.norm, self.norm_out = nn.LayerNorm(width), nn.LayerNorm(width)
        self.look, self.think = Attention(width, config.heads), feed_forward(width, config.dropout)
        self.drop = nn.Dropout(config.dropout)

    def forward(self, state: Tensor, cells: Tensor) -> Tensor:
        """`state` [N, q, W] of the questions of each picture, `cells` [N, k, W]."""
        seen = self.look(self.norm(state), self.look.key(cells), self.look.value(cells))
        state = state + self.drop(seen)
        return state + self.drop(self.think(self.norm_out(state)))


class Seating(NamedTuple):
    """Which question is about which picture: pictures have unlike numbers of questions, tensors have not."""

    rows: Tensor
    """[N, q] the question at each place; empty places repeat the first question."""
    place: Tensor
    """[Q] where each question sits, counted through `rows`."""
    owner: Tensor
    """[Q] its picture."""


def seat(owner: Tensor, pictures: int) -> Seating:
    """Seats the questions of `pictures` pictures; `owner` [Q] names the picture of each."""
    taken = [0] * pictures
    seats = []
    for picture in owner.tolist():
        seats.append((picture, taken[picture]))
        taken[picture] += 1
    width = max(1, max(taken))
    rows = torch.zeros(pictures, width, dtype=torch.int64)
    for question, (picture, column) in enumerate(seats):
        rows[picture, column] = question
    return Seating(rows, torch.tensor([picture * width + column for picture, column in seats]), owner)


class Sight(NamedTuple):
    """What the picture alone gives."""

    cells: Tensor
    """[N, cells, W]"""
    whole: Tensor
    """[N, 1280], the mean of the deep map."""


class TrunkEnd(nn.Module):
    """Early features -> deep map: the trunk's last stages, trained further."""

    def __init__(self, trunk: EfficientNetLite) -> None:
        super().__init__()
        self.blocks = trunk._blocks[trunk.stage_ends[FRONT_STAGES - 1] :]
        self._conv_head, self._bn1, self.act = trunk._conv_head, trunk._bn1, trunk.act

    def forward(self, x: Tensor) -> Tensor:
        for block in self.blocks:
            x = block(x)
        return self.act(self._bn1(self._conv_head(x)))


class Forms(nn.Module):
    """Log chance of an answer = that of its form, which the question alone tells, + that of it among its form's.

    Forms: not about the picture; yes or no; anything else.
    """

    def __init__(self, width: int, form_of: Tensor) -> None:
        super().__init__()
        self.count = int(form_of.max()) + 1
        self.decide = nn.Linear(width, self.count)
        self.register_buffer("form_of", form_of, persistent=False)
        # Places, not masks: the exported graph stays plain.
        for form in range(self.count):
            self.register_buffer(f"members_{form}", (form_of == form).nonzero().flatten(), persistent=False)

    def forward(self, asked: Tensor, logits: Tensor) -> Tensor:
        """`asked` [Q, W], `logits` [Q, A] -> log chances [Q, A]."""
        members = [self.get_buffer(f"members_{form}") for form in range(self.count)]
        within = [torch.logsumexp(logits[:, places], dim=1) for places in members]
        forms = F.log_softmax(self.decide(asked), dim=1) - torch.stack(within, dim=1)
        return logits + forms[:, self.form_of]


class Answerer(nn.Module):
    def __init__(
        self,
        trunk: EfficientNetLite,
        pieces: int,
        answers: int,
        config: VqaConfig,
        form_of: Tensor | None = None,
        meaning: Tensor | None = None,
    ) -> None:
        """`form_of` [A] divides the answers; `meaning` [A, M] are texts' embeddings of the answers."""
        super().__init__()
        width, deep = config.width, trunk.out_channels
        self.end = TrunkEnd(trunk)
        self.text = QuestionEncoder(pieces, config)
        grid = config.size // 16
        self.near, self.far = nn.Linear(trunk.mid_channels, width), nn.Linear(deep, width)
        self.near_norm, self.far_norm = nn.LayerNorm(width), nn.LayerNorm(width)
        self.near_places = nn.Parameter(torch.randn(grid * grid, width) * 0.02)
        self.far_places = nn.Parameter(torch.randn((grid // 2) ** 2, width) * 0.02)
        self.findings = (
            nn.Sequential(nn.Linear(VALUES, width), nn.LayerNorm(width)) if config.findings else None
        )
        self.hops = nn.ModuleList(Hop(config) for _ in range(config.hops))
        self.norm = nn.LayerNorm(width)
        self.gate, self.view = nn.Linear(width, config.fused), nn.Linear(deep, config.fused)
        self.drop = nn.Dropout(config.dropout)
        self.join = nn.Sequential(
            nn.Linear(config.fused + width, config.fused), nn.GELU(), nn.Dropout(config.dropout)
        )
        self.answer = nn.Linear(config.fused, answers)
        self.forms = Forms(width, form_of) if form_of is not None else None
        self.mean_of = None
        if meaning is not None:
            self.mean_of = nn.Linear(config.fused, meaning.shape[1], bias=False)
            self.echo = nn.Linear(width, meaning.shape[1])
            self.register_buffer("meaning", meaning, persistent=False)
        self.heads = nn.ModuleDict({task: nn.Linear(deep, len(TASKS[task])) for task in HEADS})

    def see(self, features: Tensor, deep: Tensor | None = None, findings: Tensor | None = None) -> Sight:
        """`deep` [N, 1280, s / 2, s / 2] is what the trunk's end makes of `features`, where that is known already;
        `findings` [N, VALUES] is what the film reader says, where the settings ask for it."""
        if deep is None:
            deep = self.end(features)
        far = self.far_norm(self.far(deep.flatten(2).transpose(1, 2))) + self.far_places
        near = self.near_norm(self.near(features.flatten(2).transpose(1, 2))) + self.near_places
        cells = [far, near]
        if self.findings is not None:
            assert findings is not None
            cells.append(self.findings(findings)[:, None])
        return Sight(torch.cat(cells, dim=1), deep.mean(dim=(2, 3)))

    def reply(self, sight: Sight, asked: Tensor, seating: Seating) -> Tensor:
        """Answer logits [Q, A] of questions `asked` [Q, W], as the text encoder gives them."""
        state = asked[seating.rows]
        for hop in self.hops:
            state = hop(state, sight.cells)
        state = state.flatten(0, 1)[seating.place]
        return self._decide(asked, state, F.gelu(self.view(self.drop(sight.whole)))[seating.owner])

    def reply_one(self, sight: Sight, asked: Tensor) -> Tensor:
        """As `reply`, of questions that are all about one picture."""
        state = asked[None]
        for hop in self.hops:
            state = hop(state, sight.cells)
        return self._decide(asked, state[0], F.gelu(self.view(self.drop(sight.whole))))

    def _decide(self, asked: Tensor, state: Tensor, view: Tensor) -> Tensor:
        # Never in bfloat16: logits of one form may drift together, and then lose their differences.
        with torch.autocast("cpu", enabled=False):
            return self._decided(asked.float(), state.float(), view.float())

    def _decided(self, asked: Tensor, state: Tensor, view: Tensor) -> Tensor:
        state = self.norm(state)
        joined = self.join(self.drop(torch.cat([torch.tanh(self.gate(state)) * view, state], dim=1)))
        logits = self.answer(joined)
        if self.mean_of is not None:
            logits = logits + self.mean_of(joined) @ self.meaning.T
        return logits if self.forms is None else self.forms(asked, logits)

    @torch.no_grad()
    def settle(self) -> None:
        """Puts the answers' meaning into the answer layer, so that it costs nothing when it is shipped."""
        if self.mean_of is not None:
            self.answer.weight += self.meaning @ self.mean_of.weight
            self.mean_of = None

    def classes(self, sight: Sight) -> dict[str, Tensor]:
        whole = self.drop(sight.whole)
        return {task: head(whole) for task, head in self.heads.items()}
