"""What `make.py` does: the environment, the pages, the server, the tests. Standard library only."""
