/** Who may import whom (docs/architecture.md), read from the imports. */
import { describe, expect, it } from 'vitest';
import { type Source, sources } from '#test/support/sources.ts';

const api = sources('api');
const app = sources('app');

/** Rooms on one floor know nothing of the floors above. */
const floors: readonly (readonly string[])[] = [
  ['kernel'],
  ['audit', 'law', 'ledger', 'people', 'organizations', 'documents', 'participants'],
  ['bases'],
  ['catalog'],
  ['datasets'],
  ['deidentification'],
  ['quality'],
  ['compilation'],
  ['licensing'],
  ['collection'],
  ['agreements'],
  ['usage'],
  ['enclave'],
  ['products'],
  ['orders'],
  ['gateway'],
  ['market'],
  ['banking'],
  ['revenue'],
  ['checkout'],
  ['payouts'],
  ['invoices'],
  ['assets'],
  ['search', 'overview', 'ckan', 'mcp', 'interfaces'],
  [
    'federation',
    'feedback',
    'reuses',
    'subscriptions',
    'score',
    'sharing',
    'status',
    'targeted',
    'releases',
    'security',
  ],
  ['supervision'],
  ['evaluation'],
];
const floorOf = (room: string) => floors.findIndex((floor) => floor.includes(room));
const frame = new Set(['http', 'launch', 'ports']);

const roomOf = (path: string) => {
  const [top, room, ...rest] = path.split('/');
  return top === 'api' && rest.length > 0 && room !== undefined && !frame.has(room) ? room : null;
};

const broken = (files: readonly Source[], fault: (file: Source, target: string, typeOnly: boolean) => boolean) =>
  files.flatMap((file) =>
    file.imports
      .filter(({ from, typeOnly }) => fault(file, from, typeOnly))
      .map(({ from }) => `${file.file} -> ${from}`),
  );

describe('the house', () => {
  it('has every room on a floor', () => {
    const rooms = new Set(api.flatMap(({ file }) => roomOf(file) ?? []));
    expect([...rooms].filter((room) => floorOf(room) < 0)).toEqual([]);
  });

  it('has stairs that go down only', () => {
    expect(
      broken(api, ({ file }, target) => {
        const [here, there] = [roomOf(file), roomOf(target)];
        // Words and shapes of a room may be read from anywhere below the pages: they are pure.
        return here !== null && there !== null && here !== there && floorOf(there) > floorOf(here);
      }),
    ).toEqual([]);
  });

  it('has no circle between rooms', () => {
    const edges = new Map<string, Set<string>>();
    for (const { file, imports } of api) {
      const here = roomOf(file);
      if (here === null) continue;
      for (const { from, typeOnly } of imports) {
        const there = roomOf(from);
        // Rules and contracts are pure words and shapes: they run nothing, so they close no circle.
        if (there === null || there === here || typeOnly || /\/rules\/|\/contract\.ts$/.test(from)) continue;
        edges.set(here, (edges.get(here) ?? new Set()).add(there));
      }
    }
    const circles: string[] = [];
    const walk = (room: string, way: readonly string[]): void => {
      if (way.includes(room)) {
        circles.push([...way.slice(way.indexOf(room)), room].join(' -> '));
        return;
      }
      for (const next of edges.get(room) ?? []) walk(next, [...way, room]);
    };
    for (const room of edges.keys()) walk(room, []);
    expect([...new Set(circles)]).toEqual([]);
  });

  it('keeps rules pure: rules and kernel import rules and kernel', () => {
    const pure = api.filter(({ file }) => file.startsWith('api/kernel/') || /^api\/[^/]+\/rules\//.test(file));
    const allowed = /^(api\/kernel\/|api\/[^/]+\/rules\/|zod$|canonicalize$)/;
    expect(broken(pure, (_, target) => !allowed.test(target))).toEqual([]);
  });

  it('keeps contracts pure', () => {
    const contracts = api.filter(({ file }) => file.endsWith('/contract.ts'));
    const allowed = /^(api\/kernel\/|api\/[^/]+\/rules\/|api\/[^/]+\/(?:[a-z-]+-)?contract\.ts$|zod$)/;
    expect(broken(contracts, (_, target) => !allowed.test(target))).toEqual([]);
  });

  it('lets nobody but the server reach the pages', () => {
    const may = new Set(['api/http/pages.ts', 'api/server.ts']);
    expect(broken(api, ({ file }, target) => target.startsWith('app/') && !may.has(file))).toEqual([]);
  });

  it('lets pages take services as types only', () => {
    // A room with nouns of its own keeps a contract in each of their folders; it is as pure as the others.
    const values = /^api\/(kernel\/|[^/]+\/rules\/|[^/]+\/(?:[a-z-]+\/)?(?:[a-z-]+-)?contract\.ts$)/;
    expect(
      broken(app, (_, target, typeOnly) => /^(api|prisma)\//.test(target) && !typeOnly && !values.test(target)),
    ).toEqual([]);
  });

  it('keeps services and stores away from HTTP', () => {
    const rooms = api.filter(({ file }) => roomOf(file) !== null);
    expect(broken(rooms, (_, target) => /^(express|react-router|api\/http\/)/.test(target))).toEqual([]);
  });
});
