import { adjudicationSorts, listAdjudication } from "@/lib/contracts/adjudication";

/** Which documents the list of the adjudication shows, and in which order, as it stands in the page's address. */
export type AdjudicationFilter = {
  readonly round?: string;
  readonly state?: "unfinished" | "finished";
  readonly sort: (typeof adjudicationSorts)[number];
};

type Given = Readonly<Record<string, string | string[] | undefined>>;

/** Takes what is valid from an address, which anybody may have typed, and leaves out the rest. */
export function readAdjudicationFilter(given: Given): AdjudicationFilter {
  const { round, state } = listAdjudication.query?.shape ?? {};
  const asked = { round: round?.safeParse(given.round).data, state: state?.safeParse(given.state).data };
  return {
    ...(asked.round ? { round: asked.round } : {}),
    ...(asked.state ? { state: asked.state } : {}),
    sort: adjudicationSorts.find((one) => one === given.sort) ?? "oldest",
  };
}

/** The query of the page's address: only what differs from the whole list as it came. */
export function adjudicationFilterQuery({ round, state, sort }: AdjudicationFilter): string {
  const query = new URLSearchParams({
    ...(round ? { round } : {}),
    ...(state ? { state } : {}),
    ...(sort === "oldest" ? {} : { sort }),
  });
  return query.size > 0 ? `?${query}` : "";
}
