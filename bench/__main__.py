"""Measure everything that the documents claim, and write it down."""

import bench.access
import bench.coverage
import bench.verdict_study

bench.access.main()
bench.verdict_study.main()
bench.coverage.main()
