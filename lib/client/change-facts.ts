import { z } from "zod";
import type { ChangeResource } from "@/lib/contracts/entities";
import { type ProjectRole, projectRoles } from "@/lib/policy/policy";

// A change keeps its row as it was then, whose shape depends on its kind; only these parts are told.
const Row = z
  .object({
    tag: z.string(),
    spans: z.array(z.object({ quote: z.string() })),
    title: z.string(),
    name: z.string(),
    role: z.enum(projectRoles),
    version: z.number(),
    email: z.string(),
  })
  .partial();
type Row = z.output<typeof Row>;

const rowOf = (value: unknown): Row => {
  const parsed = Row.safeParse(value);
  return parsed.success ? parsed.data : {};
};

export type ChangeFacts = {
  readonly name: string | null;
  readonly role: ProjectRole | null;
  readonly version: number | null;
  /** The tag and the words of an annotation. */
  readonly mark: { readonly tag: string; readonly quote: string } | null;
};

/** What a change's rows tell that is worth showing: of the new row, or of the old one where it is gone. */
export function factsOf(change: ChangeResource): ChangeFacts {
  const before = rowOf(change.before);
  const after = rowOf(change.after);
  const row = { ...before, ...after };
  const quote = row.spans?.map((span) => span.quote).join(" … ") ?? "";
  return {
    name: row.title ?? row.name ?? row.email ?? null,
    role: row.role ?? null,
    version: row.version ?? null,
    mark: row.tag === undefined ? null : { tag: row.tag, quote },
  };
}
