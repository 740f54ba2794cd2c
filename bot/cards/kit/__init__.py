"""The parts of every card: blocks, escaped text, ids, inputs, dates, sizes."""
