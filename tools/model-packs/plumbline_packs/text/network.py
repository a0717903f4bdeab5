"""The network of a sentence embedding in the form in which it is traced, and its vectors as transformers computes them."""

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

from .layout import Layout


def load_network(checkpoint: Path) -> nn.Module:
    """Encoder of a Hugging Face folder, float32; no code that lies in the folder is run."""
    options = {"dtype": torch.float32, "local_files_only": True, "trust_remote_code": False}
    return AutoModel.from_pretrained(checkpoint, **options).eval()


class TokenVectors(nn.Module):
    """input_ids, attention_mask[, token_type_ids] [b, n] → last_hidden_state [b, n, width]"""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor | None = None) -> Tensor:
        types = {} if token_type_ids is None else {"token_type_ids": token_type_ids}
        return self.network(input_ids=input_ids, attention_mask=self.mask(attention_mask), **types).last_hidden_state

    def mask(self, attention_mask: Tensor) -> Tensor | dict[str, Tensor]:
        if getattr(self.network.config, "use_bidirectional_attention", False):
            return both_ways(attention_mask, self.network.config.sliding_window)
        return attention_mask


def both_ways(attention_mask: Tensor, window: int) -> dict[str, Tensor]:
    """Gemma 3 builds its masks by functions that cannot be traced; these are the same: every token sees all, or those near it."""
    tokens = attention_mask.shape[1]
    places = torch.arange(tokens)
    near = (places[:, None] - places[None, :]).abs() < window
    seen = attention_mask[:, None, None, :].bool().expand(-1, 1, tokens, -1)
    lowest = torch.finfo(torch.float32).min
    return {
        "full_attention": (~seen).float() * lowest,
        "sliding_attention": (~(seen & near)).float() * lowest,
    }


class TextVector(nn.Module):
    """The same inputs → sentence_embedding [b, width]: pooled and sent through the dense layers behind."""

    def __init__(self, tokens: TokenVectors, layout: Layout) -> None:
        super().__init__()
        self.tokens = tokens
        self.pooling = layout.pooling
        self.dense = nn.Sequential(*layout.dense)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor | None = None) -> Tensor:
        hidden = self.tokens(input_ids, attention_mask, token_type_ids)
        return self.dense(pool(hidden, attention_mask, self.pooling))


def pool(hidden: Tensor, attention_mask: Tensor, pooling: str) -> Tensor:
    """Padding has to be on the right."""
    if pooling == "cls":
        return hidden[:, 0]
    if pooling == "last":
        last = attention_mask.sum(dim=1) - 1
        return hidden[torch.arange(hidden.shape[0]), last]
    weights = attention_mask[:, :, None].to(hidden.dtype)
    return (hidden * weights).sum(dim=1) / weights.sum(dim=1).clamp(min=1e-9)


@torch.no_grad()
def reference_vectors(network: nn.Module, tokenizer, texts: list[str], layout: Layout, *, prefix: str, max_tokens: int) -> Tensor:
    """One text after the other, by the network's own forward pass and nothing of what is exported. [texts, width]"""
    rows = []
    for text in texts:
        asked = tokenizer(prefix + text, truncation=True, max_length=max_tokens, return_tensors="pt")
        hidden = network(**asked).last_hidden_state
        vector = nn.Sequential(*layout.dense)(pool(hidden, asked["attention_mask"], layout.pooling))
        rows.append(nn.functional.normalize(vector, dim=1) if layout.normalised else vector)
    return torch.cat(rows)
