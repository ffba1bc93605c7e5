"""What the models cost, as ratios to other libraries measured in the same run: `make bench`."""
