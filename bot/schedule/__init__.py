"""When posts are due, which term's turn it is, and what is new since the last one."""
