"""What the figures mean: statistics, access, costs, answers; the only room that draws."""
