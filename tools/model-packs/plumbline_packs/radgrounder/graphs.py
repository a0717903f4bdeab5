"""
The three graphs of a RadGrounder pack, as modules over a stock `PaliGemmaForConditionalGeneration` (transformers 4.57).

They share its weights and repeat its arithmetic in an order that traces to one graph for every length: image features are divided
by sqrt(hidden) behind the projector, and everything is multiplied by it at the decoder's entrance, as transformers 4 does.
"""

import torch
from torch import Tensor, nn
from torch.onnx.operators import shape_as_tensor
from transformers import PaliGemmaForConditionalGeneration
from transformers.models.gemma2.modeling_gemma2 import rotate_half


class VisionEncoder(nn.Module):
    """pixel_values [b, 3, size, size] → image_features [b, tokens, hidden], float32 on both ends."""

    def __init__(self, model: PaliGemmaForConditionalGeneration) -> None:
        super().__init__()
        self.tower = model.model.vision_tower
        self.projector = model.model.multi_modal_projector
        self.scale = model.config.text_config.hidden_size**0.5

    def forward(self, pixel_values: Tensor) -> Tensor:
        features = self.tower(pixel_values.to(self.projector.linear.weight.dtype)).last_hidden_state
        return (self.projector(features) / self.scale).float()


class EmbedTokens(nn.Module):
    """input_ids [b, n] → inputs_embeds [b, n, hidden], not yet scaled, float32."""

    def __init__(self, model: PaliGemmaForConditionalGeneration) -> None:
        super().__init__()
        self.embed = nn.Embedding.from_pretrained(model.get_input_embeddings().weight)

    def forward(self, input_ids: Tensor) -> Tensor:
        return self.embed(input_ids).float()


class Decoder(nn.Module):
    """
    inputs_embeds [b, q, hidden], attention_mask [b, past + q], position_ids [b, q] (1-based), past keys and values
    [b, kv, past, head] in pairs → logits, present keys and values.

    Attention is PaliGemma's prefix mask. Without a past the whole input is the prefix (image and prompt, left-padded) and every
    column that is no padding is open to every row; logits are then given for the last row only, because those of a prompt are never
    asked for and take 1 MB a row at full size. Behind a past rows are causal and each gets its logits: one while generating, several
    when a given answer is scored.
    """

    def __init__(self, model: PaliGemmaForConditionalGeneration, *, softcap: bool) -> None:
        super().__init__()
        language = model.model.language_model
        self.layers, self.norm, self.lm_head = language.layers, language.norm, model.lm_head
        self.register_buffer("inv_freq", language.rotary_emb.inv_freq.float(), persistent=False)
        self.config = model.config.text_config
        self.softcap = self.config.attn_logit_softcapping if softcap else None

    def forward(self, inputs_embeds: Tensor, attention_mask: Tensor, position_ids: Tensor, *past: Tensor):
        dtype = self.lm_head.weight.dtype
        hidden = inputs_embeds.to(dtype) * torch.tensor(self.config.hidden_size**0.5, dtype=dtype)
        length = shape_as_tensor(inputs_embeds)[1]
        past_length = shape_as_tensor(attention_mask)[1] - length
        bias = mask_bias(attention_mask, length, past_length, dtype)
        rotation = self.rotation(position_ids, dtype)
        present = []
        for index, layer in enumerate(self.layers):
            hidden, keys, values = self.layer(layer, hidden, rotation, bias, past[2 * index : 2 * index + 2])
            present += [keys, values]
        first = torch.where(past_length == 0, length - 1, torch.zeros_like(length))
        hidden = self.norm(hidden.index_select(1, torch.arange(first, length)))
        return (self.lm_head(hidden).float(), *present)

    def rotation(self, position_ids: Tensor, dtype: torch.dtype) -> tuple[Tensor, Tensor]:
        angles = position_ids.float()[:, :, None] * self.inv_freq[None, None, :]
        angles = torch.cat((angles, angles), dim=-1)[:, None]
        return angles.cos().to(dtype), angles.sin().to(dtype)

    def layer(self, layer: nn.Module, hidden: Tensor, rotation, bias: Tensor, past):
        attended, keys, values = self.attend(layer.self_attn, layer.input_layernorm(hidden), rotation, bias, past)
        hidden = hidden + layer.post_attention_layernorm(attended)
        fed = layer.mlp(layer.pre_feedforward_layernorm(hidden))
        return hidden + layer.post_feedforward_layernorm(fed), keys, values

    def attend(self, attention: nn.Module, hidden: Tensor, rotation, bias: Tensor, past):
        queries, keys, values = (
            projection(hidden).unflatten(-1, (-1, self.config.head_dim)).transpose(1, 2)
            for projection in (attention.q_proj, attention.k_proj, attention.v_proj)
        )
        cos, sin = rotation
        queries = queries * cos + rotate_half(queries) * sin
        keys = torch.cat((past[0], keys * cos + rotate_half(keys) * sin), dim=2)
        values = torch.cat((past[1], values), dim=2)
        shared = self.config.num_attention_heads // self.config.num_key_value_heads
        wide_keys, wide_values = (part.repeat_interleave(shared, dim=1) for part in (keys, values))
        scores = queries @ wide_keys.transpose(2, 3) * attention.scaling
        if self.softcap is not None:
            scores = torch.tanh(scores / self.softcap) * self.softcap
        weights = torch.softmax((scores + bias).float(), dim=-1).to(hidden.dtype)
        mixed = (weights @ wide_values).transpose(1, 2).flatten(2)
        return attention.o_proj(mixed), keys, values


def mask_bias(attention_mask: Tensor, length: Tensor, past_length: Tensor, dtype: torch.dtype) -> Tensor:
    """What is added to the scores, [b, 1, q, past + q]: 0 where a row may look, the lowest number where not."""
    columns = torch.arange(past_length + length)
    rows = torch.arange(length) + past_length
    may_look = (columns[None, :] <= rows[:, None]) | (past_length == 0)
    is_open = may_look[None, None] & (attention_mask[:, None, None, :] > 0)
    return torch.where(is_open, torch.zeros((), dtype=dtype), torch.full((), torch.finfo(dtype).min, dtype=dtype))
