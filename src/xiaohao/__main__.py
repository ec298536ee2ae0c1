"""`python -m xiaohao`."""

from xiaohao.cli import main

raise SystemExit(main())
