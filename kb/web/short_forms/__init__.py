"""The short forms: to call for partners, to question a figure, to answer, to tell of a decision."""
