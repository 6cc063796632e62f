"""Pictures from text: an autoencoder, a flow over its latents, and what stands between a prompt and a film."""
