import path from "node:path";
import { describe, expect, it } from "vitest";
import { isTest, sources, withoutComments } from "./test/sources";

type Layer = {
  /** The layers that may be imported besides its own. */
  readonly imports: readonly string[];
  /** The packages that it may use; "any" where it talks to the world. */
  readonly packages: readonly string[] | "any";
  readonly node: boolean;
};

const domain = ["lib/domain"];
const formats = [...domain, "lib/formats", "lib/policy"];
const contracts = [...formats, "lib/contracts"];
const client = [...contracts, "lib/client", "lib/messages"];
const server = [...contracts, "lib/server", "lib/messages"];
const react = [
  "react",
  "react-dom",
  "next",
  "next-intl",
  "radix-ui",
  "cmdk",
  "lucide-react",
  "react-markdown",
  "@tanstack/react-virtual",
];

/** What each layer may import: only what lies below it. There is no list of exceptions. */
const layers: Readonly<Record<string, Layer>> = {
  "lib/domain": { imports: [], packages: [], node: false },
  "lib/policy": { imports: domain, packages: [], node: false },
  // Readers and writers of interchange formats, which have to run in a browser too.
  "lib/formats": {
    imports: domain,
    packages: [
      "csv-parse",
      "csv-stringify",
      "fflate",
      "hyparquet",
      "hyparquet-writer",
      "saxes",
      "yauzl",
      "yazl",
    ],
    node: false,
  },
  "lib/contracts": { imports: formats, packages: ["zod"], node: false },
  // The words on the screen, and how a request finds those of its language.
  "lib/messages": { imports: [...contracts, "lib/client"], packages: ["next", "next-intl"], node: false },
  "lib/client": {
    imports: contracts,
    packages: ["@tanstack/react-virtual", "idb", "react", "uuidv7", "zod"],
    node: false,
  },
  "lib/server": { imports: contracts, packages: "any", node: true },
  "lib/cli": { imports: [...server, "seeds"], packages: "any", node: true },
  components: { imports: client, packages: [...react, "uuidv7"], node: false },
  app: { imports: [...client, ...server, "components"], packages: "any", node: true },
  seeds: { imports: server, packages: ["uuidv7"], node: true },
  bench: {
    imports: [...server, "lib/cli", "lib/client", "components", "seeds", "lib/test"],
    packages: "any",
    node: true,
  },
  e2e: { imports: [...client, "seeds", "lib/cli", "lib/test"], packages: "any", node: true },
  "lib/test": { imports: [...client, ...server, "seeds", "lib/cli"], packages: "any", node: true },
};

/** Files beside the folders are the program's outermost shell, as its routes are. */
const layerOf = (file: string): string =>
  /^lib\/[\w-]+\.test\.ts$/.test(file)
    ? "lib/test"
    : /^[\w-]+\.config\.\w+$/.test(file)
      ? "e2e"
      : folderOf(file);
const folderOf = (file: string): string =>
  Object.keys(layers).find((name) => file.startsWith(`${name}/`)) ?? (file.includes("/") ? "none" : "app");

