"""The catalogue as files, in and out, and as open data (nhập, xuất danh mục; dữ liệu mở)."""
