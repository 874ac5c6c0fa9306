"""The ready-to-bring card (thẻ chuẩn bị hồ sơ)."""
