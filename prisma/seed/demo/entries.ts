/** The catalogue of the demonstration province: every theme of the guideline, every agency of the demonstration. */
import { building } from './entries/building.ts';
import { emergency } from './entries/emergency.ts';
import { energy } from './entries/energy.ts';
import { environment } from './entries/environment.ts';
import { health } from './entries/health.ts';
import { market } from './entries/market.ts';
import { prices } from './entries/prices.ts';
import { tourism } from './entries/tourism.ts';
import { transport } from './entries/transport.ts';
import { welfare } from './entries/welfare.ts';
import type { EntrySpec } from './table.ts';

export const entries: readonly EntrySpec[] = [
  ...transport,
  ...environment,
  ...energy,
  ...prices,
  ...tourism,
  ...health,
  ...welfare,
  ...market,
  ...building,
  ...emergency,
];
