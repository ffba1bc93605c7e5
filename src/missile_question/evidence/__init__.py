"""The models applied to the tables: what each chapter computes before it draws or argues."""
