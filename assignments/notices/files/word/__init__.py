"""Word documents (.docx), from their XML."""
