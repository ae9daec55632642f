"""From what `docker inspect` said of things to what makes them again. Pure."""
