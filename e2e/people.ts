import { type APIRequestContext, type APIResponse, request } from "@playwright/test";
import type { z } from "zod";
import { addressOf } from "@/lib/client/api";
import type { Operation, Wire } from "@/lib/contracts/operation";
import type { Problem } from "@/lib/contracts/problem";
import type { Permission } from "@/lib/policy/policy";

export type Credentials = { readonly email: string; readonly password: string };
export type Person = Credentials & { readonly name: string };

/** The one who set the installation up; owns every project of the tests. */
export const owner: Person = {
  name: "Olga Owner",
  email: "olga@example.org",
  password: "a harbour full of quiet lanterns",
};

let made = 0;
/** Somebody nobody else is: two tests never share an account, nor an address to come from. */
const nextNumber = (): number => {
  made += 1;
  return made;
};

/** No other process of the run has this number, nor one that came in the place of a process which ended. */
const worker = Number(process.env.TEST_WORKER_INDEX ?? -1) + 1;

/** A name that nothing and nobody else in the run has. */
export const nextName = (word: string): string => `${word}-${worker}-${nextNumber()}`;

/** An address of the block for documentation that no other caller of the run comes from. */
export function nextAddress(): string {
  const number = nextNumber() + worker * 65_536;
  return `2001:db8::${(number >>> 16).toString(16)}:${(number & 0xffff).toString(16)}`;
}

/** The public API as one person uses it, by the declarations that the server serves. */
export class Api {
  constructor(
    readonly origin: string,
    readonly request: APIRequestContext,
  ) {}

  /** Calls an operation that has to succeed. */
  async call<B extends z.ZodType, Q extends z.ZodType, R extends z.ZodType>(
    operation: Operation<Permission, B, Q, R, Wire, boolean>,
    input: Input<B, Q> = {},
  ): Promise<z.output<R>> {
    const response = await this.send(operation, input);
    if (!response.ok())
      throw new Error(`${operation.method} ${operation.path}: ${response.status()} ${await response.text()}`);
    // The server checks every answer by this declaration before it sends it.
    return (await response.json()) as z.output<R>;
  }

  /** Calls an operation that has to be refused. */
  async refusal<B extends z.ZodType, Q extends z.ZodType, R extends z.ZodType>(
    operation: Operation<Permission, B, Q, R, Wire, boolean>,
    input: Input<B, Q> = {},
  ): Promise<Problem> {
    const response = await this.send(operation, input);
    if (response.ok()) throw new Error(`${operation.method} ${operation.path} was not refused`);
    // problem+json is the only shape of a refusal.
    return (await response.json()) as Problem;
  }

  send<B extends z.ZodType, Q extends z.ZodType>(
    operation: Pick<Operation, "method" | "path"> & { readonly query?: Q; readonly body?: B },
    input: Input<B, Q>,
  ): Promise<APIResponse> {
    return this.request.fetch(addressOf(operation, input), {
      method: operation.method,
      ...(input.body === undefined ? {} : { data: input.body }),
    });
  }
}

type Input<B extends z.ZodType, Q extends z.ZodType> = {
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: z.input<B>;
  readonly query?: z.input<Q>;
};

/** Somebody without a session. */
export async function newcomer(origin: string, cookies?: string): Promise<Api> {
  const context = await request.newContext({
    baseURL: origin,
    extraHTTPHeaders: { origin, "x-forwarded-for": nextAddress() },
    ...(cookies === undefined ? {} : { storageState: cookies }),
  });
  return new Api(origin, context);
}

/** Signs in as the form does, without the form. */
export async function signIn(origin: string, { email, password }: Credentials): Promise<Api> {
  const api = await newcomer(origin);
  // The shape of next-auth's own answer.
  const { csrfToken } = (await (await api.request.get("/api/auth/csrf")).json()) as { csrfToken: string };
  const answer = await api.request.post("/api/auth/callback/credentials", {
    form: { email, password, csrfToken, json: "true" },
  });
  if (!answer.ok()) throw new Error(`${email} can't sign in: ${answer.status()} ${await answer.text()}`);
  return api;
}
