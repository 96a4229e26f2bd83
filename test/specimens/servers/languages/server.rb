# webrick, stopped as its manual says.
require 'webrick'
HELLO = "hello from #{Process.pid}\n"
server = WEBrick::HTTPServer.new(
  BindAddress: '127.0.0.1', Port: ENV['PORT'].to_i, AccessLog: [], Logger: WEBrick::Log.new(File::NULL)
)
server.mount_proc('/') do |request, answer|
  case request.path
  when '/big' then answer.body = 'x' * 20_000_000
  when '/upload' then answer.body = "#{request.body.length} bytes\n"
  when '/count'
    File.write(ENV['COUNT'], '.', mode: 'a') if request.request_method == 'POST'
    answer.body = "#{File.size(ENV['COUNT'])}\n"
  when '/stream'
    answer.chunked = true
    answer.body = proc { |out| 9.times { out.write("part\n"); sleep 0.18 } }
  when '/sse'
    answer.chunked = true
    answer['Content-Type'] = 'text/event-stream'
    answer.body = proc { |out| loop { out.write("data: tick\n\n"); sleep 0.25 } }
  else
    sleep 1.5 if request.path == '/slow'
    answer.body = HELLO
  end
end
trap('TERM') { server.shutdown }
server.start
