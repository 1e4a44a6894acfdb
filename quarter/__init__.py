"""The simulated quarter: thirteen weeks of the sample company in a minute, with the real Earshot in it.

Time is virtual and everything happens in one thread, so that the same seed gives the same quarter. What everybody got from
Earshot is collected and checked.
"""
