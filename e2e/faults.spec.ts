import { spawnSync } from "node:child_process";
import path from "node:path";
import { batchAnnotations } from "@/lib/contracts/annotations";
import { type ChangeResource, listChanges } from "@/lib/contracts/entities";
import { AnnotatorUnderFaults, type Answer, brokenPromises, chance } from "@/lib/test/annotator-under-faults";
import { long } from "./articles";
import { expect, test } from "./fixtures";
import { openInstallation } from "./installation";
import type { Api } from "./people";
import { Reader } from "./reader";
import { root, serverEnvironment } from "./settings";
import { TestProject } from "./test-project";

const text = long(10);
const SEED = 20_260_102;
/** A fault comes each time so many more operations have been acknowledged, however fast the machine is. */
const OPERATIONS_PER_FAULT = 25;

test("database and server are killed again and again under people at work: nothing is lost, doubled or halved", async ({
  browser,
}) => {
  test.setTimeout(600_000);
  const { server, api, close } = await openInstallation();
  const project = await TestProject.begin(api, { blind: false });
  const article = await project.document({ text });
  const seats = [api, (await project.join("Ines Amaro")).api, (await project.join("Marek Holub")).api];
  const annotators = seats.map(
    (seat, at) =>
      new AnnotatorUnderFaults((body) => batch(seat, project, article, body), chance(SEED + at), text.length),
  );
  const context = await browser.newContext({
    baseURL: server.origin,
    storageState: await api.request.storageState(),
  });
  const reader = new Reader(await context.newPage());
  const quiet = await project.document({ text });
  await reader.open(project.page(`/documents/${quiet}`));

  await test.step("three people work while things die", async () => {
    const { crashPostgres, crashWeb } = server;
    const faults = [crashPostgres, crashWeb, crashPostgres, crashPostgres, crashWeb, crashPostgres];
    const done = () => annotators.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
    let next = OPERATIONS_PER_FAULT;
    const isOver = () => {
      if (done() < next) return false;
      next += OPERATIONS_PER_FAULT;
      const fault = faults.shift();
      fault?.();
      return fault === undefined;
    };
    let isDone = false;
    await Promise.all(
      annotators.map((one) =>
        one.work(() => {
          isDone ||= isOver();
          return isDone;
        }),
      ),
    );
  });

  const live = (await project.annotations(article)).map(({ id, tag, note, revision }) => ({
    id,
    tag,
    note,
    revision,
  }));
  expect(brokenPromises(annotators, await logOf(project, article), live)).toEqual([]);
  expect(annotators.every(({ repeats }) => repeats > 0)).toBe(true);
  // Nothing fell over but what was pushed.
  expect(server.said.filter((line) => line.startsWith("Postgres ended unexpectedly"))).toHaveLength(4);
  expect(server.said.filter((line) => line.startsWith("The web server ended"))).toHaveLength(2);
  expect(doctor(server.dataDir)).toMatch(/All \d+ checks passed/);

  await test.step("a page that was open all the while is at work and hears what happens", async () => {
    await reader.tag("marker1sign", "a");
    await reader.saved();
    await project.tag(quiet, text, "EVENT", "marker2sign");
    await expect(reader.count(2)).toBeVisible({ timeout: 120_000 });
  });
  await context.close();
  for (const { request } of seats.slice(1)) await request.dispose();
  await close();
});

async function batch(
  seat: Api,
  project: TestProject,
  document: string,
  body: Parameters<AnnotatorUnderFaults["send"]>[0],
): Promise<Answer> {
  let answer: Answer = null;
  try {
    const response = await seat.send(batchAnnotations, {
      params: { project: project.id, document },
      body: { opId: body.opId, annotations: [...body.annotations] },
    });
    answer = { status: response.status(), json: await response.json() };
  } catch {
    // The line broke. What has become of the request nobody knows.
  }
  if (answer?.status !== 200) await expect.poll(() => isReady(seat.origin), { timeout: 120_000 }).toBe(true);
  return answer;
}

const isReady = (origin: string): Promise<boolean> =>
  fetch(`${origin}/api/ready`).then(
    ({ ok }) => ok,
    () => false,
  );

async function logOf(project: TestProject, document: string): Promise<ChangeResource[]> {
  const log: ChangeResource[] = [];
  for (let since: string | null = "0"; since !== null; ) {
    const page: { items: ChangeResource[]; nextCursor: string | null } = await project.owner.call(
      listChanges,
      {
        params: { project: project.id },
        query: { document, noun: "annotation", limit: 1_000, since },
      },
    );
    log.push(...page.items);
    since = page.nextCursor;
  }
  return log;
}

/** What `concord doctor` says of an installation that is running. */
const doctor = (dataDir: string): string =>
  spawnSync(process.execPath, [path.join(root, "lib/cli/launch.mjs"), "doctor"], {
    cwd: root,
    encoding: "utf8",
    env: serverEnvironment({ CONCORD_DATA_DIR: dataDir }),
  }).stdout;
