import { brat } from "./brat";
import type { Codec } from "./codec";
import { csv } from "./csv";
import { jsonl } from "./jsonl";
import { w3c } from "./w3c";

/** Every interchange format, in the order in which they are offered. */
export const codecs = [jsonl, brat, w3c, csv] as const satisfies readonly Codec[];

export type CodecId = (typeof codecs)[number]["id"];

export const codecOf = (id: string): Codec | undefined => codecs.find((codec) => codec.id === id);
