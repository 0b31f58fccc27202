"""python -m bearwitness.cli"""

from bearwitness.cli import main

main()
