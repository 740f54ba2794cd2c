"""YAML on disk: read, checked, watched, edited and written; the schedule's file too."""
