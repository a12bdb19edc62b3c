"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { uuidv7 } from "uuidv7";
import { RequestError } from "@/components/account/request-error";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { api } from "@/lib/client/api";
import { useRequest } from "@/lib/client/use-request";
import { type HandOver, type HandOverResource, handOver, previewHandOver } from "@/lib/contracts/hand-over";

type Person = { readonly id: string; readonly name: string };
type HandOverDialogProps = {
  readonly projectId: string;
  readonly roundId: string;
  /** Whoever may annotate in the project, and those who have work here. */
  readonly people: readonly Person[];
  readonly holders: readonly Person[];
  readonly from: string | null;
  readonly onClose: () => void;
  readonly onDone: (done: { readonly opId: string | null; readonly handed: number }) => void;
};

/** Gives one person's unfinished work to others, after showing who gets what. */
export function HandOverDialog(props: HandOverDialogProps) {
  const { projectId, roundId, people, holders, onClose, onDone } = props;
  const t = useTranslations("rounds.handOver");
  const common = useTranslations("common");
  const { isBusy, error, run } = useRequest();
  const [from, setFrom] = useState(props.from ?? holders[0]?.id ?? "");
  const [to, setTo] = useState<readonly string[]>([]);
  const [isEverywhere, setEverywhere] = useState(false);
  const [takesBegun, setTakesBegun] = useState(true);
  const [preview, setPreview] = useState<HandOverResource | null>(null);
  const [overCap, setOverCap] = useState(false);
  // Sent again because no answer came, it is done once.
  const [id, setId] = useState(() => uuidv7());
  const params = { project: projectId };
  const takers = people.filter(({ id }) => id !== from);

  const body = (): HandOver => ({
    ...{ id, from, to: [...to], begun: takesBegun, overCap },
    ...(isEverywhere ? {} : { round: roundId }),
  });
  function change(apply: () => void): void {
    apply();
    setPreview(null);
    setOverCap(false);
    setId(uuidv7());
  }
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      width="lg"
      title={t("title")}
      description={t("text")}
      footer={
        <>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button
            variant={preview ? "secondary" : "primary"}
            busy={isBusy}
            disabled={from === "" || to.length === 0}
            onClick={() => void run(() => api(previewHandOver, { params, body: body() }), setPreview)}
          >
            {t("preview")}
          </Button>
          {preview && preview.handed > 0 && (
            <Button
              variant="primary"
              busy={isBusy}
              disabled={preview.over.length > 0 && !overCap}
              onClick={() => void run(() => api(handOver, { params, body: body() }), onDone)}
            >
              {t("confirm", { count: preview.handed })}
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-4">
        <Field label={t("from")}>
          {(control) => (
            <Select
              {...control}
              value={from}
              onChange={({ target }) =>
                change(() => {
                  setFrom(target.value);
                  setTo(to.filter((id) => id !== target.value));
                })
              }
            >
              {holders.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <fieldset className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
          <legend className="mb-1.5 text-sm font-medium">{t("to")}</legend>
          {takers.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={<span className="wrap-anywhere">{name}</span>}
              checked={to.includes(id)}
              onChange={({ target }) =>
                change(() => setTo(target.checked ? [...to, id] : to.filter((other) => other !== id)))
              }
            />
          ))}
          {takers.length === 0 && <p className="text-sm text-soft">{t("nobody")}</p>}
        </fieldset>
        <Checkbox
          label={t("begun")}
          hint={t("begunHint")}
          checked={takesBegun}
          onChange={({ target }) => change(() => setTakesBegun(target.checked))}
        />
        <Checkbox
          label={t("everywhere")}
          checked={isEverywhere}
          onChange={({ target }) => change(() => setEverywhere(target.checked))}
        />
        <RequestError error={error} />
        <div aria-live="polite">{preview && <HandOverPreview preview={preview} />}</div>
        {preview && preview.over.length > 0 && (
          <Checkbox
            label={t("overCap")}
            checked={overCap}
            onChange={({ target }) => setOverCap(target.checked)}
          />
        )}
      </div>
    </Dialog>
  );
}

const reasons = ["hasIt", "sameStory", "begun"] as const;

function HandOverPreview({ preview }: { preview: HandOverResource }) {
  const t = useTranslations("rounds.handOver");
  const names = new Map(preview.loads.map(({ id, name }) => [id, name]));
  return (
    <div className="grid gap-3">
      <Callout
        tone={preview.handed === 0 ? "warning" : "info"}
        title={
          preview.handed + preview.stays === 0
            ? t("nothingLeft")
            : t("handed", { count: preview.handed, begun: preview.begun })
        }
      >
        <ul className="list-disc pl-4">
          {preview.loads.map(({ id, name, documents }) => (
            <li key={id} className="wrap-anywhere">
              {t("load", { name, count: documents })}
            </li>
          ))}
          {reasons.map((reason) => {
            const count = preview.staying.filter((one) => one.reason === reason).length;
            return count > 0 && <li key={reason}>{t(`stays.${reason}`, { count })}</li>;
          })}
        </ul>
        {preview.handed > 0 && <p className="mt-1">{t("undoable")}</p>}
      </Callout>
      {preview.over.length > 0 && (
        <Callout tone="warning" title={t("overTitle")}>
          <ul className="list-disc pl-4">
            {preview.over.map(({ id, roundId, ...one }) => (
              <li key={`${id} ${roundId}`} className="wrap-anywhere">
                {t("over", one)}
              </li>
            ))}
          </ul>
        </Callout>
      )}
      {preview.assignments.length > 0 && (
        <details className="text-sm">
          <summary className="cursor-pointer text-accent-ink">{t("who")}</summary>
          <ul className="mt-2 grid max-h-64 gap-1 overflow-y-auto rounded-md border border-line bg-raised p-3">
            {preview.assignments.map(({ documentId, userId, title, roundName }) => (
              <li key={documentId} className="wrap-anywhere">
                <span className="font-medium">{names.get(userId)}</span>: <span dir="auto">{title}</span>{" "}
                <span className="text-faint">({roundName})</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
