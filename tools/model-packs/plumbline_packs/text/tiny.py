"""Three random sentence embeddings of the released architectures at small size, with tokenizers of each sort, for tests."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import torch
from safetensors.torch import save_file
from sentencepiece import SentencePieceTrainer
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from torch import nn
from transformers import (
    BertConfig,
    BertModel,
    Gemma3TextConfig,
    Gemma3TextModel,
    PreTrainedTokenizerFast,
    XLMRobertaConfig,
    XLMRobertaModel,
    XLMRobertaTokenizerFast,
)

from ..pack.manifest import About
from ..radgrounder.phrases import SENTENCES, STRUCTURES
from ..radgrounder.tokenizer import BASE, BYTES, BOS, EOS, learn
from .export import TEXTS, Options, convert

WIDTH = 32
CORPUS = [*SENTENCES, *TEXTS, *(word for pair in STRUCTURES for word in pair)]
#: Attention of trained networks is sharper than that of fresh ones; without it every text has nearly the same vector.
SHARPER = 6.0


def make_tiny(folder: Path) -> dict:
    """Writes `bert`, `xlm-roberta` and `gemma` below the folder. :returns: their parity reports"""
    made: dict[str, tuple[Callable[[Path], None], Options]] = {
        "bert": (bert_checkpoint, Options()),
        # Long texts are cut.
        "xlm-roberta": (xlm_roberta_checkpoint, Options(prefix="query: ", max_tokens=12)),
        "gemma": (gemma_checkpoint, Options(prompt="STS")),
    }
    reports = {}
    for name, (make, options) in made.items():
        with tempfile.TemporaryDirectory() as scratch:
            make(Path(scratch))
            reports[name] = convert(Path(scratch), folder / name, about(name), options)
    return reports


def about(name: str) -> About:
    return About(
        f"tiny-embedding-{name}",
        "1.0.0",
        {"de": f"Zufällige Texteinbettung ({name})", "en": f"Random text embedding ({name})"},
        {"de": "Zufällige Gewichte; nur für Tests.", "en": "Random weights; for tests only."},
        {"id": "Apache-2.0"},
        "drawn at random by plumbline-packs",
    )


def bert_checkpoint(folder: Path) -> None:
    """A plain Hugging Face folder: WordPiece, types of tokens, no word about pooling."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    tokenizer.train_from_iterator(CORPUS, trainers.WordPieceTrainer(vocab_size=260, special_tokens=special, show_progress=False))
    around = [(token, tokenizer.token_to_id(token)) for token in ("[CLS]", "[SEP]")]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS]:0 $A:0 [SEP]:0", pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1", special_tokens=around
    )
    tokenizer.decoder = decoders.WordPiece()
    save_tokenizer(tokenizer, folder, unk_token="[UNK]", pad_token="[PAD]", cls_token="[CLS]", sep_token="[SEP]")
    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(), hidden_size=WIDTH, num_hidden_layers=2, num_attention_heads=4,
        intermediate_size=64, max_position_embeddings=64,
    )
    save_network(BertModel(config, add_pooling_layer=False), folder, 1)


def xlm_roberta_checkpoint(folder: Path) -> None:
    """A sentence-transformers folder like multilingual E5: SentencePiece with its table of characters, mean, length 1."""
    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / "corpus.txt").write_text("\n".join(CORPUS), "utf-8")
        SentencePieceTrainer.train(
            input=f"{scratch}/corpus.txt", model_prefix=f"{scratch}/pieces", vocab_size=200, hard_vocab_limit=False,
            model_type="unigram", character_coverage=1.0, bos_id=0, eos_id=1, unk_id=2, minloglevel=2,
        )
        tokenizer = XLMRobertaTokenizerFast(vocab_file=f"{scratch}/pieces.model", model_max_length=64)
    tokenizer.save_pretrained(folder)
    config = XLMRobertaConfig(
        vocab_size=len(tokenizer), hidden_size=WIDTH, num_hidden_layers=2, num_attention_heads=4,
        intermediate_size=64, max_position_embeddings=66, type_vocab_size=1, pad_token_id=1, bos_token_id=0, eos_token_id=2,
    )
    save_network(XLMRobertaModel(config, add_pooling_layer=False), folder, 2)
    save_modules(folder, ["Transformer", "Pooling", "Normalize"])


