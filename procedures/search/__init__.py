"""Finding procedures by what people type (tra cứu thủ tục)."""
