"""The live proof: what rkconf writes brings up every link, through a real ssh and real networks."""
