import Stripe from 'stripe';
import { refuse } from './refusals.ts';

/** Errors of the library as refusals; its messages may quote what was sent and stay here. */
export async function named<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw refusalOf(error) ?? error;
  }
}

function refusalOf(error: unknown) {
  const { errors } = Stripe;
  if (!(error instanceof errors.StripeError)) return null;
  const { code = '', statusCode = 0 } = error;
  if (error instanceof errors.StripeIdempotencyError) return refuse('payments.provider_key_reused');
  if (error instanceof errors.StripeAuthenticationError || error instanceof errors.StripePermissionError)
    return refuse('payments.provider_refuses_us');
  // 409: the first call under this key still runs. 429: not begun. Both end by asking again.
  if (error instanceof errors.StripeConnectionError || error instanceof errors.StripeRateLimitError)
    return refuse('payments.provider_unreachable');
  if (statusCode === 409 || statusCode >= 500) return refuse('payments.provider_unreachable');
  if (code === 'resource_missing') return refuse('payments.provider_unknown_object', { id: error.param ?? '' });
  return refuse('payments.provider_rejected', { reason: (code || error.type).slice(0, 60) });
}
