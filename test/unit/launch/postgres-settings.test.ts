import { expect, it } from 'vitest';
import { serverSettings, sharedBuffers } from '#api/launch/postgres-settings.ts';

const gb = 2 ** 30;

it('gives pages an eighth of the memory, never less than PostgreSQL takes unasked nor more than the index needs', () => {
  expect([0.5, 1, 2, 4, 24, 512].map((n) => sharedBuffers(n * gb))).toEqual([128, 128, 256, 512, 512, 512]);
});

it('never tells the planner of less memory than there is for pages', () => {
  expect(serverSettings(gb / 4)).toMatchObject({ shared_buffers: '128MB', effective_cache_size: '256MB' });
  expect(serverSettings(8 * gb)).toMatchObject({ shared_buffers: '512MB', effective_cache_size: '4096MB' });
});

it('listens on the loopback address alone', () => {
  expect(serverSettings(gb)).toMatchObject({ listen_addresses: '127.0.0.1', unix_socket_directories: '' });
});
