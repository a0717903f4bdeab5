"""What a run needs of a machine, measured with random weights of the released size: no checkpoint has to be there."""
