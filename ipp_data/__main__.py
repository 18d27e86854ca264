"""python -m ipp_data: the same calls from a shell. Never computes what a module does not."""

from ipp_data.cli import main

raise SystemExit(main())
