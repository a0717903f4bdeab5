"""Trains RadGrounder on an export in the RefRad2D layout."""

__version__ = "0.1.0"
