"""Which routes the law leaves open to whom, and which arrangements need a look."""
