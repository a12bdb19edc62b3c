import { useFormatter, useTranslations } from "next-intl";
import type { AgreementOptions } from "@/lib/contracts/agreement";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import { titleOfTag } from "./agreement-names";
import type { Person, RoundName } from "./measure-dialog";

type Names = {
  readonly scheme: Scheme;
  readonly people: readonly Person[];
  readonly rounds: readonly RoundName[];
};

/** What a report was narrowed down to, in words; empty when it is about all work. */
export function useNarrowing({
  scheme,
  people,
  rounds,
}: Names): (options: AgreementOptions) => readonly string[] {
  const t = useTranslations("agreement.narrowed");
  const format = useFormatter();
  const nameIn = (list: readonly Person[], id: string) =>
    list.find((one) => one.id === id)?.name ?? t("unknown");
  const day = (date: string) => format.dateTime(new Date(date), { dateStyle: "medium", timeZone: "UTC" });
  return ({ against, round, documents, split, people: who, tags, submittedFrom: from, submittedTo: to }) =>
    [
      against === "gold" && t("gold"),
      round !== undefined && t("round", { round: nameIn(rounds, round) }),
      documents && t("documents", { count: documents.length }),
      split && t("split", { split }),
      who && format.list(who.map((id) => nameIn(people, id))),
      tags && format.list(tags.map((key) => titleOfTag(scheme, key))),
      from !== undefined && t("from", { day: day(from) }),
      to !== undefined && t("to", { day: day(to) }),
    ].filter((words) => typeof words === "string");
}
