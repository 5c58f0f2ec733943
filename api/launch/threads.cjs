// Read before anything else (node --require).
// Each DuckDB statement in progress holds one of libuv's threads, of which there are four unless this is set, and an ES module
// sets it too late.
process.env.UV_THREADPOOL_SIZE ||= '16';
// On a large machine V8 lets the old heap grow to four times what lives in it before it collects: a harvest, of which nothing
// stays, took the process from 450 MB to over 800. At 1.6 times it stays below 600, for no more processor time.
require('node:v8').setFlagsFromString('--heap-growing-percent=60');
