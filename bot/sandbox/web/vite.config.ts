/** Builds the page into ../page: the same bytes from the same source, and a stamp that proves it. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const SOURCE = import.meta.dirname;
const SERVER = process.env.SANDBOX ?? "http://127.0.0.1:8065";

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => !path.startsWith("node_modules/"))
    .sort();
}

function digests(directory: string): Record<string, string> {
  return Object.fromEntries(
    filesBelow(directory).map((path) => [
      path,
      createHash("sha256").update(readFileSync(join(directory, path))).digest("hex"),
    ]),
  );
}

/** Writes what the bundle was built from, and what came out, for tests/sandbox/test_page.py. */
function stamp(): Plugin {
  return {
    name: "stamp",
    apply: "build",
    writeBundle({ dir }) {
      if (!dir) throw new Error("the bundle has no directory to be stamped in");
      const { "built-from.json": _, ...built } = digests(dir);
      const stamped = { source: digests(SOURCE), built };
      writeFileSync(join(dir, "built-from.json"), `${JSON.stringify(stamped, null, 1)}\n`);
    },
  };
}

/**
 * slack-blocks-to-jsx gives every drawing the same DOM id and hangs its styles on it; a page holds
 * many drawings, so the id becomes a class.
 */
function oneIdADrawing(): Plugin {
  return {
    name: "one-id-a-drawing",
    enforce: "pre",
    transform(code, id) {
      if (!id.includes("/slack-blocks-to-jsx/dist/")) return undefined;
      const [from, to] = id.includes(".css")
        ? ["#slack_blocks_to_jsx", ".slack_blocks_to_jsx"]
        : ['id:"slack_blocks_to_jsx",', ""];
      if (!code.includes(from)) throw new Error(`${id} no longer contains ${from}`);
      return { code: code.replaceAll(from, to), map: null };
    },
  };
}

export default defineConfig({
  base: "/",
  plugins: [oneIdADrawing(), react(), stamp()],
  optimizeDeps: { exclude: ["slack-blocks-to-jsx"] },
  build: {
    outDir: "../page",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    modulePreload: false,
    rollupOptions: {
      output: {
        entryFileNames: "assets/page.js",
        chunkFileNames: "assets/[name].js",
        assetFileNames: "assets/[name][extname]",
        codeSplitting: false,
      },
    },
  },
  server: {
    proxy: { "/sandbox": { target: SERVER, ws: true } },
  },
});
