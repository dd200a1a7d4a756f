"""The pages: server-rendered, usable without scripts, no request to anybody else."""
