<?php
// For php -S, which calls it for each request.
if ($_SERVER['REQUEST_URI'] === '/slow') usleep(1500000);
echo "hello\n";
