/** Writes the licences of what the bundle contains into the project's THIRD_PARTY_LICENSES. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const WEB = join(dirname(fileURLToPath(import.meta.url)), "..");
const TARGET = join(WEB, "../../../THIRD_PARTY_LICENSES");
const BEGIN = "===== The sandbox's page (bot/sandbox/page) =====";
const END = "===== End of the sandbox's page =====";

const modules = join(WEB, "node_modules");
const manifest = (directory) => JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));

/** The folder of a package as Node would find it from another one. */
function locate(name, from) {
  for (let directory = from; ; directory = dirname(directory)) {
    const place = join(directory, "node_modules", name);
    if (existsSync(join(place, "package.json"))) return place;
    if (directory === dirname(directory)) throw new Error(`${name} is not installed`);
  }
}

/** Every package that the page's own dependencies bring along. */
function collect(names, from, found = new Map()) {
  for (const name of names) {
    const place = locate(name, from);
    if (found.has(place)) continue;
    found.set(place, manifest(place));
    collect(Object.keys(found.get(place).dependencies ?? {}), place, found);
  }
  return found;
}

function licenceText(place) {
  const file = readdirSync(place).find((name) => /^(licen[cs]e|copying)(\.|$)/i.test(name));
  return file && readFileSync(join(place, file), "utf8").replace(/\r\n/g, "\n").trim();
}

const packages = collect(Object.keys(manifest(WEB).dependencies), WEB);
const byLicence = new Map();
for (const [place, { name, version, license }] of packages) {
  if (name.startsWith("@types/")) continue;
  const text = licenceText(place) ?? `(The package names its licence: ${license}.)`;
  byLicence.set(text, [...(byLicence.get(text) ?? []), `${name} ${version} (${license})`]);
}
const chapters = [...byLicence]
  .map(([text, names]) => `${names.sort().join("\n")}\n\n${text}`)
  .sort();
const section = [
  BEGIN,
  "The bundle holds code, styles and fonts of these packages.",
  ...chapters,
  END,
].join(`\n\n${"-".repeat(72)}\n\n`);

const before = existsSync(TARGET) ? readFileSync(TARGET, "utf8") : "";
const [head, rest] = before.includes(BEGIN) ? before.split(BEGIN) : [before, undefined];
const tail = rest?.split(END)[1] ?? "\n";
const lead = head && !head.endsWith("\n\n") ? `${head.trimEnd()}\n\n` : head;
writeFileSync(TARGET, `${lead}${section}${tail}`);
if (!existsSync(modules)) throw new Error("run npm ci first");
console.log(`${packages.size} packages written to THIRD_PARTY_LICENSES`);
