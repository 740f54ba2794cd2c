"""The workspace's state: people, messages, views, links, and what an app may do for a while."""
