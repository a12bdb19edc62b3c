"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Cell, HeaderCell, Table, TableBody, TableHead, TableRow } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import type { ProgressResource } from "@/lib/contracts/progress";
import { relationTypeOf, type Scheme, tagOf } from "@/lib/domain/scheme/scheme";
import { Bar } from "./bar";
import { useDuration } from "./use-duration";

type Rows<Figure extends keyof ProgressResource> = { readonly rows: ProgressResource[Figure] };
type InProject = { readonly projectId: string };

/** A scrolling box for what may have a thousand rows. */
export const Long = ({ children }: { children: ReactNode }) => (
  <div className="max-h-96 overflow-y-auto">{children}</div>
);

const Right = ({ children }: { children: ReactNode }) => (
  <HeaderCell className="text-right">{children}</HeaderCell>
);

export function PeopleTable({ rows }: Rows<"people">) {
  const t = useTranslations("progress.people");
  const duration = useDuration();
  return (
    <Table caption={t("title")}>
      <TableHead>
        <tr>
          <HeaderCell>{t("name")}</HeaderCell>
          <HeaderCell className="min-w-32">{t("submitted")}</HeaderCell>
          <Right>{t("assigned")}</Right>
          <Right>{t("begun")}</Right>
          <Right>{t("annotations")}</Right>
          <Right>{t("time")}</Right>
          <Right>{t("timePer")}</Right>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.userId}>
            <Cell className="font-medium wrap-anywhere">{row.name}</Cell>
            <Cell>
              <Bar done={row.submitted} begun={row.begun} all={row.assigned} />
            </Cell>
            <Cell numeric className="whitespace-nowrap">
              {t("of", { submitted: row.submitted, assigned: row.assigned })}
            </Cell>
            <Cell numeric>{row.begun}</Cell>
            <Cell numeric>{row.annotations}</Cell>
            <Cell numeric className="whitespace-nowrap">
              {duration(row.activeMs)}
            </Cell>
            <Cell numeric className="whitespace-nowrap">
              {duration(row.activeMs / Math.max(1, row.timed))}
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

export function DaysTable({ rows }: Rows<"days">) {
  const t = useTranslations("progress.days");
  return (
    <Long>
      <Table caption={t("title")}>
        <TableHead>
          <tr>
            <HeaderCell>{t("day")}</HeaderCell>
            <Right>{t("submitted")}</Right>
            <Right>{t("annotations")}</Right>
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.day}>
              <Cell className="tabular-nums">{row.day}</Cell>
              <Cell numeric>{row.submitted}</Cell>
              <Cell numeric>{row.annotations}</Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Long>
  );
}

export function BurnUpTable({ rows }: Rows<"burnup">) {
  const t = useTranslations("progress.burnup");
  return (
    <Long>
      <Table caption={t("title")}>
        <TableHead>
          <tr>
            <HeaderCell>{t("day")}</HeaderCell>
            <Right>{t("submitted")}</Right>
            <Right>{t("given")}</Right>
            <Right>{t("wanted")}</Right>
          </tr>
        </TableHead>
        <TableBody>
          {rows.toReversed().map((row) => (
            <TableRow key={row.day}>
              <Cell className="tabular-nums">{row.day}</Cell>
              <Cell numeric>{row.submitted}</Cell>
              <Cell numeric>{row.given}</Cell>
              <Cell numeric>{row.wanted}</Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Long>
  );
}

export function TagsTable({ rows, scheme }: Rows<"tags"> & { readonly scheme: Scheme }) {
  const t = useTranslations("progress.tags");
  const most = Math.max(0, ...rows.map(({ annotations }) => annotations));
  return (
    <Table caption={t("title")}>
      <TableHead>
        <tr>
          <HeaderCell>{t("tag")}</HeaderCell>
          <HeaderCell className="w-1/2">
            <span className="sr-only">{t("annotations")}</span>
          </HeaderCell>
          <Right>{t("annotations")}</Right>
          <Right>{t("documents")}</Right>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={`${row.kind} ${row.tag}`}>
            <Cell>
              {titleOf(scheme, row)}
              {row.kind === "relation" && <span className="ml-1.5 text-soft text-xs">{t("link")}</span>}
            </Cell>
            <Cell>
              <Bar done={row.annotations} all={most} />
            </Cell>
            <Cell numeric>{row.annotations}</Cell>
            <Cell numeric>{row.documents}</Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** What people call a tag or relation type; its key where the scheme has it no more. */
const titleOf = (scheme: Scheme, { tag, kind }: ProgressResource["tags"][number]): string =>
  (kind === "relation" ? relationTypeOf(scheme, tag) : tagOf(scheme, tag))?.title ?? tag;

export function DocumentsTable({ projectId, rows }: Rows<"documents"> & InProject) {
  const t = useTranslations("progress.documents");
  const people = useTranslations("progress.people");
  const duration = useDuration();
  return (
    <Long>
      <Table caption={t("title")}>
        <TableHead>
          <tr>
            <HeaderCell>{t("name")}</HeaderCell>
            <HeaderCell className="min-w-24">
              <span className="sr-only">{t("submitted")}</span>
            </HeaderCell>
            <Right>{t("submitted")}</Right>
            <Right>{t("annotations")}</Right>
            <Right>{t("time")}</Right>
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.documentId}>
              <Cell className="wrap-anywhere">
                <DocumentLink projectId={projectId} {...row} />
              </Cell>
              <Cell>
                <Bar done={row.submitted} all={row.wanted} />
              </Cell>
              <Cell numeric className="whitespace-nowrap">
                {people("of", { submitted: row.submitted, assigned: row.wanted })}
              </Cell>
              <Cell numeric>{row.annotations}</Cell>
              <Cell numeric className="whitespace-nowrap">
                {duration(row.activeMs)}
              </Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Long>
  );
}

export function DocumentLink({
  projectId,
  documentId,
  title,
}: InProject & { documentId: string; title: string }) {
  return (
    <TextLink href={`/projects/${projectId}/documents/${documentId}`} prefetch={false} dir="auto">
      {title}
    </TextLink>
  );
}
