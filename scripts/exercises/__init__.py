"""The numbers of the exercises, one module a page; docs/javascripts/practice/exercises computes the same ones."""
