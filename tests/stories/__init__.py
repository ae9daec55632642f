"""What users do, through Textual's Pilot."""
