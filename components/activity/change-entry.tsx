"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { TextLink } from "@/components/ui/text-link";
import { factsOf } from "@/lib/client/change-facts";
import type { ChangeGroup } from "@/lib/client/change-group";
import type { ChangeResource } from "@/lib/contracts/entities";
import { isDescribed } from "./described-kinds";

/** How many annotations, documents or entities an entry names before it says "and n more". */
const NAMED_MAX = 4;

type ChangeEntryProps = { projectId: string; names: ReadonlyMap<string, string>; group: ChangeGroup };

/** Who did what, where and when, in one line, with what it was about below. */
export function ChangeEntry({ projectId, names, group }: ChangeEntryProps) {
  const t = useTranslations("activity");
  const format = useFormatter();
  const { newest, changes } = group;
  const who = newest.principalName ?? t("nobody");
  return (
    <li className="flex gap-3 px-4 py-3">
      <Avatar name={who} size="sm" />
      <div className="grid min-w-0 flex-1 grid-cols-1 gap-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <p className="min-w-0 wrap-anywhere">
            <Sentence projectId={projectId} names={names} who={who} group={group} />
          </p>
          <time dateTime={newest.at} className="text-[0.8125rem] whitespace-nowrap text-faint">
            {format.dateTime(new Date(newest.at), { timeStyle: "short" })}
          </time>
        </div>
        <Subjects projectId={projectId} changes={changes} />
      </div>
    </li>
  );
}

type SentenceProps = ChangeEntryProps & { who: string };

function Sentence({ projectId, names, who, group: { newest, changes } }: SentenceProps) {
  const t = useTranslations("activity");
  const roles = useTranslations("people.roles");
  const facts = factsOf(newest);
  const subject = names.get(newest.subjectId) ?? t("somebody");
  const common = {
    who: () => <Named name={who} />,
    doc: () => <DocumentLink projectId={projectId} change={newest} />,
    count: changes.length,
    subject: () => <Named name={subject} />,
    name: facts.name ?? "",
    role: facts.role ? roles(`${facts.role}.name`) : "",
    version: facts.version ?? 0,
  };
  const { kind } = newest;
  return isDescribed(kind) ? t.rich(`kinds.${kind}`, common) : t.rich("kinds.other", { ...common, kind });
}

/** A name in full where it fits on half a line; the rest on demand. */
function Named({ name }: { name: string }) {
  return (
    <span title={name} className="inline-block max-w-64 truncate align-bottom font-semibold">
      {name}
    </span>
  );
}

function DocumentLink({ projectId, change }: { projectId: string; change: ChangeResource }) {
  const t = useTranslations("activity");
  if (change.documentId === null) return t("aDocument");
  return (
    <TextLink
      href={`/projects/${projectId}/documents/${change.documentId}`}
      prefetch={false}
      title={change.documentTitle ?? undefined}
      className="inline-block max-w-[min(28rem,100%)] truncate align-bottom"
    >
      {change.documentTitle || t("untitled")}
    </TextLink>
  );
}

type SubjectsProps = { projectId: string; changes: readonly ChangeResource[] };

function Subjects({ projectId, changes }: SubjectsProps) {
  const t = useTranslations("activity");
  const isDocument = /^(document|round\.document)/.test(changes[0]?.kind ?? "");
  // One document is named in the sentence already.
  if (isDocument && changes.length === 1) return null;
  const named = changes.slice(0, NAMED_MAX).flatMap((change) => {
    if (isDocument) return [<DocumentLink key={change.seq} projectId={projectId} change={change} />];
    const { mark, name } = factsOf(change);
    if (mark) return [<Mark key={change.seq} {...mark} />];
    return change.kind.startsWith("entity.") && name ? [<span key={change.seq}>{name}</span>] : [];
  });
  if (named.length === 0) return null;
  const more = changes.length - named.length;
  return (
    <ul className="flex min-w-0 flex-wrap gap-x-4 gap-y-1 text-sm text-soft">
      {named.map((one) => (
        <li key={one.key} className="max-w-full min-w-0">
          {one}
        </li>
      ))}
      {more > 0 && <li>{t("more", { count: more })}</li>}
    </ul>
  );
}

function Mark({ tag, quote }: { tag: string; quote: string }) {
  return (
    <span data-tag={tag} className="flex min-w-0 items-baseline gap-1.5">
      <span className="shrink-0 rounded-sm bg-(--tag-tint) px-1 font-mono text-[0.6875rem] text-(--tag-text)">
        {tag}
      </span>
      {quote && <span className="max-w-72 truncate font-serif">{quote}</span>}
    </span>
  );
}
