# A Rack application, for puma.
HELLO = "hello from #{Process.pid}\n"

Drip = Struct.new(:count, :part, :pause) do
  def each
    count.times { yield part; sleep pause }
  end
end

run lambda { |env|
  case env['PATH_INFO']
  when '/slow' then sleep 1.5; [200, {}, [HELLO]]
  when '/big' then [200, {}, ['x' * 20_000_000]]
  when '/upload' then [200, {}, ["#{env['rack.input'].read.length} bytes\n"]]
  when '/count'
    File.write(ENV['COUNT'], '.', mode: 'a') if env['REQUEST_METHOD'] == 'POST'
    [200, {}, ["#{File.size(ENV['COUNT'])}\n"]]
  when '/stream' then [200, { 'Content-Type' => 'text/plain' }, Drip.new(9, "part\n", 0.18)]
  when '/sse' then [200, { 'Content-Type' => 'text/event-stream' }, Drip.new(2**62, "data: tick\n\n", 0.25)]
  else [200, {}, [HELLO]]
  end
}
