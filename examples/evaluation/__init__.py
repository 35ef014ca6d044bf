"""The parts of examples/evaluate.py."""
