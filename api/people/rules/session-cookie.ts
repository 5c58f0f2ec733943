/** The session cookie, written alike by the API and by the pages. */
export const sessionCookie = 'jinshu_session';

export function sessionCookieHeader(token: string, expires: Date, secure: boolean): string {
  return `${sessionCookie}=${token}; Path=/; HttpOnly; SameSite=Lax; Expires=${expires.toUTCString()}${secure ? '; Secure' : ''}`;
}

export const sessionCookieCleared = `${sessionCookie}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`;
