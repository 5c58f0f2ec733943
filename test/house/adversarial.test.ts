/** docs/adversarial.md promises a test for each row; a test that was renamed or removed breaks the promise unseen. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const rows = readFileSync('docs/adversarial.md', 'utf8')
  .split('\n')
  .map((line) => line.split(' | '))
  .filter(([number = '']) => /^\| \d+$/.test(number))
  .map((cells) => ({ number: Number(cells[0]?.slice(2)), tests: (cells[3] ?? '').replace(/ \|$/, '').split('<br>') }));

describe('the adversarial table', () => {
  it('has the fifty rows', () => {
    expect(rows.map((row) => row.number)).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
  });

  it('says honestly what has no test yet', () => {
    expect(rows.filter((row) => row.tests.includes('not yet')).map((row) => row.number)).toEqual([]);
  });

  it('names tests that exist', () => {
    const missing = rows.flatMap(({ number, tests }) =>
      tests
        .filter((test) => test !== 'not yet')
        .filter((test) => {
          const [, file = '', name = ''] = /^`([^`]+)` (.+)$/.exec(test) ?? [];
          return name.length < 8 || !existsSync(file) || !readFileSync(file, 'utf8').includes(name);
        })
        .map((test) => `${number}: ${test}`),
    );
    expect(missing).toEqual([]);
  });
});
