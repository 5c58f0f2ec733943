/** The session cookie, written alike by the API and by the pages. */
export const sessionCookie = 'jinshu_session';

/** How long a session lasts. */
export const sessionHours = 12;

/** Told as an age, not as a date: a browser whose clock is wrong would drop the session at once. */
export function sessionCookieHeader(token: string, secure: boolean): string {
  return `${sessionCookie}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${sessionHours * 3600}${secure ? '; Secure' : ''}`;
}

export const sessionCookieCleared = `${sessionCookie}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`;
