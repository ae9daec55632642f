"""`make bench`: what wsltui costs, beside lazydocker on the same private engine."""
