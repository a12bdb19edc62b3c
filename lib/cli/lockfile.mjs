import fs from "node:fs";
import { inRoot } from "./checkout.mjs";

const systems = [
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
  "aix",
];
const processors = [
  "arm64",
  "arm",
  "ia32",
  "x64",
  "ppc64",
  "s390x",
  "riscv64",
  "loong64",
  "mips64el",
  "wasm32",
];

/**
 * npm leaves packages for other systems out of package-lock.json when the registry in use does not offer them, and
 * `npm ci` then refuses the file everywhere. This adds them by version; their checksums come with the next lock
 * that is made against a complete registry. Answers with the names that were added.
 */
export function completeLockfile() {
  const file = inRoot("package-lock.json");
  const lock = JSON.parse(fs.readFileSync(file, "utf8"));
  const added = missingFrom(lock.packages);
  for (const [name, entry] of added) lock.packages[name] = entry;
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
  lock.packages = Object.fromEntries(sorted);
  if (added.length > 0) fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  return added.map(([name]) => name);
}

/** Platform packages that some package of the lock names by exact version and the lock does not have. */
export function missingFrom(packages) {
  return Object.entries(packages).flatMap(([holder, { dev, optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name, version]) => /^\d/.test(version) && !isListed(packages, holder, name))
      .map(([name, version]) => [
        `node_modules/${name}`,
        { version, ...platformOf(name), ...(dev && { dev }), optional: true },
      ]),
  );
}

function isListed(packages, holder, name) {
  return `node_modules/${name}` in packages || `${holder}/node_modules/${name}` in packages;
}

function platformOf(name) {
  const words = name.split("/").at(-1).replace("windows", "win32").split("-");
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) =>
    words.some((word) => word === processor || word.startsWith(`${processor}v`)),
  );
  const arm = words.includes("gnueabihf") || words.includes("arm") ? "arm" : cpu;
  const libc = words.includes("musl") ? "musl" : words.includes("gnu") ? "glibc" : undefined;
  return { ...(arm && { cpu: [arm] }), ...(libc && { libc: [libc] }), ...(os && { os: [os] }) };
}
