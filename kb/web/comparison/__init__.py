"""The page on whether something might work in my municipality: "Hos os?"."""
