import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { files, isTest, type Source, sources, withoutComments, withoutWords } from "./test/sources";

/** The lines that a rule objects to, as places to go to. */
const found = (rule: RegExp, among: (source: Source) => boolean, view = withoutComments): string[] =>
  sources.filter(among).flatMap(({ file, text }) =>
    view(text)
      .split("\n")
      .flatMap((line) => (rule.test(line) ? [`${file}: ${line.trim().slice(0, 120)}`] : [])),
  );
// This file has to name what it forbids.
const others = ({ file }: Source) => file !== "lib/house.test.ts";
const program = (source: Source) => others(source) && !isTest(source.file);
const under =
  (...folders: string[]) =>
  (source: Source) =>
    program(source) && folders.some((folder) => source.file.startsWith(folder));

describe("names", () => {
  it("of files are kebab-case, and say what the file holds", () => {
    const wrong = files
      .map((file) => path.basename(file).replace(/\.(db\.test|test|spec|cases|config|d)?\.?\w+$/, ""))
      .map((name, at) => [name, files[at] ?? ""] as const)
      .filter(([name, file]) => {
        // Next's own names for routes, and documents by the custom of repositories.
        const isRouteFolder = file.startsWith("app/");
        const isDocument = /^([A-Z_]+(\.md)?|Dockerfile|docker-compose\.ya?ml)$/.test(path.basename(file));
        const isMessages = file.startsWith("lib/messages/");
        return !isRouteFolder && !isDocument && !isMessages && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name);
      });
    expect(wrong).toEqual([]);
  });

  it("that say nothing are not used", () => {
    const empty = /(^|\/)(utils?|helpers?|common|misc|types|index|shared|stuff|constants)(\.\w+)*$/;
    const wrong = files.filter(
      (file) =>
        file.split("/").some((part) => empty.test(part)) && !file.startsWith("lib/messages/en/common.json"),
    );
    expect(wrong).toEqual([]);
  });

  it("of versions and manners are not used", () => {
    expect(files.filter((file) => /(V\d|-v\d|-new|-old|-updated|-safe|-internal)\.\w+$/.test(file))).toEqual(
      [],
    );
  });

  it("of server folders' files are read and write where they read and write a noun's rows", () => {
    // Verbs and values have files of their own; a second way to read or write would be called one of these.
    const second = /(^|\/)(queries|mutations|repository|service|actions|dao|model|store|crud|api)\.ts$/;
    expect(files.filter((file) => file.startsWith("lib/server/") && second.test(file))).toEqual([]);
  });
});

describe("types", () => {
  it("are not silenced, and no rule of the linter is without a reason", () => {
    // A rule about types has no good reason; another one has to be given at the place.
    const unexplained =
      /biome-ignore (?!lint\/(a11y|correctness|suspicious|security)\/(?!noExplicitAny)\w+: .{15,})/;
    expect(found(unexplained, others, (text) => text)).toEqual([]);
    expect(found(/@ts-(ignore|expect-error|nocheck)|eslint-disable/, others, (text) => text)).toEqual([]);
    expect(found(/(:|<|,|\bas) any\b(\[\]|[;,>)=]|\s*$)|<any>|\bany\[\]/, others, withoutWords)).toEqual([]);
    expect(found(/[\w)\]]!(\.|\[|\)|;|,|$)/, others, withoutWords)).toEqual([]);
  });
});

describe("the surroundings", () => {
  it("are read in one place: by the server's env, by the launcher before there is one, and by what runs tests", () => {
    const outside = (source: Source) =>
      program(source) && source.file !== "lib/server/env.ts" && !/^lib\/cli\/[\w-]+\.mjs$/.test(source.file);
    const isTool = (source: Source) => /^bench\/|^[\w.]+\.config\.(ts|js|mjs)$/.test(source.file);
    expect(found(/process\.env/, (source) => outside(source) && !isTool(source))).toEqual([]);
  });
});

describe("authorization", () => {
  it("is in one table: nothing else asks for a role", () => {
    // "annotator" alone is also a kind of set.
    const rule = /\brole\s*(===|!==)\s*"|(===|!==)\s*"(owner|curator|viewer)"|\.includes\([\w.]*role\)/;
    expect(found(rule, (source) => program(source) && !source.file.startsWith("lib/policy/"))).toEqual([]);
  });

  it("is not in the proxy", () => {
    const proxy = sources.find(({ file }) => file === "proxy.ts")?.text ?? "";
    expect(withoutComments(proxy)).not.toMatch(/authorize|principal|session|cookie/i);
  });
});

