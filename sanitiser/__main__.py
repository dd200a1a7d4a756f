"""`python -m sanitiser`."""

from sanitiser.cli.app import main

if __name__ == "__main__":
    main()
