// `npm run revenue:recompute -- FILE`: recomputes an exported statement; no database, no network. Exit code 1 on a difference.
import 'tsx';

await import('../revenue/recompute-cli.ts');
