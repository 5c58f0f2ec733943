/** A version: immutable bytes, numbered per entry. What is published is either the table as it came or its treated copy. */
import { defineLifecycle } from '#api/kernel/lifecycle.ts';
import type { VersionState } from './codes.ts';

export const versionLifecycle = defineLifecycle<VersionState>({
  received: {
    begin: { to: 'processing', event: 'datasets.ingest', by: 'platform' },
  },
  processing: {
    fail: { to: 'failed', event: 'datasets.ingest', by: 'platform' },
    hold: { to: 'held', event: 'datasets.ingest', by: 'platform' },
    pass: { to: 'ready', event: 'datasets.ingest', by: 'platform' },
  },
  failed: {
    retry: { to: 'received', event: 'datasets.retry', by: 'steward' },
  },
  held: {
    treat: { to: 'processing', event: 'datasets.treat', by: 'steward' },
  },
  ready: {
    treat: { to: 'processing', event: 'datasets.treat', by: 'steward' },
    publish: { to: 'published', event: 'datasets.publish', by: 'steward or government information department' },
  },
  published: {},
});
