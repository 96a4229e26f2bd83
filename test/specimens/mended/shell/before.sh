#!/bin/sh
cd "$(dirname "$0")"
echo 'migrating'
node server.mjs
echo 'stopped'
