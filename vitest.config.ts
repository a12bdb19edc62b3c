import path from "node:path";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;
const alias = {
  "@": root,
  // Outside Next the marker package throws by design; the layer test keeps the border instead.
  "server-only": path.join(root, "node_modules/server-only/empty.js"),
};

export default defineConfig({
  test: {
    env: { TZ: "Asia/Kathmandu" },
    // Vitest would leave one of two cores to a watcher that isn't there. Every file has a database of its own.
    maxWorkers: 2,
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          // Ends what hangs; not a measure of speed, on whatever machine.
          testTimeout: 300_000,
          include: ["lib/**/*.test.ts", "seeds/**/*.test.ts"],
          exclude: ["**/*.db.test.ts"],
          setupFiles: ["lib/test/console.ts"],
        },
      },
      {
        resolve: { alias },
        test: {
          name: "db",
          include: ["lib/**/*.db.test.ts", "seeds/**/*.db.test.ts"],
          globalSetup: ["lib/test/database.ts"],
          setupFiles: ["lib/test/console.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
