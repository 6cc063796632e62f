"""The text side: tokenizer, text encoder, and the space that films and texts share."""
