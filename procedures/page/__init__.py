"""The page of a procedure (chi tiết thủ tục), today and on any day."""
