import type { Page } from "@playwright/test";
import { addressOf } from "@/lib/client/api";
import { updateAccount } from "@/lib/contracts/accounts";
import { updateAnnotation } from "@/lib/contracts/annotations";
import { createEntity } from "@/lib/contracts/entities";
import { createImport, readImportFiles, uploadImportFile } from "@/lib/contracts/imports";
import { readProject, readScheme, replaceScheme, updateProject } from "@/lib/contracts/projects";
import { expect, test } from "./fixtures";
import { Reader } from "./reader";

/** Words that would act if any page took them for more than words. Each would set window.caught. */
const payloads = [
  "<script>window.caught=1</script>",
  "</script><script>window.caught=2</script>",
  "<img src=x onerror=window.caught=3>",
  "<svg onload=window.caught=4>",
  "<svg><script>window.caught=5</script></svg>",
  "<iframe srcdoc='<script>parent.caught=6</script>'></iframe>",
  "<iframe src=javascript:parent.caught=7></iframe>",
  '"><script>window.caught=8</script>',
  "'><script>window.caught=9</script>",
  '" onmouseover="window.caught=10" x="',
  "' autofocus onfocus='window.caught=11",
  "javascript:window.caught=12",
  "JaVaScRiPt:window.caught=13",
  "data:text/html,<script>opener.caught=14</script>",
  "<a href=javascript:window.caught=15>x</a>",
  "<details open ontoggle=window.caught=16>",
  "<body onload=window.caught=17>",
  "<input autofocus onfocus=window.caught=18>",
  "<video><source onerror=window.caught=19>",
  "<math><mtext><script>window.caught=20</script>",
  "<style>@import 'javascript:window.caught=21'</style>",
  "<style>*{background:url(javascript:window.caught=22)}</style>",
  "</title><script>window.caught=23</script>",
  "</textarea><script>window.caught=24</script>",
  "</style><script>window.caught=25</script>",
  "<!--><script>window.caught=26</script>-->",
  "]]><script>window.caught=27</script>",
  "<noscript><p title='</noscript><script>window.caught=28</script>'>",
  "<template><script>window.caught=29</script></template>",
  "<object data=javascript:window.caught=30>",
  "<embed src=javascript:window.caught=31>",
  "<form action=javascript:window.caught=32><button>x",
  "<base href=//evil.example/>",
  "<meta http-equiv=refresh content='0;url=javascript:window.caught=34'>",
  "<link rel=stylesheet href=//evil.example/x.css>",
  "$\u007bwindow.caught=36}",
  "{{constructor.constructor('window.caught=37')()}}",
  "\\u003cscript\\u003ewindow.caught=38\\u003c/script\\u003e",
  "&lt;script&gt;window.caught=39&lt;/script&gt;",
  "\u2028window.caught=40//",
  "{count, plural, other {<b>x</b>}}",
  "__proto__",
] as const;

const all = payloads.join(" ");

test("words that would like to be scripts stay words, on every page", async ({
  asAnnotator,
  noise,
  project,
}) => {
  test.setTimeout(600_000);
  const api = project.owner;
  const params = { project: project.id };
  const seat = await asAnnotator("Ines Amaro", "owner");
  await seat.api.call(updateAccount, { body: { name: `${payloads[2]}${payloads[7]}` } });
  const place = await test.step("put them wherever words can be put", async () => {
    const { revision } = await api.call(readProject, { params });
    await api.call(updateProject, {
      params,
      body: { revision, blind: false, name: `</title>${payloads[0]}${payloads[7]}` },
    });
    const text = payloads.join("\n\n");
    const articles: string[] = [];
    for (const [at, title] of payloads.entries()) {
      if (at % 4 !== 0) continue;
      articles.push(
        await project.document({
          title,
          text: `${title} ${at}\n\n${text}`,
          outlet: title,
          byline: title,
          credit: title,
          licenceNote: all,
        }),
      );
    }
    const [article = ""] = articles;
    const marks = [];
    for (const [at, tag] of ["ACTOR", "EVENT", "QUOTE"].entries())
      marks.push(
        await project.tag(article, `${payloads[0]} 0\n\n${text}`, tag, payloads[at + 3] ?? "<svg", seat.api),
      );
    for (const mark of marks)
      await seat.api.call(updateAnnotation, {
        params: { ...params, document: article, annotation: mark.id },
        body: { revision: mark.revision, note: all },
      });
    for (const name of payloads.slice(0, 10))
      await api.call(createEntity, { params, body: { kind: "actor", name, aliases: [name], note: all } });
    const { version, scheme } = await api.call(readScheme, { params });
    const tags = scheme.tags.map((tag, at) => ({
      ...tag,
      title: (payloads[at] ?? tag.title).slice(0, 100),
      guideline: all,
    }));
    await api.call(replaceScheme, { params, body: { version, scheme: { ...scheme, tags } } });
    const { id } = await api.call(createImport, { params, body: {} });
    for (const [at, name] of payloads.slice(0, 8).entries())
      await api.request.post(
        addressOf(uploadImportFile, {
          params: { ...params, import: id },
          query: { path: `${name.replaceAll("/", "")}.txt` },
        }),
        {
          data: Buffer.from(`${name} ${at}`),
          headers: { "content-type": "application/octet-stream" },
        },
      );
    await api.call(readImportFiles, { params: { ...params, import: id } });
    return { article, importId: id };
  });

  const { page } = seat;
  const outside: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).host !== new URL(api.origin).host) outside.push(request.url());
  });
  const reader = project.page(`/documents/${place.article}`);
  const paths = [
    "/projects",
    ...[
      "/documents",
      "/people",
      "/rounds",
      "/progress",
      "/scheme",
      "/activity",
      "/settings",
      "/documents/import",
      `/documents/import?import=${place.importId}`,
    ].map((below) => project.page(below)),
    "/account",
    `/sign-in?next=${encodeURIComponent(all)}&error=${encodeURIComponent(payloads[0])}`,
  ];
  for (const path of paths) await test.step(path, () => expectInert(page, () => page.goto(path)));
  await test.step("the annotation page, with a mark chosen", async () => {
    const at = new Reader(page);
    await at.open(reader);
    await page.keyboard.press("]");
    await expect(at.panel.getByLabel("Tag", { exact: true })).toBeVisible();
    await expectInert(page, async () => page.keyboard.press("Control+k"));
    await page.keyboard.press("Escape");
    await expectInert(page, async () => page.getByText(/^All \(/).click());
  });
  await test.step("the export dialog", async () => {
    await page.goto(project.page("/documents"));
    await page.getByRole("button", { name: "Export" }).click();
    await expectInert(page, async () => expect(page.getByRole("link", { name: /^Download/ })).toBeVisible());
  });
  expect(outside).toEqual([]);
  noise.check();
});

/** Nothing ran, nothing was added to the page that the payloads describe, and no link of theirs can be followed. */
async function expectInert(page: Page, act: () => Promise<unknown>): Promise<void> {
  await act();
  await expect(page.getByRole("main")).toBeVisible();
  const caught = await page.evaluate(() => ({
    ran: (window as Window & { caught?: number }).caught ?? null,
    nodes: document.querySelectorAll(
      "main :is(script, iframe, object, embed, base, [onerror], [onload], [onfocus], [ontoggle])",
    ).length,
    links: [...document.links].map((link) => link.protocol).filter((protocol) => !/^https?:$/.test(protocol)),
  }));
  expect(caught).toEqual({ ran: null, nodes: 0, links: [] });
}
