"""From desk to public: the one place that suppresses and rounds."""
