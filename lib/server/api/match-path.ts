import "server-only";
import { type OperationName, operations } from "@/lib/contracts/registry";

type Segment = { readonly literal: string } | { readonly name: string; readonly suffix: string };
type Route = { readonly name: OperationName; readonly segments: readonly Segment[] };

const routes: readonly Route[] = (Object.keys(operations) as OperationName[]).map((name) => ({
  name,
  segments: operations[name].path.slice(1).split("/").map(segmentOf),
}));

function segmentOf(text: string): Segment {
  const [, name, suffix] = /^\{(\w+)\}(:[\w-]+)?$/.exec(text) ?? [];
  return name === undefined ? { literal: text } : { name, suffix: suffix ?? "" };
}

/** The operations at a path, by whatever method, with the values of the path's parameters. */
export function matchPath(
  path: readonly string[],
): readonly { readonly name: OperationName; readonly params: Readonly<Record<string, string>> }[] {
  return routes.flatMap(({ name, segments }) => {
    const params = valuesOf(segments, path);
    return params ? [{ name, params }] : [];
  });
}

function valuesOf(segments: readonly Segment[], path: readonly string[]): Record<string, string> | null {
  if (segments.length !== path.length) return null;
  const params: Record<string, string> = {};
  for (const [at, segment] of segments.entries()) {
    const part = path[at] ?? "";
    if ("literal" in segment) {
      if (segment.literal !== part) return null;
    } else {
      if (!part.endsWith(segment.suffix)) return null;
      const value = part.slice(0, part.length - segment.suffix.length);
      // A parameter never holds a colon, so {id} can't swallow {id}:verb.
      if (value === "" || value.includes(":")) return null;
      params[segment.name] = value.toLowerCase();
    }
  }
  return params;
}
