"""What is Thai about this portal: dates, digits, telephone numbers, sorting, words, search."""
