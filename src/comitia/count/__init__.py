"""The arithmetic of elections: whole numbers in, winners and reasons out. No files, clocks or hidden draws."""
