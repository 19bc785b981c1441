"""`python -m finsam_control`."""

from finsam_control.cli import main

main()
