"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { RequestError } from "@/components/account/request-error";
import { FocusPage } from "@/components/shell/focus-page";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { api } from "@/lib/client/api";
import { signOut } from "@/lib/client/session";
import { useRequest } from "@/lib/client/use-request";
import { useLink } from "@/lib/contracts/accounts";
import type { LinkResource, SignedIn } from "./link-flow";
import { LinkForm } from "./link-form";

type InvitationProps = { token: string; link: LinkResource; signedIn: SignedIn | null; footer: string };

/** Joining a project: as who is signed in, with an account that exists, or with a new one. */
export function Invitation({ token, link, signedIn, footer }: InvitationProps) {
  const t = useTranslations("signIn.link.invitation");
  const roles = useTranslations("people.roles");
  const [person, setPerson] = useState(signedIn);
  const [isNew, setNew] = useState(true);
  const isForAnybody = link.email === "";
  const hasAccount = isForAnybody ? !isNew : link.hasAccount;
  const role = link.role ?? "viewer";

  return (
    <FocusPage
      title={t("title", { project: link.projectName ?? "" })}
      description={
        <>
          {t("role", { role: roles(`${role}.name`) })} {roles(`${role}.hint`)}
        </>
      }
      footer={footer}
    >
      {person ? (
        <JoinAs token={token} link={link} person={person} onLeave={() => setPerson(null)} />
      ) : (
        <>
          {isForAnybody && (
            <SegmentedControl
              label={t("who")}
              value={isNew ? "new" : "known"}
              onValueChange={(value) => setNew(value === "new")}
              options={[
                { value: "new", label: t("new") },
                { value: "known", label: t("known") },
              ]}
            />
          )}
          <LinkForm
            key={String(hasAccount)}
            token={token}
            email={isForAnybody ? null : link.email}
            asksName={!hasAccount}
            password={hasAccount ? "current" : "new"}
            submitLabel={t("submit")}
          />
        </>
      )}
    </FocusPage>
  );
}

type JoinAsProps = { token: string; link: LinkResource; person: SignedIn; onLeave: () => void };

function JoinAs({ token, link, person, onLeave }: JoinAsProps) {
  const t = useTranslations("signIn.link.invitation");
  const joining = useRequest();
  const leaving = useRequest();
  const isForAnother = link.email !== "" && link.email !== person.email;

  const join = () =>
    joining.run(
      () => api(useLink, { body: { token } }),
      ({ projectId }) => window.location.assign(projectId ? `/projects/${projectId}` : "/projects"),
    );
  const leave = () =>
    leaving.run(signOut, (hasEnded) => {
      if (hasEnded) onLeave();
    });

  return (
    <div className="grid gap-4">
      <div className="flex items-center gap-3 rounded-md border border-line bg-raised p-3">
        <Avatar name={person.name} size="lg" />
        <div className="min-w-0">
          <p className="line-clamp-2 font-medium wrap-anywhere">{person.name}</p>
          <p className="text-sm text-soft wrap-anywhere">{person.email}</p>
        </div>
      </div>
      {isForAnother && <p>{t("forAnother", { email: link.email })}</p>}
      <RequestError error={joining.error} />
      {!isForAnother && (
        <Button variant="primary" size="lg" busy={joining.isBusy} onClick={join}>
          {t("join")}
        </Button>
      )}
      <Button
        variant={isForAnother ? "primary" : "ghost"}
        busy={leaving.isBusy}
        onClick={leave}
        className="justify-self-center"
      >
        {t("leave")}
      </Button>
    </div>
  );
}
