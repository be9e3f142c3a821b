"""How lessons are written, reviewed, read, used and kept fresh."""
