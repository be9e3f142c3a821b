"""Courses: what is taught, its dated rounds, who registers and who came."""
