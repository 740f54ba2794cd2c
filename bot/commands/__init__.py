"""What the subcommands of `parlance` do; `bot.cli` lists them."""
