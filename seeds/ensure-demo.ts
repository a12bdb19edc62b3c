import type { Principal } from "@/lib/policy/policy";
import { connect, db, transact } from "@/lib/server/database";
import { beginDemo, endDemo, readDemo } from "@/lib/server/demo/demo-setting";
import { joinDemo } from "@/lib/server/demo/join-demo";
import { buildMember, buildPerson, buildProject } from "./build";
import { annotators } from "./two-summits/annotators";
import { buildTwoSummits } from "./two-summits/build-two-summits";

const [keeper] = annotators;
/** Any number that nothing else takes as an advisory lock. */
const DEMO_LOCK = 7_266_102;

/**
 * Makes the demo project at the first start. A start that was interrupted goes on where it stopped; nodes that
 * start together take turns; what people have done with the demo since is left alone.
 */
export async function ensureDemo(say: (line: string) => void): Promise<void> {
  if ((await readDemo(db()))?.isMade) return;
  const turn = await connect("direct");
  try {
    await turn.query("SELECT pg_advisory_lock($1)", [DEMO_LOCK]);
    const demo = await beginDemo();
    if (demo.isMade) return;
    say("Making the demo project “Two summits”.");
    await buildTeam(demo.projectId);
    await transact(async (tx) => {
      const administrators = await tx.user.findMany({
        where: { administers: true, disabledAt: null },
        orderBy: { id: "asc" },
        select: { id: true },
      });
      for (const { id } of administrators) await joinDemo(tx, id);
      await endDemo(tx, demo);
    });
  } finally {
    await turn.end();
  }
}

/** The demo's people and their work. Until somebody can sign in, one of them keeps the project. */
async function buildTeam(projectId: string): Promise<void> {
  const people = new Map<string, Principal>();
  for (const annotator of annotators) people.set(annotator.key, await buildPerson(annotator));
  const personOf = (key: string) => {
    const person = people.get(key);
    if (!person) throw new Error(`Nobody in the demo is called ${key}`);
    return person;
  };
  const owner = personOf(keeper.key);
  await buildProject(owner, { id: projectId, name: "Two summits" });
  for (const { key } of annotators) await buildMember(projectId, personOf(key), "annotator");
  await buildTwoSummits(projectId, owner, personOf);
}
