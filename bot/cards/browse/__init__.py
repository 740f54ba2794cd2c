"""Lists of the glossary, help, and the choice of a role."""
