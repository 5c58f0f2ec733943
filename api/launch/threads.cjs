// Read before anything else (node --require): each DuckDB statement in progress holds one of libuv's threads, of which there
// are four unless this is set, and an ES module sets it too late.
process.env.UV_THREADPOOL_SIZE ||= '16';
