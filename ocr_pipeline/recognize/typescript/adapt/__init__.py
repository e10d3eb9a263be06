"""The machine of a page: the last layer of the net fitted to the type that stands on it (`self_training`)."""
