#!/bin/sh
cd "$(dirname "$0")"
echo 'migrating'
# Cure: let the shell become it
exec node server.mjs
