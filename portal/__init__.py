"""เพื่อนกองทุน: the project package (settings, addresses, base templates, Thai)."""
