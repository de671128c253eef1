"""What people see of an import: its pages, one view for each button, its files."""
