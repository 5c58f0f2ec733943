/** The catalogue of the demonstration province: every theme of the guideline, every agency of the demonstration. */
import { air } from './entries/air.ts';
import { building } from './entries/building.ts';
import { buses } from './entries/buses.ts';
import { care } from './entries/care.ts';
import { community } from './entries/community.ts';
import { credit } from './entries/credit.ts';
import { emergency } from './entries/emergency.ts';
import { energy } from './entries/energy.ts';
import { food } from './entries/food.ts';
import { forms } from './entries/forms.ts';
import { health } from './entries/health.ts';
import { land } from './entries/land.ts';
import { prices } from './entries/prices.ts';
import { roads } from './entries/roads.ts';
import { safety } from './entries/safety.ts';
import { serviceAreas } from './entries/service-areas.ts';
import { statistics } from './entries/statistics.ts';
import { tourism } from './entries/tourism.ts';
import { water } from './entries/water.ts';
import { welfare } from './entries/welfare.ts';
import type { EntrySpec } from './table.ts';

export const entries: readonly EntrySpec[] = [
  ...roads,
  ...buses,
  ...air,
  ...water,
  ...energy,
  ...prices,
  ...statistics,
  ...tourism,
  ...health,
  ...welfare,
  ...care,
  ...food,
  ...credit,
  ...building,
  ...community,
  ...emergency,
  ...safety,
  // Later comers stand at the end: within a day, running numbers follow the order.
  ...serviceAreas,
  ...forms,
  ...land,
];
