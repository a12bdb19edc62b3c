"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Markdown } from "@/components/ui/markdown";
import { TextLink } from "@/components/ui/text-link";
import { ApiError, api } from "@/lib/client/api";
import { type GuidelineResource, readGuideline } from "@/lib/contracts/guidelines";
import { rulesAbout } from "@/lib/domain/guideline/guideline";
import type { Tag } from "@/lib/domain/scheme/scheme";
import { useReader } from "./reader-context";

/** What the scheme and the guidelines say about a tag, beside an annotation that has it. */
export function TagGuidance({ tag }: { tag: Tag }) {
  const t = useTranslations("reader.panel");
  const { projectId } = useReader().session.place;
  const loaded = useGuideline(projectId);
  const rules = loaded ? rulesAbout(loaded.guideline, tag.key) : [];
  if (!tag.guideline && rules.length === 0) return null;
  const isNew = loaded !== null && loaded.readNumber < loaded.newestNumber;
  return (
    <details className="text-sm">
      <summary className="font-medium">
        {t("guideline")} {isNew && rules.length > 0 && <Badge tone="info">{t("guidelineChanged")}</Badge>}
      </summary>
      <div className="mt-1 grid gap-3 text-soft">
        {rules.length === 0 && <p className="whitespace-pre-line">{tag.guideline}</p>}
        {rules.map((rule) => (
          <section key={rule.id} className="grid gap-1">
            <h3 className="font-medium text-ink">{rule.title}</h3>
            <Markdown>{rule.text}</Markdown>
            <TextLink href={`/projects/${projectId}/guidelines#rule-${rule.id}`} target="_blank">
              {t("guidelineCases")}
            </TextLink>
          </section>
        ))}
      </div>
    </details>
  );
}

/** Asked for once in a while that the page is open; the panel shows and hides more often than rules change. */
let asked: { readonly projectId: string; readonly answer: Promise<GuidelineResource | null> } | null = null;

function useGuideline(projectId: string): GuidelineResource | null {
  const [loaded, setLoaded] = useState<GuidelineResource | null>(null);
  useEffect(() => {
    if (asked?.projectId !== projectId) asked = { projectId, answer: load(projectId) };
    let isShown = true;
    void asked.answer.then((answer) => {
      if (answer === null) asked = null;
      if (isShown) setLoaded(answer);
    });
    return () => {
      isShown = false;
    };
  }, [projectId]);
  return loaded;
}

/** Null without an answer: the annotation can be read without the rules, and the next look asks again. */
async function load(projectId: string): Promise<GuidelineResource | null> {
  try {
    return await api(readGuideline, { params: { project: projectId } });
  } catch (error) {
    if (error instanceof ApiError) return null;
    throw error;
  }
}
