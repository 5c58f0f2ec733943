// The server half of `npm run dev`.
import 'tsx';
import { fail } from './say.mjs';

try {
  const { main } = await import('./main.ts');
  await main({ pages: 'live' });
} catch (error) {
  fail(error);
}
