"""How synthetic typescript is made. Not part of the installed package."""