const statement =
  /^\s*(?:import|export)\b(?<type> type\b)?[^;"]*?\bfrom\s*"(?<from>[^"]+)"|^\s*import\s*"(?<bare>[^"]+)"|\bimport\(\s*"(?<late>[^"]+)"/gm;

/** What a file imports. Types of packages leave nothing in the program, so they count among our own files only. */
const importsOf = (text: string): string[] =>
  [...withoutComments(text).matchAll(statement)].flatMap(({ groups = {} }) => {
    const target = groups.from ?? groups.bare ?? groups.late ?? "";
    const isType = groups.type !== undefined && !target.startsWith("@/") && !target.startsWith(".");
    return isType ? [] : [target];
  });
const localPath = (file: string, target: string): string | null =>
  target.startsWith("@/")
    ? target.slice(2)
    : target.startsWith(".")
      ? path.posix.join(path.posix.dirname(file), target)
      : null;
const packageOf = (target: string): string =>
  target
    .split("/")
    .slice(0, target.startsWith("@") ? 2 : 1)
    .join("/");

/** Why a file may not import something, or null. A test stands where what it tests stands, with tools beside it. */
function objection(file: string, target: string): string | null {
  const name = layerOf(file);
  const layer = layers[name];
  if (!layer) return "is in no layer";
  const local = localPath(file, target);
  if (local !== null) {
    const to = layerOf(local.includes("/") ? local : `${local}/`);
    if (to === name || layer.imports.includes(to)) return null;
    if (isTest(file) && ["lib/test", "lib/cli", "lib/messages", "seeds"].includes(to)) return null;
    return `imports ${to}`;
  }
  if (isTest(file)) return null;
  if (target.startsWith("node:")) return layer.node ? null : "uses node";
  return layer.packages === "any" || layer.packages.includes(packageOf(target))
    ? null
    : `uses ${packageOf(target)}`;
}

const edges = sources.flatMap(({ file, text }) => importsOf(text).map((target) => ({ file, target })));

describe("the layers", () => {
  it("import downward only, and only the packages that are theirs", () => {
    const wrong = edges.flatMap(({ file, target }) => {
      const why = objection(file, target);
      return why ? [`${file} ${why}: ${target}`] : [];
    });
    expect(wrong).toEqual([]);
  });

  it("hold every file", () => {
    expect(sources.filter(({ file }) => !layers[layerOf(file)]).map(({ file }) => file)).toEqual([]);
  });

  it("are told apart by this test", () => {
    for (const [file, target] of [
      ["lib/domain/x.ts", "@/lib/policy/policy"],
      ["lib/domain/x.ts", "node:crypto"],
      ["lib/domain/x.ts", "zod"],
      ["lib/formats/x.ts", "zod"],
      ["components/x.tsx", "@/lib/server/database"],
      ["components/x.tsx", "../lib/server/database"],
      ["lib/client/x.ts", "@/components/ui/button"],
      ["lib/server/x.ts", "@/app/page"],
      ["lib/server/x.ts", "@/lib/client/api"],
      ["lib/server/x.ts", "@/lib/test/console"],
      ["lib/cli/x.ts", "@/components/ui/button"],
      ["proxy.ts", "@/lib/test/console"],
    ] as const)
      expect(`${file} ${target}: ${objection(file, target)}`).not.toMatch(/: null$/);
  });

  it("reach a file in one way: by the alias, or by ./ and ../ within a layer, without its ending", () => {
    const wrong = edges.filter(({ file, target }) => {
      const local = localPath(file, target);
      // Plain JavaScript, which nothing compiles, has to write endings.
      if (local === null || /\.(json|css|mjs)$/.test(target) || file.endsWith(".mjs")) return false;
      return /\.(tsx?|js)$/.test(target) || (target.startsWith("../") && layerOf(local) !== layerOf(file));
    });
    expect(wrong).toEqual([]);
  });
});

describe("lib/domain", () => {
  it("knows no clock, no chance, no network and no surroundings", () => {
    const impure =
      /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bfetch\(|\bprocess\.|\bglobalThis\b|\bwindow\.(location|navigator|document|addEventListener)\b|\bdocument\.\w+\(|\bconsole\.|\bcrypto\.|\bperformance\.|\bsetTimeout\b|\bsetInterval\b/;
    const wrong = sources.filter(
      ({ file, text }) =>
        layerOf(file) === "lib/domain" && !isTest(file) && impure.test(withoutComments(text)),
    );
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });
});

describe("the server", () => {
  it("says in every file that it is the server", () => {
    // A worker thread starts from plain JavaScript, which loads the rest.
    const wrong = sources.filter(
      ({ file, text }) =>
        layerOf(file) === "lib/server" &&
        /\.tsx?$/.test(file) &&
        !isTest(file) &&
        !text.startsWith('import "server-only";\n'),
    );
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });
});
