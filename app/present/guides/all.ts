import { apiProducts } from './api-products.ts';
import { bulk } from './bulk.ts';
import { errors } from './errors.ts';
import type { Guide } from './guide.ts';
import { jobs } from './jobs.ts';
import { licence } from './licence.ts';
import { money } from './money.ts';
import { products } from './products.ts';
import { proof } from './proof.ts';
import { rows } from './rows.ts';
import { webhooks } from './webhooks.ts';

/** In the order one reads them. */
export const guides: readonly Guide[] = [
  licence,
  rows,
  bulk,
  jobs,
  products,
  apiProducts,
  webhooks,
  money,
  proof,
  errors,
];
