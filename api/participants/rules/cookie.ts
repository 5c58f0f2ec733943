/** The cookie of a browser that knows a confirmed mailbox, written alike by the API and by the pages. */
export const participantCookie = 'participant';
export const participantPrefix = 'jpt_';
export const sessionDays = 180;

/** Lax: whoever comes by the link of a mail is known. */
export function participantCookieHeader(token: string, secure: boolean): string {
  return `${participantCookie}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${sessionDays * 86_400}${secure ? '; Secure' : ''}`;
}

export const participantCookieCleared = `${participantCookie}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`;

/** Only a page of this site: an address elsewhere would make the confirmation a trap. */
export function ownPage(next: string | null | undefined): string | null {
  return next != null && next.length <= 500 && /^\/(?![/\\])[^\p{Cc}]*$/u.test(next) ? next : null;
}
