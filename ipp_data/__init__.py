"""The Industrial Parks Benchmark without its pages: facts, questions, scores, figures. Never imports a page."""
