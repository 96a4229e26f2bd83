<?php
// For php -S, which calls it for each request, and for php-fpm.
$path = strtok($_SERVER['REQUEST_URI'], '?');
set_time_limit(0);
while (ob_get_level()) ob_end_flush();

function drip(string $part, int $times, int $pause): void {
    for (; $times !== 0; $times--) { echo $part; flush(); usleep($pause); }
}

if ($path === '/stream') drip("part\n", 9, 180000);
elseif ($path === '/sse') { header('Content-Type: text/event-stream'); drip("data: tick\n\n", -1, 250000); }
elseif ($path === '/big') { header('Content-Length: 20000000'); echo str_repeat('x', 20000000); }
elseif ($path === '/upload') echo strlen(file_get_contents('php://input')), " bytes\n";
elseif ($path === '/count') {
    $file = getenv('COUNT');
    if ($_SERVER['REQUEST_METHOD'] === 'POST') file_put_contents($file, '.', FILE_APPEND);
    clearstatcache();
    echo filesize($file), "\n";
} else {
    if ($path === '/slow') usleep(1500000);
    header('Content-Length: ' . strlen($hello = 'hello from ' . getmypid() . "\n"));
    echo $hello;
}
