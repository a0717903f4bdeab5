"""Makes model packs for Plumbline: exporters for published checkpoints, and the trainers of the demo packs."""

__version__ = "0.1.0"
