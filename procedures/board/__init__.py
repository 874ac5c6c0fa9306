"""What an office posts beside procedures (niêm yết): rules, people, news."""
