"""What a provider's tier rests on: the framework as data, and what evidence gives."""
