"""Tests of wsltui, and the worlds that they run against."""
