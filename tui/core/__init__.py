"""What wsltui knows and decides, without any input or output."""
