# The limit that Puma does not set itself.
force_shutdown_after 6