def gemma_checkpoint(folder: Path) -> None:
    """A sentence-transformers folder like EmbeddingGemma: byte pairs, tokens that see both ways, two dense layers, prompts."""
    vocab, merges = learn(CORPUS, 200)
    text = dict.fromkeys((*BASE, *BYTES, *vocab))
    pieces = {piece: index for index, piece in enumerate(text)}
    tokenizer = Tokenizer(models.BPE(pieces, merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    tokenizer.normalizer = normalizers.Replace(" ", "▁")
    tokenizer.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
    tokenizer.add_special_tokens(list(BASE))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<bos> $A <eos>", pair="<bos> $A <bos> $B <eos>", special_tokens=[("<bos>", BOS), ("<eos>", EOS)]
    )
    save_tokenizer(tokenizer, folder, unk_token="<unk>", pad_token="<pad>", bos_token="<bos>", eos_token="<eos>")
    config = Gemma3TextConfig(
        vocab_size=tokenizer.get_vocab_size(), hidden_size=WIDTH, intermediate_size=64, num_hidden_layers=2,
        num_attention_heads=4, num_key_value_heads=1, head_dim=8, query_pre_attn_scalar=8, sliding_window=8,
        max_position_embeddings=128, use_bidirectional_attention=True,
        layer_types=["sliding_attention", "full_attention"], pad_token_id=0, eos_token_id=EOS, bos_token_id=BOS,
    )
    save_network(Gemma3TextModel(config), folder, 3)
    save_modules(folder, ["Transformer", "Pooling", "Dense", "Dense", "Normalize"])
    prompts = {"query": "task: search result | query: ", "STS": "task: sentence similarity | query: "}
    write(folder / "config_sentence_transformers.json", {"prompts": prompts, "default_prompt_name": None})


def save_tokenizer(tokenizer: Tokenizer, folder: Path, **tokens: str) -> None:
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=64, **tokens).save_pretrained(folder)


def save_network(network: nn.Module, folder: Path, seed: int) -> None:
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if parameter.ndim < 2:
                continue
            parameter.normal_(0, parameter.shape[-1] ** -0.5, generator=generator)
            if "q_proj" in name or "query" in name:
                parameter.mul_(SHARPER)
    network.save_pretrained(folder)


def save_modules(folder: Path, kinds: list[str]) -> None:
    """As sentence-transformers writes them: the transformer in the folder itself, the others in one each."""
    modules = []
    width = WIDTH
    for at, kind in enumerate(kinds):
        path = "" if kind == "Transformer" else f"{at}_{kind}"
        modules.append({"idx": at, "name": str(at), "path": path, "type": f"sentence_transformers.models.{kind}"})
        if kind == "Pooling":
            write(folder / path / "config.json", {"word_embedding_dimension": width, "pooling_mode_mean_tokens": True})
        if kind == "Dense":
            width = save_dense(folder / path, width, 2 * WIDTH if width == WIDTH else WIDTH)
    write(folder / "modules.json", modules)
    write(folder / "sentence_bert_config.json", {"max_seq_length": 48, "do_lower_case": False})


def save_dense(folder: Path, width: int, out: int) -> int:
    generator = torch.Generator().manual_seed(out)
    identity = "torch.nn.modules.linear.Identity"
    write(folder / "config.json", {"in_features": width, "out_features": out, "bias": False, "activation_function": identity})
    weight = torch.empty(out, width).normal_(0, width**-0.5, generator=generator)
    save_file({"linear.weight": weight}, str(folder / "model.safetensors"))
    return out


def write(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), "utf-8")
