"use client";

import { Archive, ArchiveRestore } from "lucide-react";
import { useTranslations } from "next-intl";
import { RequestError } from "@/components/account/request-error";
import { Badge } from "@/components/ui/badge";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Kbd } from "@/components/ui/kbd";
import type { Attribute, Tag } from "@/lib/domain/scheme/scheme";
import type { SchemeAtVersion } from "./scheme-board";
import { TagDialog } from "./tag-dialog";
import { withTag } from "./tag-draft";
import { TagCode, TagSample } from "./tag-mark";
import { useSchemeSave } from "./use-scheme-save";

type TagCardProps = {
  projectId: string;
  current: SchemeAtVersion;
  tag: Tag;
  mayEdit: boolean;
  onChanged: (scheme: SchemeAtVersion) => void;
};

export function TagCard({ projectId, current, tag, mayEdit, onChanged }: TagCardProps) {
  const t = useTranslations("scheme");
  const attributes = tag.attributes.filter((attribute) => !attribute.retired);
  return (
    <li className="grid min-w-0 gap-3 rounded-lg border border-line bg-surface p-5 shadow-card">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="flex min-w-0 items-center gap-3">
          <TagCode tag={tag} />
          <div className="min-w-0">
            <h3 className="font-serif text-lg leading-snug font-semibold wrap-anywhere">{tag.title}</h3>
            <p className="font-mono text-xs text-faint break-all">{tag.key}</p>
          </div>
        </div>
        {mayEdit && (
          <div className="flex gap-1">
            <TagDialog projectId={projectId} current={current} tag={tag} onChanged={onChanged} />
            <RetireButton projectId={projectId} current={current} tag={tag} onChanged={onChanged} />
          </div>
        )}
      </div>
      {tag.guideline && <p className="max-w-prose whitespace-pre-line">{tag.guideline}</p>}
      <p className="flex flex-wrap items-center gap-x-5 gap-y-1 text-sm text-soft">
        {!tag.retired && (
          <span>
            {t("hotkey")} <Kbd>{tag.hotkey.toUpperCase()}</Kbd>
          </span>
        )}
        <span>
          <TagSample tag={tag}>{t("sample")}</TagSample>
        </span>
        {tag.entityKind && <span>{t("linksTo", { kind: t(`entityKinds.${tag.entityKind}`) })}</span>}
      </p>
      {attributes.length > 0 && (
        <dl className="grid gap-2.5 border-line border-t pt-3 text-sm">
          {attributes.map((attribute) => (
            <AttributeLine key={attribute.key} attribute={attribute} />
          ))}
        </dl>
      )}
    </li>
  );
}

function AttributeLine({ attribute }: { attribute: Attribute }) {
  const t = useTranslations("scheme");
  return (
    <div className="grid gap-1">
      <dt>
        <span className="font-medium">{attribute.title}</span>
        {attribute.guideline && <span className="text-soft"> · {attribute.guideline}</span>}
      </dt>
      <dd className="flex flex-wrap gap-1.5">
        {attribute.type === "choice" ? (
          attribute.values.map((value) => (
            <span key={value.key} title={value.guideline ?? value.key}>
              <Badge className="whitespace-normal wrap-anywhere">{value.title}</Badge>
            </span>
          ))
        ) : (
          <span className="text-soft">{t(`attributeTypes.${attribute.type}`)}</span>
        )}
      </dd>
    </div>
  );
}

function RetireButton({ projectId, current, tag, onChanged }: Omit<TagCardProps, "mayEdit">) {
  const t = useTranslations("scheme.retire");
  const { isBusy, error, save } = useSchemeSave(projectId, current, onChanged);
  const { retired, ...rest } = tag;
  const move = () => save(withTag(current.scheme, retired ? rest : { ...rest, retired: true }));
  if (retired)
    return (
      <div className="grid justify-items-end gap-2">
        <IconButton
          label={t("back", { tag: tag.title })}
          icon={<ArchiveRestore aria-hidden className="size-4" />}
          busy={isBusy}
          onClick={move}
        />
        <RequestError error={error} />
      </div>
    );
  return (
    <div className="grid justify-items-end gap-2">
      <ConfirmDialog
        title={t("title", { tag: tag.title })}
        description={t("text")}
        confirmLabel={t("confirm")}
        onConfirm={move}
        trigger={
          <IconButton
            tooltip={false}
            label={t("title", { tag: tag.title })}
            title={t("confirm")}
            icon={<Archive aria-hidden className="size-4" />}
            busy={isBusy}
          />
        }
      />
      <RequestError error={error} />
    </div>
  );
}
