"""Documents in, drafts of records out: by rules and patterns alone, and every value says where it stands."""
