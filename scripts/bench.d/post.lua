-- wrk: posts the lines of a file, each once, over however many connections; a browser's headers.
--   wrk … -s post.lua URL -- FILE
local bodies

function init(arguments)
   bodies = assert(io.open(arguments[1]))
   wrk.method = "POST"
   wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
   wrk.headers["Accept"] = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
   wrk.headers["Accept-Language"] = "ja,en-US;q=0.7,en;q=0.3"
   wrk.headers["Sec-Fetch-Site"] = "same-origin"
   wrk.headers["Origin"] = "https://localhost"
   wrk.headers["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
end

function request()
   local body = bodies:read("*l")
   if not body then -- only for the bare route, which takes a body twice
      bodies:seek("set")
      body = bodies:read("*l")
   end
   return wrk.format(nil, nil, nil, body)
end

function done(summary, latency)
   local errors = summary.errors
   io.stderr:write(string.format(
      '{"requests": %d, "seconds": %f, "p50_ms": %f, "p99_ms": %f, "refused": %d, "broken": %d}\n',
      summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
      errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
