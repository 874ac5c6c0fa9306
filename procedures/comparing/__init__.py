"""What differs between two entries of the catalogue, in words (nội dung thay đổi)."""
