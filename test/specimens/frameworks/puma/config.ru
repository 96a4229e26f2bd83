run lambda { |env|
  sleep 1.5 if env['PATH_INFO'] == '/slow'
  [200, { 'Content-Length' => '6' }, ["hello\n"]]
}
