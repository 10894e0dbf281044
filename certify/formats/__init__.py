"""How the framework writes days and moments by itself: as `local_time` does (docs/design.md, Type)."""
