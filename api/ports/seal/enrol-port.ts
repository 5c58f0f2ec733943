/**
 * Where certificates of organisations come from when the platform's own authority should not issue them: a licensed authority
 * (Electronic Signature Law, arts. 16-18). The key is made here and never leaves; only the request does.
 */
export interface EnrolPort {
  /** Certificates (PEM) that issue; a signature counts when one of them issued its certificate directly. */
  readonly anchors: readonly string[];
  /**
   * DER of a PKCS#10 request (RFC 2986) in, the issued certificate (PEM) out.
   * Throws `EnrolPending` while a person at the authority decides, `EnrolFailed` for all else.
   */
  enrol(request: Uint8Array): Promise<string>;
}

export class EnrolPending extends Error {
  constructor(readonly seconds: number) {
    super('the authority has the request and has not decided');
    this.name = 'EnrolPending';
  }
}

/** The reason names neither address nor credentials. */
export class EnrolFailed extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(`no certificate: ${reason}`, options);
    this.name = 'EnrolFailed';
  }
}
