import "server-only";
import type { z } from "zod";
import type { Operation, Wire } from "@/lib/contracts/operation";
import type { OperationName, operations } from "@/lib/contracts/registry";
import type { Permission } from "@/lib/policy/policy";
import type { Scope } from "../authorize";

/** What a handler gets: proof of permission, and input that has been parsed. */
export type Call<P extends Permission, Body extends z.ZodType, Query extends z.ZodType> = {
  readonly scope: Scope<P>;
  readonly params: Readonly<Record<string, string>>;
  readonly body: z.output<Body>;
  readonly query: z.output<Query>;
  readonly request: Request;
};

/** Says that a create found its id there already: 200 instead of 201. */
export class Existing<T> {
  constructor(readonly value: T) {}
}

type HandlerOf<O> =
  O extends Operation<infer P, infer Body, infer Query, infer Returns, infer Over, infer Creates>
    ? (call: Call<P, Body, Query>) => Promise<Answer<Returns, Over, Creates>>
    : never;

type Answer<Returns extends z.ZodType, Over extends Wire, Creates extends boolean> = Over extends
  | "download"
  | "feed"
  ? Response
  : true extends Creates
    ? z.input<Returns> | Existing<z.input<Returns>>
    : z.input<Returns>;

/** One handler for each operation named. */
export type Handlers<Names extends OperationName> = {
  readonly [Name in Names]: HandlerOf<(typeof operations)[Name]>;
};
