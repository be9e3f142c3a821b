"""What organisers type or upload in one go: people, funds, and who may be meant."""