describe("the ways in", () => {
  it("are the API and pages: no Server Actions", () => {
    expect(found(/^\s*["']use server["']/, program)).toEqual([]);
  });

  it("take no code from text: no raw HTML, no eval, no SQL put together", () => {
    const rule =
      /dangerouslySetInnerHTML|\.(inner|outer)HTML\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function\(|\$(query|execute)RawUnsafe|srcdoc/i;
    expect(found(rule, program)).toEqual([]);
    expect(found(/\bPrisma\.raw\(/, program)).toEqual([]);
  });

  it("are served by one dispatcher: routes hold no rules of their own", () => {
    const routes = sources.filter(({ file }) => /^app\/api\/v1\/.*route\.ts$/.test(file));
    expect(routes).toHaveLength(1);
    for (const { text } of routes) expect(text.split("\n").length).toBeLessThan(25);
  });
});

describe("comments and words", () => {
  it("promise nothing: what is to be done is an issue", () => {
    expect(found(/\b(TODO|FIXME|XXX|HACK)\b/, others, (text) => text)).toEqual([]);
  });

  it("keep no old code", () => {
    const code = /^\s*\/\/\s*(const|let|if \(|return\b.*;|import .* from|await |\}|console\.)/;
    expect(found(code, others, (text) => text)).toEqual([]);
  });

  it("name no machine and no workplace", () => {
    const rule =
      /(^|[\s"'`(=])\/(work|home|root|Users)\/|\bregistry\.\w+\.(com|org|io)\b|\b[Ii]ssue #?\d+\b/m;
    const texts = files.filter(
      (file) => /\.(md|json|css|ya?ml|prisma|tsx?|mjs|js)$/.test(file) && file !== "lib/house.test.ts",
    );
    expect(texts.filter((file) => rule.test(readFileSync(file, "utf8")))).toEqual([]);
  });
});

describe("tests", () => {
  const inTests = (source: Source) => others(source) && isTest(source.file);

  it("wait for what happens: no sleeps, and no second tries", () => {
    const sleep =
      /setTimeout\((resolve|r|done|go)\b|\bsleep\(|waitForTimeout|timers\/promises|retry:\s*[1-9]|retries:\s*[1-9]/;
    expect(found(sleep, inTests)).toEqual([]);
  });

  it("run all", () => {
    const some = /\b(it|test|describe)(\.\w+)*\.(only|skip|todo|fails)\b|\bx(it|describe)\(/;
    expect(found(some, inTests, withoutWords)).toEqual([]);
  });

  it("don't assert on markup, class names or a mocked database", () => {
    const markup = /toMatch(Inline)?Snapshot|toHaveClass|className\)\.to|vi\.mock\([^)]*(prisma|database)/;
    expect(found(markup, inTests)).toEqual([]);
  });

  it("stand beside what they test", () => {
    const known = new Set(files);
    const alone = files.filter((file) => {
      if (!/^lib\/(domain|client|contracts|formats|policy)\/.*\.test\.ts$/.test(file)) return false;
      return !known.has(file.replace(".test.ts", ".ts")) && !known.has(file.replace(".test.ts", ".tsx"));
    });
    expect(alone).toEqual([]);
  });
});

describe("size", () => {
  it("of a file stays within what can be read at once", () => {
    const long = sources.filter(({ file, text }) => program({ file, text }) && text.split("\n").length > 301);
    expect(long.map(({ file, text }) => `${file} ${text.split("\n").length}`)).toEqual([]);
  });
});

describe("the screen's words", () => {
  it("come from the messages: components and pages hold no sentences", () => {
    const sentence = />\s*[A-Z][a-z]+( [a-z]+)+[.!?]?\s*</;
    const wrong = found(sentence, under("components/", "app/")).filter(
      (line) => !line.startsWith("app/global-error.tsx"),
    );
    expect(wrong).toEqual([]);
  });
});

describe("dependencies", () => {
  type Lock = { readonly packages: Readonly<Record<string, { readonly version?: string }>> };
  // npm's own format.
  const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as Lock;
  const versionsOf = (name: string): string[] =>
    Object.entries(lock.packages).flatMap(([place, { version }]) =>
      version && (place === `node_modules/${name}` || place.endsWith(`/node_modules/${name}`))
        ? [version]
        : [],
    );
  const isAtLeast = (version: string, floor: string): boolean => {
    const [left, right] = [version, floor].map((one) => (one.split("-")[0] ?? "").split(".").map(Number));
    for (const [at, least] of (right ?? []).entries()) {
      const part = left?.[at] ?? 0;
      if (part !== least) return part > least;
    }
    return true;
  };

  it.each([
    ["next", "16.4.6"],
    ["react", "19.3.1"],
    ["react-dom", "19.3.1"],
    ["next-auth", "4.24.15"],
    ["nodemailer", "7.0.7"],
    ["fast-xml-parser", "5.5.6"],
    ["yauzl", "3.4.0"],
    ["undici", "7.30.0"],
    ["dompurify", "3.4.18"],
    ["pg", "8.23.0"],
  ])("%s is absent or at least %s, below which it has known holes", (name, floor) => {
    expect(versionsOf(name).filter((version) => !isAtLeast(version, floor))).toEqual([]);
  });

  it("that are compared by number are compared right", () => {
    expect(isAtLeast("16.10.0", "16.4.6")).toBe(true);
    expect(isAtLeast("16.4.5", "16.4.6")).toBe(false);
    expect(isAtLeast("9.99.99", "16.4.6")).toBe(false);
    expect(versionsOf("next")).not.toEqual([]);
  });

  it("are pinned to one version each", () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)),
    );
    expect(loose).toEqual([]);
  });
});
