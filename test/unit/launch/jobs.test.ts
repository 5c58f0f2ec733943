import { parseCronItems } from 'graphile-worker';
import { describe, expect, it } from 'vitest';
import { cronItem, crontab, jobs } from '#api/jobs.ts';

describe('recurring work', () => {
  it.each(crontab.map((line) => [line]))('%s is a time and a job there is', (line) => {
    const item = cronItem(line);
    expect(Object.keys(jobs)).toContain(item.task);
    expect(() => parseCronItems([item])).not.toThrow();
  });
});
