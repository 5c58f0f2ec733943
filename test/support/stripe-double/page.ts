/** The hosted page: what the customer sees and presses. It pays, declines, or leaves the answer for later. */
import type { State } from './state.ts';

const inHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export function hostedPage(state: State, sessionId: string): { status: number; html: string } {
  const session = state.sessions.get(sessionId);
  if (session === undefined || session.status !== 'open')
    return { status: 404, html: '<!doctype html><title>Closed</title><h1>This page is closed</h1>' };
  const button = (does: string, words: string) => `<p><button name="does" value="${does}">${words}</button></p>`;
  return {
    status: 200,
    html: `<!doctype html><html lang="en"><title>Checkout</title><h1>${(session.amount_total ?? 0) / 100} ${inHtml(session.currency ?? '')}</h1>
<form method="post">${button('card', 'Pay by card')}${button('alipay', 'Alipay')}${button('later', 'WeChat Pay, answered later')}${button('decline', 'Use a card that is declined')}</form>
<p><a href="${inHtml(session.cancel_url ?? '')}">Back</a></p></html>`,
  };
}

/** Answers where the browser goes next. */
export function press(state: State, sessionId: string, does: string): string {
  const session = state.need(state.sessions, sessionId);
  if (does === 'decline') {
    state.decline(sessionId);
    return `/pay/${sessionId}`;
  }
  if (session.mode === 'subscription') state.billing.subscribe(sessionId);
  else if (does === 'later') state.payLater(sessionId);
  else state.pay(sessionId, does === 'alipay' ? 'alipay' : 'card');
  return session.success_url ?? '/';
}
