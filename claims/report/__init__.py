"""What leaves the workbench: the verdict CSV, out and back in."""
