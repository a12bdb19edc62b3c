import "server-only";
import { register } from "tsx/esm/api";

// `--import tsx` leaves threads alone, so a thread that runs TypeScript has to start in JavaScript.
register();
await import("./comparison-worker.ts");
