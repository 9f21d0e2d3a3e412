"""What the figures mean: statistics, access, costs, answers; here it is drawn."""
