"""The files of the example are those of another project: a copy, over which they are laid."""

collect_ignore = ["files"]
