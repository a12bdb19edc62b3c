/** Every way a request can be refused: code, HTTP status and a title that does not change. */
export const problems = {
  invalid_input: { status: 400, title: "The request does not fit" },
  unauthenticated: { status: 401, title: "Sign in first" },
  forbidden: { status: 403, title: "Not allowed" },
  cross_site: { status: 403, title: "Sent from another site" },
  not_found: { status: 404, title: "Not found" },
  method_not_allowed: { status: 405, title: "This address does not take that method" },
  conflict: { status: 409, title: "Already there, and different" },
  stale_revision: { status: 409, title: "Changed by someone else in between" },
  submitted: { status: 409, title: "Already submitted" },
  not_assigned: { status: 409, title: "Not yours in this round" },
  has_work: { status: 409, title: "There is work in it" },
  reveals_work: { status: 409, title: "Others would see blind work" },
  over_cap: { status: 409, title: "Above the limit for one person" },
  superseded: { status: 409, title: "There is a newer revision of this text" },
  archived: { status: 409, title: "The project is archived" },
  wrong_state: { status: 409, title: "Not possible in this state" },
  gone: { status: 410, title: "No longer valid" },
  too_large: { status: 413, title: "Too large" },
  unsupported_media_type: { status: 415, title: "Wrong content type" },
  rate_limited: { status: 429, title: "Too many requests" },
  internal: { status: 500, title: "Something broke on our side" },
  unavailable: { status: 503, title: "Not available right now" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

/** RFC 9457 problem details as this API sends them. */
export type Problem = {
  readonly type: string;
  readonly code: ProblemCode;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly requestId: string;
  /** Where in the input, for invalid_input. */
  readonly issues?: readonly { readonly field: string; readonly message: string }[];
  /** The server's copy, for stale_revision; the newest revision of the document, for superseded; what others would see, for reveals_work; who gets too much, for over_cap. */
  readonly current?: unknown;
};
