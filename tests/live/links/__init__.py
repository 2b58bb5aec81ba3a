"""The live proof: the output of rkconf brings up every link, through a real ssh and real networks."""
