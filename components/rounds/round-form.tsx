"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { uuidv7 } from "uuidv7";
import { RequestError } from "@/components/account/request-error";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/lib/client/api";
import { useRequest } from "@/lib/client/use-request";
import {
  createRound,
  type NewRound,
  openRound,
  type PlanResource,
  previewRound,
} from "@/lib/contracts/rounds";
import type { ProjectRole } from "@/lib/policy/policy";
import { choosesSome, DocumentChoiceFields, type DocumentFacetLists } from "./document-choice-fields";
import type { Found } from "./document-picker";
import { PeopleFields } from "./people-fields";
import { PlanSummary } from "./plan-summary";
import { findDocuments } from "./project-documents";
import { RevealsDialog } from "./reveals-dialog";
import { RoundFields } from "./round-fields";
import { useRevealing } from "./use-revealing";

export type RoundFormProps = {
  readonly projectId: string;
  /** The first documents of the project. */
  readonly listed: Found;
  readonly facets: DocumentFacetLists;
  readonly people: readonly { readonly id: string; readonly name: string; readonly role: ProjectRole }[];
  readonly versions: { readonly scheme: number; readonly guideline: number };
};

/** Plans a round: which documents, who, how; then the plan before anything is given out. */
export function RoundForm(props: RoundFormProps) {
  const { projectId, people, versions } = props;
  const t = useTranslations("rounds.form");
  const router = useRouter();
  const { isBusy, error, run } = useRequest();
  const revealing = useRevealing();
  const [plan, setPlan] = useState<PlanResource | null>(null);
  const [wasPlanned, setWasPlanned] = useState(false);
  const [input, setInput] = useState<NewRound>(() => ({
    ...{ id: uuidv7(), name: "", mode: "assigned", copies: Math.min(2, Math.max(1, people.length)) },
    ...{ sharedPortion: 1, cap: null, claimHours: 48, dueAt: null, remindDays: null, isBlind: true },
    documents: { filter: {} },
    members: people.filter(({ role }) => role === codingOnly).map(({ id }) => id),
  }));
  const params = { project: projectId };
  const hasNone = input.members.length === 0 || props.listed.total === 0 || !choosesSome(input.documents);

  function change(part: Partial<NewRound>): void {
    setInput({ ...input, ...part });
    setPlan(null);
  }
  const preview = () =>
    run(
      () => api(previewRound, { params, body: input }),
      (drawn) => {
        setPlan(drawn);
        setWasPlanned(true);
      },
    );
  const save = (opens: boolean) =>
    run(
      async () => {
        const made = await revealing.first(async (reveal) => {
          const round = await api(createRound, { params, body: { ...input, reveal } });
          const at = { params: { ...params, round: round.id }, body: { revision: round.revision, reveal } };
          return opens && round.state === "planned" ? api(openRound, at) : round;
        });
        return made?.id ?? null;
      },
      (id) => id !== null && router.push(`/projects/${projectId}/rounds/${id}`),
    );

  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <form
        className="grid max-w-4xl gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          void preview();
        }}
      >
        <Card>
          <RoundFields input={input} onChange={change} />
        </Card>
        {props.listed.total === 0 && (
          <Callout
            tone="warning"
            title={t("noDocuments")}
            actions={
              <ButtonLink size="sm" href={`/projects/${projectId}/documents`}>
                {t("toDocuments")}
              </ButtonLink>
            }
          >
            {t("noDocumentsText")}
          </Callout>
        )}
        {!people.some(({ role }) => role === codingOnly) && (
          <Callout
            title={t("noAnnotators")}
            actions={
              <ButtonLink size="sm" href={`/projects/${projectId}/people`}>
                {t("toPeople")}
              </ButtonLink>
            }
          >
            {t("noAnnotatorsText")}
          </Callout>
        )}
        <Card title={t("which")} description={t("whichOf", { count: props.listed.total })}>
          <DocumentChoiceFields
            of="project"
            facets={props.facets}
            source={{
              findsText: true,
              first: props.listed,
              find: (words) => findDocuments(projectId, words),
            }}
            choice={input.documents}
            onChange={(documents) => change({ documents })}
          />
        </Card>
        <Card title={t("who")}>
          <PeopleFields people={people} chosen={input.members} onChange={(members) => change({ members })} />
        </Card>
        <p className="text-sm text-soft">{t("versions", versions)}</p>
        {!choosesSome(input.documents) && <p className="text-sm text-warning">{t("needsDocuments")}</p>}
        {input.members.length === 0 && <p className="text-sm text-warning">{t("needsPeople")}</p>}
        <RequestError error={error} />
        <div aria-live="polite">
          {plan ? (
            <PlanSummary plan={plan} isClaimed={input.mode === "claimed"} isBlind={input.isBlind} />
          ) : (
            wasPlanned && <p className="text-sm text-soft">{t("previewAgain")}</p>
          )}
        </div>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant={plan ? "secondary" : "primary"} busy={isBusy} disabled={hasNone}>
            {t("preview")}
          </Button>
          {plan && plan.documents > 0 && (
            <>
              <Button busy={isBusy} onClick={() => void save(false)}>
                {t("create")}
              </Button>
              <Button variant="primary" busy={isBusy} onClick={() => void save(true)}>
                {t("open")}
              </Button>
            </>
          )}
        </div>
      </form>
      <RevealsDialog asked={revealing.asked} />
    </>
  );
}

/** Whose work rounds are for; leads are chosen by hand. */
const codingOnly: ProjectRole = "annotator";
