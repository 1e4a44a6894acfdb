"""Green or red: which opportunities to take, decided in the open and remembered kindly."""
