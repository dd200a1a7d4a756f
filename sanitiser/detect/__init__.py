"""Presidio with our recognisers, case terms and case memory: a Record becomes findings."""
