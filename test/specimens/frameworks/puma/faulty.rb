# The fault: whoever has sent half a head is waited for, half a minute, since nobody says how long.
bind "tcp://127.0.0.1:#{ENV['PORT']}"
threads 24, 24
environment 'production'
