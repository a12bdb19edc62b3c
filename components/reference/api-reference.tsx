import { useTranslations } from "next-intl";
import { buttonLook } from "@/components/ui/button-look";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Cell, HeaderCell, Table, TableBody, TableHead, TableRow } from "@/components/ui/table";
import type { JsonSchema } from "@/lib/contracts/json-schema";
import { problems } from "@/lib/contracts/problem";
import { OperationCard } from "./operation-card";
import { operationGroups } from "./operation-groups";
import { ReferenceContents } from "./reference-contents";
import { ShapeFields } from "./shape-fields";

type ApiReferenceProps = {
  /** Where the API is reached, for the example. */
  address: string;
  /** Shapes that have a name, by it. */
  shapes: Readonly<Record<string, JsonSchema>>;
};

/** The API for people, from the same declarations that serve it. */
export function ApiReference({ address, shapes }: ApiReferenceProps) {
  const t = useTranslations("reference");
  const groups = operationGroups();
  const names = new Set(Object.keys(shapes));
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <a className={buttonLook("secondary", "md")} href="/api/v1/openapi.json" download>
            {t("download")}
          </a>
        }
      />
      <div className="grid items-start gap-8 lg:grid-cols-[13rem_minmax(0,1fr)]">
        <ReferenceContents groups={groups} />
        <div className="grid min-w-0 gap-12">
          <Beginning address={address} />
          {groups.map(({ key, members }) => (
            <section key={key} aria-labelledby={`group-${key}`} className="grid min-w-0 gap-4">
              <h2 id={`group-${key}`} className="font-serif font-semibold text-xl">
                {t(`groups.${key}`)}
              </h2>
              {members.map((member) => (
                <OperationCard key={member.name} {...member} shapes={names} />
              ))}
            </section>
          ))}
          <Shapes shapes={shapes} names={names} />
          <Refusals />
        </div>
      </div>
    </>
  );
}

const rules = ["offsets", "ids", "revisions", "lists", "unknown", "errors"] as const;

function Beginning({ address }: { address: string }) {
  const t = useTranslations("reference.begin");
  return (
    <Card title={t("title")}>
      <p>{t("key")}</p>
      <pre className="my-3 rounded-md whitespace-pre-wrap wrap-anywhere bg-sunken p-3 font-mono text-[0.8125rem]">
        {`curl -H "Authorization: Bearer $CONCORD_KEY" ${address}/api/v1/projects`}
      </pre>
      <ul className="grid list-disc gap-1.5 pl-5 text-soft">
        {rules.map((rule) => (
          <li key={rule}>{t(`rules.${rule}`)}</li>
        ))}
      </ul>
    </Card>
  );
}

function Shapes({ shapes, names }: Pick<ApiReferenceProps, "shapes"> & { names: ReadonlySet<string> }) {
  const t = useTranslations("reference.shapes");
  return (
    <section aria-labelledby="shapes" className="grid min-w-0 gap-4">
      <h2 id="shapes" className="font-serif font-semibold text-xl">
        {t("title")}
      </h2>
      <p className="text-soft">{t("description")}</p>
      {Object.entries(shapes).map(([name, schema]) => (
        <Card key={name} id={`shape-${name}`} title={name} level={3} flush>
          <ShapeFields caption={t("caption", { name })} schema={schema} shapes={names} />
        </Card>
      ))}
    </section>
  );
}

function Refusals() {
  const t = useTranslations("reference");
  return (
    <section aria-labelledby="refusals" className="grid min-w-0 gap-4">
      <h2 id="refusals" className="font-serif font-semibold text-xl">
        {t("errors.title")}
      </h2>
      <p className="text-soft">{t("errors.description")}</p>
      <Table caption={t("errors.caption")}>
        <TableHead>
          <tr>
            <HeaderCell>{t("columns.code")}</HeaderCell>
            <HeaderCell>{t("columns.status")}</HeaderCell>
            <HeaderCell>{t("columns.meaning")}</HeaderCell>
          </tr>
        </TableHead>
        <TableBody>
          {Object.entries(problems).map(([code, { status, title }]) => (
            <TableRow key={code} id={`code-${code}`}>
              <Cell className="font-mono text-[0.8125rem]">{code}</Cell>
              <Cell>{status}</Cell>
              <Cell className="text-soft">{title}</Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </section>
  );
}
