"""Kills commands at random moments, and judges what is left.

`points` writes down what a command passes and ends it at one of them; `processes` runs a command in a process of its
own; `stage` holds the councils and files that commands are tried on; `commands` lists what is killed; `state` is what a
data folder holds; `judging` is what must be true of it; `trial` puts one kill together.
"""
