/** How the embedded PostgreSQL is set up: for a catalogue that is searched all day, on a machine it shares with the portal. */
import { totalmem } from 'node:os';

const mb = 2 ** 20;

/**
 * Memory for pages of tables and indexes. An eighth of the machine (of the container, where there is a limit), for the portal
 * and the tables' engine want theirs; 512 MB holds the whole index of 100,000 entries, of which the 128 MB that PostgreSQL
 * takes unasked hold half: every search would then read thousands of pages from the system again.
 */
export function sharedBuffers(memory: number): number {
  return Math.min(512, Math.max(128, Math.floor(memory / 8 / mb)));
}

/** What PostgreSQL would set for a machine of 1 GB and spinning disks is set for one of today. */
export function serverSettings(memory = memoryOfMachine()): Readonly<Record<string, string>> {
  const buffers = sharedBuffers(memory);
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    logging_collector: 'off',
    shared_buffers: `${buffers}MB`,
    // The system keeps pages of files beside ours.
    effective_cache_size: `${Math.max(buffers * 2, Math.floor(memory / 2 / mb))}MB`,
    // The matches of a broad word (40,000 records of a province's name) stay in memory instead of going to a file and back.
    work_mem: '16MB',
    // Reading here and there costs little more than reading on, from memory or a solid-state disk.
    random_page_cost: '1.1',
  };
}

function memoryOfMachine(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}
