"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { AttributeFields } from "@/components/annotation/attribute-fields";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Select } from "@/components/ui/select";
import { ApiError } from "@/lib/client/api";
import {
  attributesFor,
  type Corrected,
  correct,
  isCorrection,
  removeTeammates,
} from "@/lib/client/correction";
import { useSignal } from "@/lib/client/signal";
import { showToast } from "@/lib/client/toasts";
import { useRequest } from "@/lib/client/use-request";
import { withAttribute } from "@/lib/client/with-attribute";
import type { SpanAnnotation } from "@/lib/domain/annotation/annotation";
import { tagOf } from "@/lib/domain/scheme/scheme";
import { useCompare } from "./compare-context";
import { CorrectedSpans } from "./corrected-spans";

/** A lead puts a teammate's mark right, in the teammate's set and under their own name. */
export function CorrectDialog() {
  const t = useTranslations("compare.correct");
  const view = useCompare();
  const id = useSignal(view.correctingId);
  const mark = view.session.store.get(id ?? "");
  const isOpen = mark?.kind === "span" && mark.deletedAt === null;
  return (
    <Dialog
      title={t("title", { name: view.setOf(mark?.setId ?? "")?.name ?? "" })}
      description={t("intro")}
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) view.correctingId.set(null);
      }}
    >
      {isOpen && <CorrectForm key={mark.id} mark={mark} />}
    </Dialog>
  );
}

function CorrectForm({ mark }: { mark: SpanAnnotation }) {
  const t = useTranslations("compare.correct");
  const view = useCompare();
  const { session } = view;
  const { scheme } = session.store;
  const request = useRequest();
  const [value, setValue] = useState<Corrected>({
    tag: mark.tag,
    spans: mark.spans,
    attributes: mark.attributes,
  });
  const others = (view.comparison.value.itemOf.get(mark.id)?.versions ?? []).flatMap((one) =>
    one.kind === "span" && one.id !== mark.id ? [one] : [],
  );

  function finish(takeBack: () => Promise<void>): void {
    view.correctingId.set(null);
    const undo = async () => {
      try {
        await takeBack();
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        showToast({ tone: "danger", happened: t("undoFailed"), next: error.message });
      }
    };
    showToast({
      tone: "success",
      happened: t("done"),
      action: { label: t("undo"), run: () => void undo() },
    });
  }

  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void request.run(() => correct(session, mark, value), finish);
      }}
    >
      {others.length > 0 && (
        <p className="flex flex-wrap gap-2">
          {others.map((other) => (
            <Button
              key={other.id}
              size="sm"
              onClick={() => setValue({ tag: other.tag, spans: other.spans, attributes: other.attributes })}
            >
              {t("asSaid", { name: view.setOf(other.setId)?.name ?? "—" })}
            </Button>
          ))}
        </p>
      )}
      <CorrectedSpans spans={value.spans} onChange={(spans) => setValue({ ...value, spans })} />
      <Field label={t("tag")}>
        {(control) => (
          <Select
            {...control}
            value={value.tag}
            onChange={({ target }) =>
              setValue({
                ...value,
                tag: target.value,
                attributes: attributesFor(session, target.value, value.attributes),
              })
            }
          >
            {scheme.tags
              .filter((one) => one.appliesTo === "span" && (!one.retired || one.key === mark.tag))
              .map(({ key, title }) => (
                <option key={key} value={key}>
                  {title}
                </option>
              ))}
          </Select>
        )}
      </Field>
      <AttributeFields
        declared={tagOf(scheme, value.tag)?.attributes ?? []}
        values={value.attributes}
        onChange={(key, next) =>
          setValue({ ...value, attributes: withAttribute(value.attributes, key, next) })
        }
      />
      <FormError>{request.error?.message ?? null}</FormError>
      <div className="flex flex-wrap justify-between gap-2">
        <Button
          variant="ghost"
          busy={request.isBusy}
          onClick={() => void request.run(() => removeTeammates(session, mark), finish)}
        >
          {t("remove")}
        </Button>
        <Button type="submit" variant="primary" busy={request.isBusy} disabled={!isCorrection(mark, value)}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
