"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { z } from "zod";
import { Moment } from "@/components/account/moment";
import { PageHeader } from "@/components/ui/page-header";
import type { SchemeResource } from "@/lib/contracts/projects";
import type { Tag } from "@/lib/domain/scheme/scheme";
import { RelationTypeList } from "./relation-type-list";
import { TagCard } from "./tag-card";
import { TagDialog } from "./tag-dialog";

export type SchemeAtVersion = z.output<typeof SchemeResource>;

type SchemeBoardProps = { projectId: string; loaded: SchemeAtVersion; mayEdit: boolean };

/** The scheme as annotators read it; owners change it tag by tag, and each save is a new version. */
export function SchemeBoard({ projectId, loaded, mayEdit }: SchemeBoardProps) {
  const t = useTranslations("scheme");
  const [current, setCurrent] = useState(loaded);
  const { scheme, version, createdAt } = current;
  const live = scheme.tags.filter((tag) => !tag.retired);
  const groups = [
    { name: "main", tags: live.filter((tag) => !tag.isHelper && tag.appliesTo === "span") },
    { name: "helpers", tags: live.filter((tag) => tag.isHelper && tag.appliesTo === "span") },
    { name: "documents", tags: live.filter((tag) => tag.appliesTo === "document") },
    { name: "retired", tags: scheme.tags.filter((tag) => tag.retired) },
  ] as const satisfies readonly { name: string; tags: readonly Tag[] }[];

  return (
    <>
      <PageHeader
        title={t("title")}
        description={t.rich("version", { version, when: () => <Moment at={createdAt} dateOnly /> })}
        actions={
          mayEdit && <TagDialog projectId={projectId} current={current} tag={null} onChanged={setCurrent} />
        }
      />
      <div className="grid gap-9">
        {groups.map(
          ({ name, tags }) =>
            tags.length > 0 && (
              <section key={name} aria-labelledby={`tags-${name}`} className="grid gap-3">
                <div>
                  <h2 id={`tags-${name}`} className="font-serif text-xl font-semibold">
                    {t(`groups.${name}.title`)}
                  </h2>
                  <p className="text-sm text-soft">{t(`groups.${name}.text`)}</p>
                </div>
                <ul className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-3">
                  {tags.map((tag) => (
                    <TagCard
                      key={tag.key}
                      projectId={projectId}
                      current={current}
                      tag={tag}
                      mayEdit={mayEdit}
                      onChanged={setCurrent}
                    />
                  ))}
                </ul>
              </section>
            ),
        )}
        <RelationTypeList scheme={scheme} />
      </div>
    </>
  );
}
