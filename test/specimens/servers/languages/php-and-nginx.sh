#!/bin/sh
# nginx before php-fpm, in one container. How both are told: TERM at once; or in turn, QUIT to nginx, then to php-fpm.
# $1: how, $2: the folder of their settings
php-fpm8.2 --nodaemonize --allow-to-run-as-root --fpm-config "$2/php-fpm.conf" & php=$!
until [ -S "$2/php.sock" ]; do sleep 0.05; done
nginx -c "$2/php-nginx.conf" & nginx=$!
stop() {
  if [ "$1" = term ]; then
    kill -TERM $nginx $php
  else
    kill -QUIT $nginx
    wait $nginx
    kill -QUIT $php
  fi
  wait $nginx $php
  exit 0
}
trap "stop $1" TERM
wait $nginx
