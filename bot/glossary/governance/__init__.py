"""What auditors ask of a glossary: what it covers of the frameworks, what its reviews rest on."""
