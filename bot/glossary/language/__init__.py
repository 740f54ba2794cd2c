"""The parts that depend on a language."""
