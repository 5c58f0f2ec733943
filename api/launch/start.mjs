// `npm start`: from a bare checkout to a running portal.
import { prepare } from './prepare.mjs';
import { fail } from './say.mjs';

try {
  await prepare();
  // The server runs in this very process, so that whoever stops the command stops the server.
  await import('tsx');
  const { main } = await import('./main.ts');
  await main({ pages: 'built' });
} catch (error) {
  fail(error);
}
