"""What every card is made of: blocks, escaped text, ids, inputs, dates, sizes."""
