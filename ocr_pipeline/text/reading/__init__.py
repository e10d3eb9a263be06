"""Reading: what typewriter conventions stand for, and what a text says in set forms: dates, numbers, references."""
