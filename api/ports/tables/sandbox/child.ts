/** A process that answers one statement at a time: a statement that brings DuckDB down takes nothing else with it. */
import { type InsideRequest, runInside } from '#api/ports/tables/inside/run.ts';
import { type CellRequest, openCell } from '#api/ports/tables/sandbox/cell.ts';

process.on('message', (request: CellRequest | { readonly inside: InsideRequest }) => {
  void (async () => {
    if ('inside' in request) {
      process.send?.({ answer: await runInside(request.inside) });
      return;
    }
    const cell = await openCell(request.tables, request.limits);
    try {
      process.send?.({ answer: await cell.answer(request.sql) });
    } finally {
      cell.close();
    }
  })().catch((error: unknown) => process.send?.({ failed: String(error) }));
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });
