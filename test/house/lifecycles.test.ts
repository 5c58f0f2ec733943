/** docs/lifecycles.md is drawn from the tables; `npx vitest run --project unit test/house/lifecycles.test.ts -u` draws it anew. */
import { expect, it } from 'vitest';
import type { Lifecycle } from '#api/kernel/lifecycle.ts';
import { filesUnder, root } from '#test/support/sources.ts';

const head = `# Lifecycles

Drawn from the tables in \`api/*/rules/lifecycle.ts\`. An arrow is an action and who takes it; each emits the audit event beside it.
`;

it('draws every lifecycle', async () => {
  const parts: string[] = [head];
  for (const file of filesUnder('api', ['lifecycle.ts'])
    .filter((f) => f.includes('/rules/'))
    .sort()) {
    const module = (await import(`${root}/${file}`)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(module)) {
      if (!name.endsWith('ifecycle') || typeof value !== 'object' || value === null) continue;
      const lifecycle = value as Lifecycle;
      const arrows = Object.entries(lifecycle).flatMap(([from, edges]) =>
        Object.entries(edges).map(([action, { to, by }]) => `  ${from} --> ${to}: ${action} (${by})`),
      );
      const rows = Object.entries(lifecycle).flatMap(([from, edges]) =>
        Object.entries(edges).map(
          ([action, { to, by, event }]) => `| ${from} | ${action} | ${to} | ${by} | \`${event}\` |`,
        ),
      );
      const room = file.split('/')[1];
      parts.push(
        `## ${room}: ${name}\n\n\`\`\`mermaid\nstateDiagram-v2\n${arrows.join('\n')}\n\`\`\`\n\n| from | action | to | by | event |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`,
      );
    }
  }
  expect(parts.length).toBeGreaterThan(3);
  await expect(parts.join('\n')).toMatchFileSnapshot(`${root}/docs/lifecycles.md`);
});
