# A worker has one connection at a time.
worker_processes 16
timeout 60
