"""What infrastructure costs, who pays, and what would change the answer."""
