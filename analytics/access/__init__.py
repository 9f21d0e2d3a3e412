"""How much care is within reach, and how sure we are that it is too little."""
