"""The walls (niêm yết tại trụ sở): what sheets say, which of them hang, and which no longer say what holds."""
