"""Blank forms (biểu mẫu, tờ khai): their files, and those the portal draws itself."""
