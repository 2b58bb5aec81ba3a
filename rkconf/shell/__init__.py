"""What a shell makes of a text: tokens, a syntax tree, fields, and the programs that run."""
