import "server-only";
import type { Transaction } from "../database";

/** Who last changed an annotation or decision, by name, as a refusal says it. */
export async function lastToChange(tx: Transaction, projectId: string, subjectId: string): Promise<string> {
  const last = await tx.change.findFirst({
    where: {
      projectId,
      subjectId,
      OR: [{ kind: { startsWith: "annotation." } }, { kind: { startsWith: "decision." } }],
    },
    select: { principal: true },
    orderBy: { seq: "desc" },
  });
  return personNamed(tx, last?.principal);
}

/** What somebody is called where others are told what they did. */
export async function personNamed(tx: Transaction, userId: string | null | undefined): Promise<string> {
  const person = userId ? await tx.user.findUnique({ where: { id: userId }, select: { name: true } }) : null;
  return person?.name || "Somebody";
}
