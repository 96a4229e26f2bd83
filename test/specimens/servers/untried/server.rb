# webrick, stopped as its manual says.
require 'webrick'
server = WEBrick::HTTPServer.new(
  BindAddress: '127.0.0.1', Port: ENV['PORT'].to_i, AccessLog: [], Logger: WEBrick::Log.new(File::NULL)
)
server.mount_proc('/') do |request, answer|
  sleep 1.5 if request.path == '/slow'
  answer.body = "hello\n"
end
trap('TERM') { server.shutdown }
server.start
