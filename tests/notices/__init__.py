"""Tests of the readers: pure, without a database."""
