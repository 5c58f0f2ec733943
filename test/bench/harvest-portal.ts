/** The portal of the harvest bench, in a process of its own: its work and its memory are not ours. */
import { ckanPackage, portal, send } from '#test/support/portals.ts';

const [rounds = 0, pages = 0, perPage = 0] = process.argv.slice(2).map(Number);
const count = pages * perPage;

/** Every round has datasets of its own: a copy of what another source has would not be work of the same kind. */
const bodies = new Map<string, string>();
for (let round = 0; round < rounds; round++) {
  for (let start = 0; start < count; start += perPage) {
    const results = Array.from({ length: perPage }, (_, n) => ckanPackage(round * count + start + n));
    bodies.set(`/${round} ${start}`, JSON.stringify({ success: true, result: { count, results } }));
  }
}

const city = await portal((url, response) => {
  const page = bodies.get(
    `${url.pathname.replace('/api/3/action/package_search', '')} ${url.searchParams.get('start')}`,
  );
  send(response, page === undefined ? 404 : 200, 'application/json', page ?? '{}');
});
process.on('disconnect', () => process.exit(0));
process.send?.(city.host);
