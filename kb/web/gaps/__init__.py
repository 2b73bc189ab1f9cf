"""Where knowledge is missing: areas by gains, counted by how well the solutions are proven."""
