"""Case records written by hand with marks, before the recognisers were tried on them. All people in them are invented."""
