// `npm run evaluation:recompute -- FILE`: recomputes published results from their file; no database, no network. Exit code 1 on a difference.
import 'tsx';

await import('../evaluation/recompute-cli.ts');
