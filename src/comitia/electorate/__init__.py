"""Those who answer when a contest is held: real returns, a voter model, or both."""
