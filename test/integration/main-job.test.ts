/**
 * The main job over HTTP, steps 1 to 12: a steward compiles, a citizen downloads, an enterprise signs, a product sells, the
 * treasury is paid. Every call goes through the client made from the committed OpenAPI document. Beforehand there are
 * only the bodies of two governments with their accounts; both enterprises register themselves. The steps are in main-job/.
 */
import { afterAll, beforeAll } from 'vitest';
import { Job } from '#test/support/journey-api.ts';
import { compileSteps } from './main-job/compile-steps.ts';
import { licenceSteps } from './main-job/licence-steps.ts';
import { marketSteps } from './main-job/market-steps.ts';
import { lastSteps, revenueSteps } from './main-job/revenue-steps.ts';
import { tradeSteps } from './main-job/trade-steps.ts';

const job = new Job();
beforeAll(() => job.start());
afterAll(() => job.t.close());

compileSteps(job);
licenceSteps(job);
marketSteps(job);
revenueSteps(job);
tradeSteps(job);
lastSteps(job);
