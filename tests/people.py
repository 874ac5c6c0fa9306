"""The people of the tests: Lan (citizen), Hoa (clerk), Minh (specialist), Hải (leader), Tú (another commune's clerk)."""
