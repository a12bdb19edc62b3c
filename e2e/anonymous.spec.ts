import { createEntity } from "@/lib/contracts/entities";
import { expect, test } from "./fixtures";
import { newcomer } from "./people";
import { TestProject } from "./test-project";

const marker = "Zanzibar-lighthouse-7141";

/** Every way a request can be dressed up to be taken for something else than a page. */
const dresses: readonly (readonly [string, (path: string) => string, Readonly<Record<string, string>>])[] = [
  ["as it is", (path) => path, {}],
  ["as data of the router", (path) => path, { rsc: "1" }],
  ["as data of the router, by query", (path) => `${path}?_rsc=1a2b3`, { rsc: "1" }],
  ["as a prefetch", (path) => path, { rsc: "1", "next-router-prefetch": "1" }],
  ["as a segment prefetch", (path) => path, { rsc: "1", "next-router-segment-prefetch": "/_tree" }],
  ["with the ending .rsc", (path) => `${path}.rsc`, {}],
  ["with the ending .txt", (path) => `${path}.txt`, {}],
  [
    "past the proxy",
    (path) => path,
    { "x-middleware-subrequest": Array.from({ length: 5 }, () => "proxy:src/proxy:middleware").join(":") },
  ],
  ["as a rewrite", () => "/", {}],
  ["with a doubled slash", (path) => `/${path}`, {}],
  ["with an encoded slash", (path) => path.replace("/projects/", "/projects%2F"), {}],
  ["with a slash at the end", (path) => `${path}/`, {}],
  ["with dots", (path) => path.replace("/projects", "/sign-in/../projects"), {}],
  ["in capitals", (path) => path.replace("/projects", "/PROJECTS"), {}],
  ["as another host", (path) => path, { "x-forwarded-host": "localhost", "x-forwarded-proto": "https" }],
  ["as a server action", (path) => path, { "next-action": "7f0000000000000000000000000000000000000000" }],
];

test("a stranger is shown nothing of a project, however they ask", async ({ project }) => {
  const article = await project.document({
    title: marker,
    outlet: marker,
    text: `${marker} shone on Tuesday.`,
  });
  await project.owner.call(createEntity, {
    params: { project: project.id },
    body: { kind: "actor", name: marker },
  });
  const pages = [
    "",
    "/documents",
    `/documents/${article}`,
    "/documents/import",
    "/people",
    "/rounds",
    "/progress",
    "/scheme",
    "/activity",
    "/settings",
  ].map((below) => project.page(below));
  // The marker is there for those who may see it: else the rest would prove nothing.
  expect(await (await project.owner.request.get(project.page("/documents"))).text()).toContain(marker);

  const stranger = await newcomer(project.owner.origin);
  for (const page of [...pages, "/projects", "/account", "/administration"])
    for (const [how, path, headers] of dresses) {
      const answer = await stranger.request.get(`${stranger.origin}${path(page)}`, {
        headers,
        maxRedirects: 5,
      });
      const body = await answer.text();
      expect(body, `${page} ${how}`).not.toContain(marker);
      expect(body, `${page} ${how}`).not.toContain(project.name);
    }
  for (const path of [
    `/projects/${project.id}`,
    `/projects/${project.id}/documents`,
    `/projects/${project.id}/documents/${article}`,
    `/projects/${project.id}/documents/${article}/text`,
    `/projects/${project.id}/export?format=jsonl`,
    `/projects/${project.id}/changes`,
    `/projects/${project.id}/entities`,
  ])
    for (const dressed of [`/api/v1${path}`, `//api/v1${path}`, `/api/v1/${path}`, `/api//v1${path}`]) {
      const answer = await stranger.request.get(`${stranger.origin}${dressed}`);
      expect(await answer.text(), dressed).not.toContain(marker);
      expect(answer.status(), dressed).toBeGreaterThanOrEqual(300);
    }
  await stranger.request.dispose();
});

test("somebody of another project is told what they would be told of one that does not exist", async ({
  project,
}) => {
  const article = await project.document({ title: marker, text: `${marker} shone.` });
  const outsider = await TestProject.begin(project.owner);
  const { api } = await outsider.join("Otto Elsewhere");
  const nowhere = crypto.randomUUID();
  for (const below of ["", "/documents", `/documents/${article}`, "/people", "/settings"]) {
    const there = await api.request.get(project.page(below));
    const missing = await api.request.get(`/projects/${nowhere}${below}`);
    expect(there.status(), below).toBe(missing.status());
    expect(await there.text()).not.toContain(marker);
  }
});

test("what one person is sent may not be kept for another by anything in between", async ({
  asAnnotator,
  project,
}) => {
  const article = await project.document({ text: `${marker} shone.` });
  const ines = await asAnnotator("Ines Amaro");
  const marek = await asAnnotator("Marek Holub");
  for (const path of ["/projects", project.page(), project.page(`/documents/${article}`), "/account"]) {
    for (const headers of [{}, { rsc: "1" }]) {
      const answer = await ines.api.request.get(path, { headers });
      expect(answer.headers()["cache-control"], path).toMatch(/no-store/);
      const [hers, his] = [
        await answer.text(),
        await (await marek.api.request.get(path, { headers })).text(),
      ];
      expect(hers, path).not.toContain(marek.person.email);
      expect(his, path).not.toContain(ines.person.email);
    }
  }
});
