"""What of the posting runs out, and who is told (sắp hết hiệu lực)."""
