"""People and machines that use the service, and how each proves who it is."""
