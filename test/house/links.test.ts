/** Every file that README and docs point to exists. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const pages = [
  'README.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' }).map((one) => join('docs', one)),
];

describe('README and docs', () => {
  it('point to nothing that is not there', () => {
    const broken = pages
      .filter((page) => page.endsWith('.md'))
      .flatMap((page) =>
        [...readFileSync(page, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)]
          .map(([, target = '']) => target.replace(/#.*$/, ''))
          .filter((target) => target !== '' && !/^[a-z]+:|^\//.test(target))
          .filter((target) => !existsSync(join(dirname(page), target)))
          .map((target) => `${page} -> ${target}`),
      );
    expect(broken).toEqual([]);
  });
});
