"use client";

import { useTranslations } from "next-intl";
import { TagCode } from "@/components/scheme/tag-mark";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Markdown } from "@/components/ui/markdown";
import type { GuidelineCase } from "@/lib/contracts/guidelines";
import type { Rule } from "@/lib/domain/guideline/guideline";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import { CaseList } from "./case-list";
import { EarlierAnnotations } from "./earlier-annotations";

type RuleCardProps = {
  projectId: string;
  scheme: Scheme;
  rule: Rule;
  cases: readonly GuidelineCase[];
  isInForce: boolean;
  mayEdit: boolean;
};

/** One rule, the cases that show how it is meant, and what was annotated before it said what it says. */
export function RuleCard({ projectId, scheme, rule, cases, isInForce, mayEdit }: RuleCardProps) {
  const t = useTranslations("guidelines");
  const tag = scheme.tags.find(({ key }) => key === rule.tag);
  const relation = scheme.relationTypes.find(({ key }) => key === rule.tag);
  return (
    <Card
      id={`rule-${rule.id}`}
      className="scroll-mt-6"
      title={
        <span className="flex flex-wrap items-center gap-2.5">
          {tag && <TagCode tag={tag} />}
          <span className="wrap-anywhere">{rule.title}</span>
        </span>
      }
      actions={<Badge>{tag?.title ?? relation?.title ?? t("everyTag")}</Badge>}
    >
      <div className="grid gap-5">
        {rule.text !== "" && <Markdown>{rule.text}</Markdown>}
        <CaseList projectId={projectId} cases={cases} mayEdit={mayEdit && isInForce} />
        {isInForce && <EarlierAnnotations projectId={projectId} ruleId={rule.id} />}
      </div>
    </Card>
  );
}
