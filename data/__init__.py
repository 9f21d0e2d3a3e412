"""What was supplied, and the tables built from it; the only room that says duckdb."""
