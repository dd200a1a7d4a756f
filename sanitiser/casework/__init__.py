"""What is done with a case: opened, given areas and terms, handed records, closed and erased."""
