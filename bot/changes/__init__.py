"""Where decisions go: the glossary's files here, a git repository, a pull request on GitHub."""
