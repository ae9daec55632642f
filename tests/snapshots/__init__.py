"""Pictures of the screen: drawn from the demo world, compared with those in screenshots/."""
