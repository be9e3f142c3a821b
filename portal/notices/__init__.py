"""What the portal tells people: notices on their page, and letters by e-mail."""
