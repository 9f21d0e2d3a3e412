"""Measure everything that the documents claim, and write it down."""

import bench.access
import bench.coverage
import bench.events
import bench.verdict_study

bench.access.main()
bench.events.main()
bench.verdict_study.main()
bench.coverage.main()
