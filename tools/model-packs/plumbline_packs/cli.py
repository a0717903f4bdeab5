"""`plumbline-packs COMMAND`: see README.md."""

import argparse
import json
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(prog="plumbline-packs", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for add in (add_totalsegmentator, add_nnunet, add_radgrounder, add_siglip, add_text_embedding, add_tiny, add_tiny_embeddings, add_demo_trainer, add_demo_segmentation, add_make_segmentation, add_make_radgrounder, add_demo_parity):
        add(commands)
    options = parser.parse_args()
    print(json.dumps(options.run(options), indent=2))


def add_totalsegmentator(commands) -> None:
    from .segmentation.tasks import TASKS

    command = commands.add_parser("totalsegmentator", help="a task of TotalSegmentator's released weights")
    command.add_argument("task", choices=TASKS)
    command.add_argument("weights", type=Path, help="~/.totalsegmentator/nnunet/results")
    command.add_argument("folder", type=Path, help="where the pack is written")
    command.add_argument("--trust", action="store_true", help="read checkpoints that hold more than numbers")
    command.set_defaults(run=run_totalsegmentator)


def run_totalsegmentator(options: argparse.Namespace) -> dict:
    from .segmentation.convert import convert_task

    return convert_task(options.task, options.weights, options.folder, trusted=options.trust)


def add_nnunet(commands) -> None:
    command = commands.add_parser("nnunet", help="a network of your own, trained with nnU-Net")
    command.add_argument("trained", type=Path, help="…/TRAINER__PLANS__CONFIGURATION, with plans.json, dataset.json, fold_0")
    command.add_argument("folder", type=Path)
    command.add_argument("--modality", choices=("CT", "MR"), required=True)
    command.add_argument("--ids", type=Path, required=True, help='JSON, label name → class id of the 121: {"liver": 5}')
    add_about(command)
    command.add_argument("--trust", action="store_true")
    command.set_defaults(run=run_nnunet)


def run_nnunet(options: argparse.Namespace) -> dict:
    from .segmentation.convert import convert_own

    ids = json.loads(options.ids.read_text("utf-8"))
    about = about_of(options)
    return convert_own(options.trained, options.folder, about, modality=options.modality, ids=ids, trusted=options.trust)


def add_radgrounder(commands) -> None:
    command = commands.add_parser("radgrounder", help="a RadGrounder detection checkpoint (PaliGemma 2)")
    command.add_argument("checkpoint", type=Path, help="final_model of the published trainer")
    command.add_argument("folder", type=Path)
    command.add_argument("--dtypes", nargs="+", choices=("fp32", "fp16", "int8"), default=["fp32"])
    command.add_argument("--softcap", action="store_true", help="keep the attention cap, which published evaluation drops")
    command.add_argument("--box-order", choices=("xyxy", "yxyx"), default="xyxy")
    add_about(command)
    command.set_defaults(run=run_radgrounder)


def run_radgrounder(options: argparse.Namespace) -> dict:
    from .radgrounder.convert import Options, convert

    wanted = Options(
        options.name, {"id": options.licence}, options.source, options.dtypes, options.softcap, options.box_order
    )
    return convert(options.checkpoint, options.folder, wanted)


def add_siglip(commands) -> None:
    command = commands.add_parser("siglip", help="an image encoder alone, of a SigLIP or PaliGemma folder")
    command.add_argument("checkpoint", type=Path)
    command.add_argument("folder", type=Path)
    command.add_argument("--normalisation", choices=("medgemma", "min-max"), default="medgemma")
    add_about(command)
    command.set_defaults(run=run_siglip)


def run_siglip(options: argparse.Namespace) -> dict:
    from .vision.export import load_tower, write_encoder_pack

    tower = load_tower(options.checkpoint)
    return write_encoder_pack(tower, options.folder, about_of(options), normalisation=options.normalisation)


def add_text_embedding(commands) -> None:
    command = commands.add_parser("text-embedding", help="a sentence embedding, for matching mentions in evaluations")
    command.add_argument("checkpoint", type=Path, help="Hugging Face or sentence-transformers folder")
    command.add_argument("folder", type=Path)
    command.add_argument("--precision", choices=("fp32", "fp16", "int8"), default="fp32", help="fp16 stores half, computes in fp32")
    words = command.add_mutually_exclusive_group()
    words.add_argument("--prefix", help='words before each text, such as "query: "')
    words.add_argument("--prompt", help="name of one of the folder's own prompts, such as STS")
    command.add_argument("--pooling", choices=("mean", "cls", "last"), help="instead of the folder's own, or the mean")
    command.add_argument("--max-tokens", type=int)
    command.add_argument("--languages", nargs="+", choices=("de", "en"), default=["de", "en"])
    add_about(command)
    command.set_defaults(run=run_text_embedding)


def run_text_embedding(options: argparse.Namespace) -> dict:
    from .text.export import Options, convert

    wanted = Options(
        tuple(options.languages), options.precision, options.prefix, options.prompt, options.pooling, options.max_tokens
    )
    return convert(options.checkpoint, options.folder, about_of(options), wanted)


def add_about(command: argparse.ArgumentParser) -> None:
    command.add_argument("--name", required=True, help="small letters, digits, hyphens")
    command.add_argument("--licence", required=True, help="of the weights")
    command.add_argument("--source", required=True, help="where the weights come from, in words")
    command.add_argument("--limits", default="For research; not a medical device.", help="what the model does not know")


def about_of(options: argparse.Namespace):
    from .pack.manifest import About

    text = {"de": options.limits, "en": options.limits}
    title = {"de": options.name, "en": options.name}
    return About(options.name, "1.0.0", title, text, {"id": options.licence}, options.source)


def add_tiny(commands) -> None:
    command = commands.add_parser("tiny-radgrounder", help="a random pack with golden answers, for the program's tests")
    command.add_argument("folder", type=Path)
    command.set_defaults(run=run_tiny)


def run_tiny(options: argparse.Namespace) -> dict:
    from .radgrounder.tiny import make_tiny

    return make_tiny(options.folder)


def add_tiny_embeddings(commands) -> None:
    command = commands.add_parser("tiny-embeddings", help="three random text embeddings, for the program's tests")
    command.add_argument("folder", type=Path)
    command.set_defaults(run=run_tiny_embeddings)


def run_tiny_embeddings(options: argparse.Namespace) -> dict:
    from .text.tiny import make_tiny

    return make_tiny(options.folder)


def add_demo_trainer(commands) -> None:
    command = commands.add_parser("train-demo-radgrounder", help="trains on rendered phantoms; goes on where it was stopped")
    command.add_argument("--data", type=Path, required=True, help="what demo/render-phantoms.ts wrote")
    command.add_argument("--work", type=Path, required=True, help="checkpoints")
    command.add_argument("--steps", type=int, default=6000)
    command.add_argument("--vision-steps", type=int, default=2500, help="of the vision encoder alone, before")
    command.add_argument("--images", type=int, default=8, help="slices a step")
    command.add_argument("--texts", type=int, default=3, help="texts a slice, twice as many questions")
    command.add_argument("--rate", type=float, default=2e-3)
    command.add_argument("--threads", type=int, default=1)
    command.add_argument("--device", default="cpu", help="cuda trains on a graphics card")
    command.set_defaults(run=run_demo_training)


def run_demo_training(options: argparse.Namespace) -> dict:
    from .demo.train_radgrounder import train

    train(options)
    return {"steps": options.steps}


def add_demo_segmentation(commands) -> None:
    command = commands.add_parser("train-demo-segmentation", help="trains on rendered phantoms")
    command.add_argument("--data", type=Path, required=True)
    command.add_argument("--work", type=Path, required=True)
    command.add_argument("--modality", choices=("CT", "MR"), default="CT")
    command.add_argument("--steps", type=int, default=700)
    command.add_argument("--rate", type=float, default=3e-3)
    command.add_argument("--threads", type=int, default=1)
    command.add_argument("--device", default="cpu", help="cuda trains on a graphics card")
    command.add_argument("--go-on", action="store_true", help="start from the weights of the last run")
    command.set_defaults(run=run_demo_segmentation)


def run_demo_segmentation(options: argparse.Namespace) -> dict:
    from .demo.train_segmentation import train

    train(options)
    return {"steps": options.steps}


def add_make_segmentation(commands) -> None:
    command = commands.add_parser("make-demo-segmentation", help="pack of the trained demo network, with its held-out Dice")
    command.add_argument("folder", type=Path)
    command.add_argument("--work", type=Path, required=True)
    command.add_argument("--held", type=Path, required=True, help="rendered phantoms that training did not see")
    command.add_argument("--modality", choices=("CT", "MR"), default="CT")
    command.set_defaults(run=run_make_segmentation)


def run_make_segmentation(options: argparse.Namespace) -> dict:
    from .demo.make_segmentation import make

    return make(options)


def add_make_radgrounder(commands) -> None:
    command = commands.add_parser("make-demo-radgrounder", help="pack of the trained demo RadGrounder, with its held-out figures")
    command.add_argument("folder", type=Path)
    command.add_argument("--work", type=Path, required=True)
    command.add_argument("--held", type=Path, required=True, help="rendered phantoms that training did not see")
    command.add_argument("--every", type=int, default=6, help="step between slices")
    command.set_defaults(run=run_make_radgrounder)


def run_make_radgrounder(options: argparse.Namespace) -> dict:
    from .demo.make_radgrounder import make

    return make(options)


def add_demo_parity(commands) -> None:
    command = commands.add_parser("demo-parity", help="the demo packs in PyTorch on a device, against ONNX Runtime")
    command.add_argument("models", type=Path, help="resources/models")
    command.add_argument("--device", default="cuda")
    command.set_defaults(run=run_demo_parity)


def run_demo_parity(options: argparse.Namespace) -> dict:
    from .demo.device_parity import device_parity

    return device_parity(options.models, options.device)


if __name__ == "__main__":
    main()
