"""What students and teachers read: wording, clean outputs, the graded notebook."""
