"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { z } from "zod";
import { RequestError } from "@/components/account/request-error";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { HeaderCell, Table, TableBody, TableHead, TableRow } from "@/components/ui/table";
import { api } from "@/lib/client/api";
import { useRequest } from "@/lib/client/use-request";
import { listUsers } from "@/lib/contracts/accounts";
import { UserItem } from "./user-item";

type Page = z.output<(typeof listUsers)["returns"]>;
export type User = Page["items"][number];

/** Everybody with an account on this installation, and what each may do beyond their projects. */
export function UserList({ you, loaded }: { you: string; loaded: Page }) {
  const t = useTranslations("administration");
  const [page, setPage] = useState(loaded);
  /** The words that the list on screen was asked with. */
  const [search, setSearch] = useState("");
  const request = useRequest();

  const ask = (words: string, cursor?: string) =>
    request.run(
      () => api(listUsers, { query: { ...(words ? { search: words } : {}), ...(cursor ? { cursor } : {}) } }),
      (next) => {
        setSearch(words);
        setPage(cursor ? { ...next, items: [...page.items, ...next.items] } : next);
      },
    );

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    ask(String(new FormData(event.currentTarget).get("search")).trim());
  }

  const change = (user: User) =>
    setPage({ ...page, items: page.items.map((one) => (one.id === user.id ? user : one)) });

  return (
    <div className="grid gap-5">
      <search>
        <form onSubmit={submit} className="flex max-w-md items-end gap-2">
          <Field label={t("search")} className="flex-1">
            {(control) => <Input {...control} name="search" type="search" maxLength={200} />}
          </Field>
          <Button type="submit" busy={request.isBusy} icon={<Search aria-hidden className="size-4" />}>
            {t("find")}
          </Button>
        </form>
      </search>
      <RequestError error={request.error} />
      {page.items.length === 0 ? (
        <EmptyState title={t("noneTitle", { search })}>{t("noneText")}</EmptyState>
      ) : (
        <Card flush className="overflow-hidden">
          <Table caption={t("users")}>
            <TableHead>
              <TableRow>
                <HeaderCell>{t("person")}</HeaderCell>
                <HeaderCell>{t("mayCreate")}</HeaderCell>
                <HeaderCell>{t("administers")}</HeaderCell>
                <HeaderCell>{t("since")}</HeaderCell>
                <HeaderCell>
                  <span className="sr-only">{t("actions")}</span>
                </HeaderCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {page.items.map((user) => (
                <UserItem key={user.id} user={user} isYou={user.id === you} onChanged={change} />
              ))}
            </TableBody>
          </Table>
        </Card>
      )}
      {page.nextCursor !== null && (
        <Button
          className="justify-self-start"
          busy={request.isBusy}
          onClick={() => page.nextCursor !== null && ask(search, page.nextCursor)}
        >
          {t("more")}
        </Button>
      )}
    </div>
  );
}
