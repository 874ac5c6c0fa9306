"""What is referred to (căn cứ pháp lý, thuật ngữ): texts of law and terms."""
