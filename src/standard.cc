// Carries the precompiled header; there is nothing to compile in it.
