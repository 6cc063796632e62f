"""Trains, exports and measures the first Wetread model."""
