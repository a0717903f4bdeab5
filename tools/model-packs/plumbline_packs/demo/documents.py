"""What the demo packs' documents share."""

OWN_LICENCE = {"id": "Apache-2.0"}
SOURCE = "Trained from scratch on phantoms painted by Plumbline's demo generator (tools/model-packs)"


def markdown_table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
