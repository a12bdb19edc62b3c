import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { describeShape } from "@/lib/contracts/json-schema";
import type { Method } from "@/lib/contracts/operation";
import { problems } from "@/lib/contracts/problem";
import { refusalsOf } from "@/lib/contracts/refusals";
import { whoMay } from "@/lib/policy/who-may";
import type { NamedOperation } from "./operation-groups";
import { ShapeFields } from "./shape-fields";

const tones = {
  GET: "info",
  POST: "success",
  PUT: "warning",
  PATCH: "warning",
  DELETE: "danger",
} as const satisfies Record<Method, string>;

type OperationCardProps = NamedOperation & { shapes: ReadonlySet<string> };

/** One operation: where, what for, who may, what it takes, what it answers, how it refuses. */
export function OperationCard({ name, operation, shapes }: OperationCardProps) {
  const { method, path, summary, body, query, wire } = operation;
  const t = useTranslations("reference.parts");
  const sent = body && describeShape(body, "input");
  return (
    <section
      id={name}
      aria-labelledby={`${name}-title`}
      className="min-w-0 rounded-lg border border-line bg-surface shadow-card"
    >
      <header className="grid gap-1.5 px-4 pt-4 pb-3">
        <h3 id={`${name}-title`} className="flex flex-wrap items-center gap-2">
          <Badge tone={tones[method]} className="font-mono">
            {method}
          </Badge>
          <a href={`#${name}`} className="min-w-0 rounded-sm font-mono text-sm font-semibold wrap-anywhere">
            {path}
          </a>
        </h3>
        <p className="text-pretty">{summary}</p>
        <Audience operation={operation} />
      </header>
      {query && (
        <Part title={t("query")}>
          <ShapeFields
            caption={t("captionQuery", { name })}
            schema={describeShape(query, "input").schema}
            shapes={shapes}
          />
        </Part>
      )}
      {sent && (
        <Part title={t("body")} note={sent.isRequired ? null : t("optionalBody")}>
          <ShapeFields caption={t("captionBody", { name })} schema={sent.schema} shapes={shapes} />
        </Part>
      )}
      {wire === "upload" && <Part title={t("body")} note={t("bytes")} />}
      <Answer name={name} operation={operation} shapes={shapes} />
      <Refusals operation={operation} />
    </section>
  );
}

function Part({ title, note, children }: { title: string; note?: string | null; children?: ReactNode }) {
  return (
    <div className="grid gap-1 border-line border-t py-3">
      <h4 className="px-4 font-medium text-sm">{title}</h4>
      {note && <p className="px-4 text-sm text-soft">{note}</p>}
      {children}
    </div>
  );
}

function Audience({ operation: { permission } }: Pick<NamedOperation, "operation">) {
  const t = useTranslations("reference.who");
  const format = useFormatter();
  const { who, byKey, inArchive } = whoMay(permission);
  const people =
    typeof who === "string" ? t(who) : t("members", { roles: format.list(who.map((role) => t(role))) });
  const facts = [people, ...(byKey ? [] : [t("noKey")]), ...(inArchive ? [] : [t("noArchive")])];
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1 text-sm text-soft">
      <div className="flex flex-wrap gap-x-1.5">
        <dt className="font-medium">{t("label")}</dt>
        <dd>{facts.join("; ")}</dd>
      </div>
      <div className="flex flex-wrap gap-x-1.5">
        <dt className="font-medium">{t("permission")}</dt>
        <dd className="font-mono text-[0.8125rem]">{permission}</dd>
      </div>
    </dl>
  );
}

function Answer({ name, operation: { returns, wire, creates }, shapes }: OperationCardProps) {
  const t = useTranslations("reference.parts");
  const title = `${t("answer")} ${creates ? "201, 200" : "200"}`;
  if (wire === "download") return <Part title={title} note={t("file")} />;
  return (
    <Part title={title} note={wire === "feed" ? t("feed") : null}>
      <ShapeFields
        caption={t("captionAnswer", { name })}
        schema={describeShape(returns, "output").schema}
        shapes={shapes}
      />
    </Part>
  );
}

function Refusals({ operation }: Pick<NamedOperation, "operation">) {
  const t = useTranslations("reference.parts");
  return (
    <Part title={t("refusals")}>
      <ul className="flex flex-wrap gap-x-3 gap-y-1 px-4 text-[0.8125rem]">
        {refusalsOf(operation).map((code) => (
          <li key={code}>
            <a href={`#code-${code}`} className="rounded-sm font-mono text-soft hover:underline">
              {problems[code].status} {code}
            </a>
          </li>
        ))}
      </ul>
    </Part>
  );
}
